import type { Timetable } from './timetable.js';

/** A schedule whose relative words have been given the moment at which the scheduler started. */
export interface BoundSchedule extends Timetable {
  /** The extra occurrence of `toRunNow()`, which `next` names too. */
  readonly startup: number | undefined;
  /** Under `afterCompletion()`: the one next occurrence, given when the last run settled. `next` then names only the first. */
  readonly afterSettled: ((settledMs: number) => number) | undefined;
  /** Under `times(n)`: how many runs there are before the schedule ends. */
  readonly times: number | undefined;
  /** How long after this occurrence its run starts; the same on every host. */
  jitterMs(occurrenceMs: number): number;
}
