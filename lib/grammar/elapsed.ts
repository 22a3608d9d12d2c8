import type { CompletionClause } from './narrowing.js';
import type { ScheduledClause } from './scheduled-clause.js';

/**
 * The elapsed units: a grid of physical time that never drifts, skips or doubles and takes no notice of clock changes.
 * `toRunEvery(24).hours()` is therefore not `toRunEvery(1).days()`.
 */
export interface ElapsedClauses {
  /** `toRunEvery(500).milliseconds()` → 2026-11-20T12:00:00.500, 2026-11-20T12:00:01 */
  milliseconds(): MillisecondsClause;
  /** `toRunEvery(20).seconds()` → 2026-11-20T12:00:20, 2026-11-20T12:00:40 */
  seconds(): SecondsClause;
  /** `toRunEvery(7).minutes()` → 2026-11-20T12:02, 2026-11-20T12:09; not at the same minutes of every hour, since 7 does not divide 60 */
  minutes(): MinutesClause;
  /** `toRunEvery(6).hours()` → 2026-11-20T18:00, 2026-11-21T00:00; the local hour shifts with the clock change */
  hours(): HoursClause;
}

/** After `toRunEvery(n).milliseconds()`. */
export interface MillisecondsClause extends ScheduledClause {
  /**
   * Counts from the end of each run instead of a grid: the next occurrence is n milliseconds after the last run settled.
   * The first is n after the start, unless `toRunNow()` comes before it.
   */
  afterCompletion(): CompletionClause;
}

/** After `toRunEvery(n).seconds()`. */
export interface SecondsClause extends ScheduledClause {
  /**
   * Counts from the end of each run instead of a grid: the next occurrence is n seconds after the last run settled.
   *
   * `toRunEvery(30).seconds().afterCompletion()` → 2026-11-20T12:00:30, then 30 s after that run has ended
   */
  afterCompletion(): CompletionClause;
}

/** After `toRunEvery(n).minutes()`. */
export interface MinutesClause extends ScheduledClause {
  /**
   * Counts from the end of each run instead of a grid: the next occurrence is n minutes after the last run settled.
   *
   * `toRunEvery(5).minutes().afterCompletion()` → 2026-11-20T12:05, then 5 min after that run has ended
   */
  afterCompletion(): CompletionClause;
}

/** After `toRunEvery(n).hours()`. */
export interface HoursClause extends ScheduledClause {
  /**
   * Moves each point of the grid to this minute of its hour; may be said more than once. An `at` before the grid's own
   * minute comes before the grid point: `startingAt` at half past with `at(15)` runs a quarter of an hour earlier.
   *
   * `toRunEvery(2).hours().at(15)` → 2026-11-20T12:15, 2026-11-20T14:15
   *
   * @param minute 0 to 59
   * @throws ScheduleRangeError for any other number
   */
  at(minute: number): this;
  /**
   * Counts from the end of each run instead of a grid: the next occurrence is n hours after the last run settled.
   *
   * `toRunEvery(2).hours().afterCompletion()` → 2026-11-20T14:00, then 2 h after that run has ended
   */
  afterCompletion(): CompletionClause;
}
