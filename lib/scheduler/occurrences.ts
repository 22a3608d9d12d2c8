import { isOverAt } from '../job/pause.js';
import type { BoundSchedule } from '../recurrence/bound.js';
import { HOUR_MS } from '../time/calendar.js';
import type { JobEntry } from './job-entry.js';

/** Set back by up to this, the clock repeats no occurrence; set back by more, the new time is taken. */
export const MAX_REPEATLESS_MS = 3 * HOUR_MS;

/** The most starts that `preview` lists. */
export const MAX_PREVIEW = 10_000;

/**
 * Why a job gets its schedule bound later than with the scheduler:
 *
 * - `add`: nothing fires at once but what `toRunNow()` asks for
 * - `edit`: instead of an older schedule; nothing fires at once at all
 */
export type EnrolledBy = 'add' | 'edit';

/** Up to when a job that is enrolled at `nowMs` counts as decided about: its first occurrence is the one after. */
export function decidedBefore({ enrolment, lastMs }: JobEntry, nowMs: number, how: EnrolledBy): number {
  const { bound } = enrolment;
  if (how === 'add' && bound?.startup === nowMs) return nowMs - 1;
  // The clock may have been set back since: what has run does not run again.
  if (bound === undefined || lastMs === undefined || lastMs <= nowMs) return nowMs;
  return lastMs - nowMs <= repeatlessMs(bound, lastMs) ? lastMs : nowMs;
}

/** By how much the clock may be set back without that the schedule repeats anything. */
function repeatlessMs(bound: BoundSchedule, lastMs: number): number {
  switch (bound.whenSetBack) {
    case 'namesClockTimes':
      return MAX_REPEATLESS_MS;
    case 'goesOn':
      if (bound.previous(lastMs + 1) !== lastMs) return 0;
      return (bound.next(lastMs) ?? lastMs + MAX_REPEATLESS_MS) - lastMs - 1;
    case 'fromEvent':
      return 0;
  }
}

/** The first occurrence of a job that was not handed out yet, also while the loop is just at work on it. */
export function firstLeft(entry: JobEntry): number | undefined {
  const { nextMs, lastMs, late, heapIndex, isRemoved, enrolment } = entry;
  const { bound, runsLeft } = enrolment;
  if (isRemoved || bound === undefined || runsLeft === 0) return undefined;
  if (late !== undefined) return late.occurrences[0];
  if (heapIndex !== undefined || nextMs === undefined) return nextMs;
  if (lastMs === undefined || lastMs < nextMs) return nextMs;
  return bound.isAfterCompletion ? undefined : bound.next(lastMs);
}

/** When the run of an occurrence is due, its jitter included. */
export function dueAtOf({ enrolment }: JobEntry, occurrenceMs: number): number {
  return occurrenceMs + (enrolment.bound?.jitterMs(occurrenceMs) ?? 0);
}

/**
 * What of a job is to come, in order, from `firstMs` on, the first that was not handed out yet; but for what lies before
 * `fromMs`. Throws where the schedule does.
 */
export function* comingOf(
  entry: JobEntry,
  bound: BoundSchedule,
  firstMs: number | undefined,
  fromMs = -Infinity,
): Generator<number, void> {
  for (const occurrenceMs of entry.late?.occurrences ?? []) if (occurrenceMs >= fromMs) yield occurrenceMs;
  let at = firstBesideLate(entry, firstMs);
  if (at !== undefined && at < fromMs) at = follower(bound, fromMs - 1);
  for (; at !== undefined; at = follower(bound, at)) yield at;
}

/**
 * The first that was not found late and waits by itself: since the clock was set back, it may be due before that. None where
 * the schedule threw.
 */
export function firstBesideLate(entry: JobEntry, firstMs: number | undefined): number | undefined {
  const { late, lastMs, enrolment, isBroken } = entry;
  const { bound } = enrolment;
  if (isBroken) return undefined;
  return late === undefined || lastMs === undefined || bound === undefined ? firstMs : follower(bound, lastMs);
}

function follower(bound: BoundSchedule, lastMs: number): number | undefined {
  return bound.isAfterCompletion ? undefined : bound.next(lastMs);
}

/** The next starts of a job, jitter included: at most `count`, each with the occurrence that it is for. */
export function upcoming(entry: JobEntry, fromMs: number, count: number): readonly Upcoming[] {
  const { enrolment, skips, late, pause } = entry;
  const bound = enrolment.bound ?? enrolment.definition.schedule.bind(fromMs);
  const most = Math.min(count, enrolment.runsLeft ?? bound.times ?? count);
  const list: Upcoming[] = [];
  if (most === 0) return list;
  const firstMs = enrolment.bound === undefined ? bound.next(fromMs) : firstLeft(entry);
  // What has come in a pause, and waits for its jitter, is not run whenever that ends.
  const beginsMs = pause === undefined || isOverAt(pause, fromMs) ? -Infinity : fromMs + 1;
  let lateLeft = late?.occurrences.filter(ms => ms >= beginsMs).length ?? 0;
  for (const occurrenceMs of comingOf(entry, bound, firstMs, beginsMs)) {
    const isLate = lateLeft > 0;
    lateLeft -= 1;
    if (skips?.has(occurrenceMs)) continue;
    list.push({ occurrenceMs, dueAt: isLate ? entry.dueAt : occurrenceMs + bound.jitterMs(occurrenceMs) });
    if (list.length === most) break;
  }
  return list;
}

/** What a schedule says, or `undefined`: it may call functions of the application, and of one that throws nothing is known. */
export function unlessItThrows<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}

/** The occurrence after `lastMs`, where there is one and the schedule can tell. */
export function tellableAfter(bound: BoundSchedule | undefined, lastMs: number): number | undefined {
  return bound && unlessItThrows(() => follower(bound, lastMs));
}

/** An occurrence to come and the instant at which its run starts. */
export interface Upcoming {
  readonly occurrenceMs: number;
  readonly dueAt: number;
}
