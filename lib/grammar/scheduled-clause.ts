import type { JobWords } from './job.js';
import type { NarrowingWords } from './narrowing.js';

/** A complete schedule of a grid; what follows narrows it or says how the job behaves. */
export interface ScheduledClause extends JobWords, NarrowingWords {
  /**
   * Lets nothing run before this long after the scheduler starts. The grid does not move.
   *
   * `toRunEvery(5).minutes().delayFor(1).hours()` → 2026-11-20T13:00, 2026-11-20T13:05
   *
   * @param count a whole number, 1 or more; at most a thousand years of its unit
   * @throws ScheduleRangeError for any other number
   */
  delayFor(count: number): DelayClause;
}

/** The units of `delayFor(n)` after a grid. Calendar units keep the wall time of the start. */
export interface DelayClause {
  /** `toRunEvery(1).seconds().delayFor(2500).milliseconds()` → 2026-11-20T12:00:03, 2026-11-20T12:00:04 */
  milliseconds(): ScheduledClause;
  /** `toRunEvery(5).seconds().delayFor(30).seconds()` → 2026-11-20T12:00:30, 2026-11-20T12:00:35 */
  seconds(): ScheduledClause;
  /** `toRunEvery(5).minutes().delayFor(30).minutes()` → 2026-11-20T12:30, 2026-11-20T12:35 */
  minutes(): ScheduledClause;
  /** `toRunEvery(5).minutes().delayFor(1).hours()` → 2026-11-20T13:00, 2026-11-20T13:05 */
  hours(): ScheduledClause;
  /** `toRunEvery(1).hours().delayFor(1).days()` → 2026-11-21T12:00, 2026-11-21T13:00 */
  days(): ScheduledClause;
  /** `toRunEvery(1).days().delayFor(1).weeks()` → 2026-11-28T00:00, 2026-11-29T00:00 */
  weeks(): ScheduledClause;
  /** `toRunEvery(1).days().delayFor(1).months()` → 2026-12-21T00:00, 2026-12-22T00:00 */
  months(): ScheduledClause;
  /** `toRunEvery(1).days().delayFor(1).years()` → 2027-11-21T00:00, 2027-11-22T00:00 */
  years(): ScheduledClause;
}
