import type { CronDialect } from '../recurrence/recurrence.js';
import type { InstantInput } from '../time/instant.js';
import type { CalendarClauses } from './calendar.js';
import type { ElapsedClauses } from './elapsed.js';
import type { JobWords } from './job.js';
import type { LimitWords, NarrowingWords } from './narrowing.js';
import type { ScheduledClause } from './scheduled-clause.js';

/** What may follow `whenAsked()`: how its runs behave. */
export interface AskedClause extends JobWords {}

/**
 * The grammar: which word may follow which. A clause is the list of its words, so an illegal chain does not compile,
 * and the compiler's message names the clause and the word.
 *
 * Every word is shown with a chain and its next occurrences after Friday, 20 November 2026, 12:00, in a registry whose
 * zone is UTC and a scheduler that starts at that moment; what is due at that very moment runs, too.
 */
export interface ScheduleClause extends JobWords, NarrowingWords {
  /**
   * Runs once more when the scheduler starts; `andEvery(n)` adds a grid, which this never moves. A `Job` with an
   * interval of its own keeps that as its grid.
   *
   * `toRunNow().andEvery(2).hours()` → the start, 2026-11-20T14:00
   */
  toRunNow(): StartClause;

  /**
   * Has no schedule: it runs when it is asked for, by `trigger`, or durably by `enqueue`. What is asked for is never
   * skipped; runs go side by side, unless `whenOverlapping('runAfter')` lets one go at a time.
   *
   * `whenAsked().withRetry({ attempts: 5 })` → none
   */
  whenAsked(): AskedClause;

  /**
   * Runs every `count` of the unit that follows, counted from Monday, 1 January 2024, 00:00 in the schedule's zone, or
   * from `startingAt(x)`: never from the start of the process.
   *
   * `toRunEvery(5).minutes()` → 2026-11-20T12:05, 2026-11-20T12:10
   *
   * @param count a whole number, 1 or more; at most a thousand years of its unit
   * @throws ScheduleRangeError for any other number
   */
  toRunEvery(count: number): EveryClause;

  /**
   * Runs once, this long after the scheduler starts: elapsed units by physical time, calendar units at the same wall
   * time. After a restart it runs again.
   *
   * `toRunOnceIn(30).minutes()` → 2026-11-20T12:30
   *
   * @param count a whole number, 1 or more; at most a thousand years of its unit
   * @throws ScheduleRangeError for any other number
   */
  toRunOnceIn(count: number): OnceInClause;

  /**
   * Runs once, at the first such wall time after the scheduler starts: today, or tomorrow where it has passed.
   *
   * `toRunOnceAt(21, 15)` → 2026-11-20T21:15
   *
   * @param hour 0 to 23
   * @param minute 0 to 59
   * @param second 0 to 59, 0 if left out
   * @throws ScheduleRangeError for any other number
   */
  toRunOnceAt(hour: number, minute: number, second?: number): StartClause;
  /**
   * Runs once, at this instant. One that has passed is not run. `andEvery(n)` counts from it.
   *
   * `toRunOnceAt('2026-12-24T18:00')` → 2026-12-24T18:00
   * `toRunOnceAt('2026-12-24T18:00').andEvery(12).hours()` → 2026-12-24T18:00, 2026-12-25T06:00
   *
   * @param instant a `DateTime`, a `Date`, ISO text (wall time in the schedule's zone unless it has an offset), or epoch
   *   milliseconds; a lone 9 is refused, since it looks like an hour
   * @throws InvalidTimeError for anything else
   */
  toRunOnceAt(instant: InstantInput): StartClause;

  /**
   * Runs by cron text: five fields, six with seconds first, or a macro such as `@daily`. A missing day is skipped, not
   * clamped; a day of the month and a day of the week that are both restricted match where either does.
   *
   * `toRunCron('0 9 * * MON-FRI')` → 2026-11-23T09:00, 2026-11-24T09:00
   * `toRunCron('0 0 9 ? * 2-6 2027', { dialect: 'quartz' })` → 2027-01-01T09:00, 2027-01-04T09:00
   * `toRunCron('0 9 ? * 2-6 *', { dialect: 'aws' })` → 2026-11-23T09:00, 2026-11-24T09:00
   *
   * @throws ScheduleError for bad text; it names the field, the text, and what it may hold, or the tool that it is for
   */
  toRunCron(text: string, options?: CronOptions): ScheduledClause;
}

