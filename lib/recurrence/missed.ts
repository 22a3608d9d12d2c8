import { DAY_MS } from '../time/calendar.js';
import type { BoundSchedule } from './bound.js';
import { lastDue } from './jitter.js';

/** What there is to know of a schedule in order to tell what was missed. */
export interface MissableSchedule extends Pick<BoundSchedule, 'previous' | 'count' | 'jitterMs'> {
  /** Whether counting calls functions of the application, which may take any time. */
  readonly asksFunctions?: boolean;
}

/** What happens when more than one occurrence of a schedule is due at once, or one is found late. See `decideMissed`. */
export interface MissedPolicy {
  /** Run the latest, run none that is late, or run each in order. */
  readonly kind: 'runOnce' | 'skip' | 'runAll';
  /** How late an occurrence may start and still be run; `undefined` is without a limit (for `skip`, the grace). */
  readonly withinMs: number | undefined;
  /** The most runs that `runAll` makes up for. */
  readonly max: number;
}

/** How late an occurrence may be and still count as on time: what an alarm and a busy turn of the event loop take. */
export const ON_TIME_MS = 20;

/** How late `skip` lets an occurrence be where nothing else was said: timers ring a little late, so it can't be nothing. */
export const DEFAULT_GRACE_MS = 1_000;

/** Occurrences that are not run, from the first to the last. */
export interface Missed {
  /** How many there are, 1 or more; see `atLeast`. */
  readonly count: number;
  /** Whether there are more than `count`, which were not counted since a function took too long. */
  readonly atLeast: boolean;
  /** The earliest of them, in epoch milliseconds, without its jitter. */
  readonly first: number;
  /** The latest of them, in epoch milliseconds, without its jitter. */
  readonly last: number;
}

/** What becomes of the occurrences that are due. */
export interface DueDecision {
  /** To be run, in order. */
  readonly run: readonly number[];
  /** Not to be run; they come before those of `run`, or are all there are. */
  readonly missed: Missed | undefined;
  /** The last occurrence that this decides about: the next one is asked for after it. */
  readonly upTo: number;
}

/**
 * Which of the occurrences that are due at `nowMs` are run, `firstMs` being the earliest of them.
 *
 *     due      1  2  3  4  ▲ the loop wakes
 *     runOnce              4        (1 to 3 are missed)
 *     skip                 4, if it is within its grace
 *     runAll               1 2 3 4  (the newest `max` of them)
 *
 * One that is on time runs by itself and leaves the later ones for the next turn of the loop. The missed are counted,
 * not visited; where a function has a say in them, until `isOver`.
 */
export function decideMissed(
  policy: MissedPolicy,
  schedule: MissableSchedule,
  firstMs: number,
  nowMs: number,
  isOver = NEVER,
): DueDecision {
  if (isWithin(ON_TIME_MS, schedule, firstMs, nowMs)) return { run: [firstMs], missed: undefined, upTo: firstMs };
  const last = lastDue(schedule, firstMs, nowMs);
  const run = candidates(policy, schedule, firstMs, last, nowMs);
  const [earliest] = run;
  const isAll = earliest === firstMs;
  return { run, missed: isAll ? undefined : missedBefore(schedule, firstMs, earliest, last, isOver), upTo: last };
}

/** Those that are run, in order: the newest `max` that are not too late. */
function candidates(
  policy: MissedPolicy,
  schedule: MissableSchedule,
  firstMs: number,
  lastMs: number,
  nowMs: number,
): number[] {
  const max = policy.kind === 'runAll' ? policy.max : 1;
  const withinMs = policy.kind === 'skip' ? (policy.withinMs ?? DEFAULT_GRACE_MS) : policy.withinMs;
  const run: number[] = [];
  let at: number | undefined = lastMs;
  while (at !== undefined && at >= firstMs && run.length < max && isWithin(withinMs, schedule, at, nowMs)) {
    run.push(at);
    at = at === firstMs ? undefined : Math.max(schedule.previous(at) ?? firstMs, firstMs);
  }
  return run.reverse();
}

function isWithin(limitMs: number | undefined, schedule: MissableSchedule, atMs: number, nowMs: number): boolean {
  return limitMs === undefined || nowMs - atMs - schedule.jitterMs(atMs) <= limitMs;
}

function missedBefore(
  schedule: MissableSchedule,
  firstMs: number,
  earliestRun: number | undefined,
  lastDueMs: number,
  isOver: () => boolean,
): Missed {
  const last = earliestRun === undefined ? lastDueMs : Math.max(schedule.previous(earliestRun) ?? firstMs, firstMs);
  const { count, atLeast } = countInSlice(schedule, firstMs, last + 1, isOver);
  return { count: Math.max(1, count), atLeast, first: firstMs, last };
}

/** Functions are asked for so many days before it is asked whether the slice is over. */
const STEP_MS = 8 * DAY_MS;

/** How many occurrences lie in [fromMs, toMs), or in as much of it as `isOver` leaves time for. */
function countInSlice(
  schedule: MissableSchedule,
  fromMs: number,
  toMs: number,
  isOver: () => boolean,
): Pick<Missed, 'count' | 'atLeast'> {
  if (schedule.asksFunctions !== true) return { count: schedule.count(fromMs, toMs), atLeast: false };
  let count = 0;
  for (let at = fromMs; at < toMs; at += STEP_MS) {
    if (at > fromMs && isOver()) return { count, atLeast: true };
    count += schedule.count(at, Math.min(at + STEP_MS, toMs));
  }
  return { count, atLeast: false };
}

const NEVER = (): boolean => false;
