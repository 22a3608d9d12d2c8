import { SchedulerError } from '../errors.js';
import type { BoundSchedule } from '../recurrence/bound.js';
import { MAX_REPEATLESS_MS } from './clock-watch.js';
import type { JobEntry } from './job-entry.js';

/**
 * Why a job gets its schedule bound:
 *
 * - `start`: with the scheduler; an occurrence at that very instant counts
 * - `add`: later on; nothing fires at once but what `toRunNow()` asks for
 * - `edit`: instead of an older schedule; nothing fires at once at all
 */
export type Enrolment = 'start' | 'add' | 'edit';

/** The first occurrence of a job that is enrolled at `nowMs`. */
export function firstOccurrence(
  bound: BoundSchedule,
  nowMs: number,
  how: Enrolment,
  lastMs: number | undefined,
): number | undefined {
  if (how === 'start') return bound.next(nowMs - 1);
  if (how === 'add' && bound.startup === nowMs) return nowMs;
  // Its first is no earlier than a completion now would make it, and repeats nothing.
  if (bound.isAfterCompletion) return bound.next(nowMs) ?? bound.afterSettled(nowMs);
  // The clock may have been set back since: what has run does not run again.
  const isRepeat = lastMs !== undefined && lastMs > nowMs && lastMs - nowMs <= MAX_REPEATLESS_MS;
  return bound.next(isRepeat ? lastMs : nowMs);
}

/**
 * The occurrence after the last that was decided about.
 * @throws SchedulerError if the schedule names one that is not later, which would be a loop.
 */
export function followingOccurrence(entry: JobEntry): number | undefined {
  const { bound, lastMs } = entry;
  if (bound === undefined || lastMs === undefined) return undefined;
  const next = bound.next(lastMs);
  if (next !== undefined && !(next > lastMs)) {
    throw new SchedulerError('ERR_NO_PROGRESS', `the occurrence after ${lastMs} of job '${entry.name}' is ${next}`);
  }
  return next;
}

/** The next starts of a job, jitter included: at most `count`, each with the occurrence that it is for. */
export function upcoming(entry: JobEntry, fromMs: number, count: number): readonly Upcoming[] {
  const bound = entry.bound ?? entry.definition.schedule.bind(fromMs);
  // Counted from when the last run settled, there is no grid to ask.
  const isGrid = !bound.isAfterCompletion;
  const most = Math.min(count, entry.runsLeft ?? bound.times ?? count);
  const list: Upcoming[] = [];
  let at = entry.slot === undefined ? bound.next(fromMs) : entry.nextMs;
  while (at !== undefined && list.length < most) {
    list.push({ occurrenceMs: at, dueAt: at + bound.jitterMs(at) });
    at = isGrid ? bound.next(at) : undefined;
  }
  return list;
}

/** An occurrence to come and the instant at which its run starts. */
export interface Upcoming {
  readonly occurrenceMs: number;
  readonly dueAt: number;
}