/** Whose cron text it is. */
export interface CronOptions {
  /**
   * `quartz`: seconds first, perhaps a year last; `aws`: minutes first, a year last. In both 1 is Sunday, and one of the
   * two day fields is `?`. Left out, it has five fields, or six with seconds first, and 0 and 7 are Sunday.
   */
  readonly dialect?: CronDialect | undefined;
}

/** A number that waits for its unit: left so, the chain is unfinished. */
export interface EveryClause extends ElapsedClauses, CalendarClauses {}

/** A schedule that names moments relative to the start, or one instant: complete, and `andEvery(n)` gives it a grid. */
export interface StartClause extends JobWords, LimitWords {
  /**
   * Runs every `count` of the unit that follows as well. After `toRunNow()` the grid stays where `toRunEvery` would put
   * it; after `toRunOnceIn` and `toRunOnceAt` it counts from that occurrence.
   *
   * `toRunNow().andEvery(5).minutes()` → the start, 2026-11-20T12:05
   *
   * @param count a whole number, 1 or more; at most a thousand years of its unit
   * @throws ScheduleRangeError for any other number
   */
  andEvery(count: number): EveryClause;

  /**
   * Moves the occurrence that this clause names by this long, and lets nothing else run before start plus this.
   *
   * `toRunNow().delayFor(10).seconds()` → 2026-11-20T12:00:10
   *
   * @param count a whole number, 1 or more; at most a thousand years of its unit
   * @throws ScheduleRangeError for any other number
   */
  delayFor(count: number): StartDelayClause;
}

/** The units of `toRunOnceIn(n)`; weekdays and weekends are no lengths of time. */
export interface OnceInClause {
  /** `toRunOnceIn(1500).milliseconds()` → 2026-11-20T12:00:01.500 */
  milliseconds(): StartClause;
  /** `toRunOnceIn(10).seconds()` → 2026-11-20T12:00:10 */
  seconds(): StartClause;
  /** `toRunOnceIn(30).minutes()` → 2026-11-20T12:30 */
  minutes(): StartClause;
  /** `toRunOnceIn(2).hours()` → 2026-11-20T14:00 */
  hours(): StartClause;
  /** The same wall time: `toRunOnceIn(1).days()` → 2026-11-21T12:00 */
  days(): StartClause;
  /** The same wall time: `toRunOnceIn(2).weeks()` → 2026-12-04T12:00 */
  weeks(): StartClause;
  /** The same wall time; a missing day is the last of its month: `toRunOnceIn(1).months()` → 2026-12-20T12:00 */
  months(): StartClause;
  /** The same wall time; from 29 February, the 28th: `toRunOnceIn(1).years()` → 2027-11-20T12:00 */
  years(): StartClause;
}

/** The units of `delayFor(n)` before any grid. Calendar units keep the wall time. */
export interface StartDelayClause {
  /** `toRunNow().delayFor(250).milliseconds()` → 2026-11-20T12:00:00.250 */
  milliseconds(): StartClause;
  /** `toRunNow().delayFor(10).seconds()` → 2026-11-20T12:00:10 */
  seconds(): StartClause;
  /** `toRunOnceAt(21, 15).delayFor(5).minutes()` → 2026-11-20T21:20 */
  minutes(): StartClause;
  /** `toRunNow().delayFor(2).hours()` → 2026-11-20T14:00 */
  hours(): StartClause;
  /** `toRunNow().delayFor(1).days()` → 2026-11-21T12:00 */
  days(): StartClause;
  /** `toRunNow().delayFor(1).weeks()` → 2026-11-27T12:00 */
  weeks(): StartClause;
  /** `toRunNow().delayFor(1).months()` → 2026-12-20T12:00 */
  months(): StartClause;
  /** `toRunNow().delayFor(1).years()` → 2027-11-20T12:00 */
  years(): StartClause;
}
