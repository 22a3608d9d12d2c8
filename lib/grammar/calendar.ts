import type { DayOfWeek, IfMissing, Month } from '../recurrence/recurrence.js';
import type { CompletionClause, DateInput } from './narrowing.js';
import type { ScheduledClause } from './scheduled-clause.js';

/**
 * The calendar units: every n-th period, the days chosen in it, and the times chosen in the day. Without a day it is the
 * anchor's (Monday; the 1st; 1 January); without a time it is 00:00. A wall time that does not exist is moved forward by
 * the gap; one that exists twice is the first of the two.
 */
export interface CalendarClauses {
  /** `toRunEvery(1).days()` → 2026-11-21T00:00, 2026-11-22T00:00 */
  days(): DaysClause;
  /** Counts Monday to Friday only: `toRunEvery(2).weekdays()` → 2026-11-24T00:00, 2026-11-26T00:00 */
  weekdays(): WeekdaysClause;
  /** Counts Saturday and Sunday only: `toRunEvery(1).weekends()` → 2026-11-21T00:00, 2026-11-22T00:00 */
  weekends(): WeekendsClause;
  /** ISO weeks, Monday first: `toRunEvery(2).weeks()` → 2026-11-30T00:00, 2026-12-14T00:00 */
  weeks(): WeeksClause;
  /** `toRunEvery(1).months()` → 2026-12-01T00:00, 2027-01-01T00:00 */
  months(): MonthsClause;
  /** `toRunEvery(1).years()` → 2027-01-01T00:00, 2028-01-01T00:00 */
  years(): YearsClause;
}

/** The time of day. */
export interface TimeOfDayWords extends ScheduledClause {
  /**
   * Runs at this wall time; may be said more than once. Midnight is `at(0)`.
   *
   * `toRunEvery(1).days().at(21, 15)` → 2026-11-20T21:15, 2026-11-21T21:15
   * `toRunEvery(1).weekdays().at(9).at(17, 30)` → 2026-11-20T17:30, 2026-11-23T09:00
   *
   * @param hour 0 to 23
   * @param minute 0 to 59, 0 if left out
   * @param second 0 to 59, 0 if left out
   * @throws ScheduleRangeError for any other number
   */
  at(hour: number, minute?: number, second?: number): this;
}

/** After `toRunEvery(n).days()`. */
export interface DaysClause extends TimeOfDayWords {
  /**
   * Drops Saturdays and Sundays; they are still counted, unlike under `weekdays()`.
   *
   * `toRunEvery(1).days().at(9).weekdaysOnly()` → 2026-11-23T09:00, 2026-11-24T09:00
   */
  weekdaysOnly(): this;
  /** Counts from the end of each run: the next occurrence is at the same wall time, n days later. There is no `at` with it. */
  afterCompletion(): CompletionClause;
}

/** After `toRunEvery(n).weekdays()`. */
export interface WeekdaysClause extends TimeOfDayWords {}

/** After `toRunEvery(n).weekends()`. */
export interface WeekendsClause extends TimeOfDayWords {}

/** After `toRunEvery(n).weeks()`. */
export interface WeeksClause extends TimeOfDayWords {
  /**
   * Runs on these days of each week that counts, today included while its time is ahead; adds to what was said before.
   *
   * `toRunEvery(1).weeks().on(DayOfWeek.Monday, DayOfWeek.Thursday).at(9)` → 2026-11-23T09:00, 2026-11-26T09:00
   *
   * @param day Monday is 1 and Sunday is 7, not 0
   * @throws ScheduleRangeError for any other number
   */
  on(day: DayOfWeek, ...days: DayOfWeek[]): this;
  /** Counts from the end of each run: the next occurrence is at the same wall time, n weeks later. There is no `on` or `at` with it. */
  afterCompletion(): CompletionClause;
}

/** What happens in a month that has no such day. */
export interface OnOptions {
  /** `clamp` (default) takes the nearest day that there is, `skip` none. */
  readonly ifMissing?: IfMissing | undefined;
}

/** Where a day that is no working day rolls to. */
export interface RollOptions {
  /** `forward` (default) to the next working day, `back` to the last one before. */
  readonly roll?: 'forward' | 'back' | undefined;
}

/** The days of a month. Each word adds to those before it: `onTheFirst(…).onTheThird(…)` runs on both. */
export interface DayOfMonthWords extends TimeOfDayWords {
  /**
   * Runs on these days of the month: 1 to 31 from its start, −1 to −31 from its end. A missing day is clamped: the 31st
   * is the 30th, the 29th or the 28th where there is none, unless `{ ifMissing: 'skip' }` is said last.
   *
   * `toRunEvery(1).months().on(1, 15)` → 2026-12-01T00:00, 2026-12-15T00:00
   * `toRunEvery(1).months().on(31, { ifMissing: 'skip' }).at(9)` → 2026-12-31T09:00, 2027-01-31T09:00
   *
   * @throws ScheduleRangeError for 0 and every other number
   */
  on(...days: [number, ...number[]]): this;
  on(...daysAndOptions: [number, ...number[], OnOptions]): this;
  /** `toRunEvery(1).months().onTheFirst(DayOfWeek.Monday).at(3)` → 2026-12-07T03:00, 2027-01-04T03:00 */
  onTheFirst(dayOfWeek: DayOfWeek): this;
  /** `toRunEvery(1).months().onTheSecond(DayOfWeek.Tuesday)` → 2026-12-08T00:00, 2027-01-12T00:00 */
  onTheSecond(dayOfWeek: DayOfWeek): this;
  /** `toRunEvery(1).months().onTheThird(DayOfWeek.Wednesday)` → 2026-12-16T00:00, 2027-01-20T00:00 */
  onTheThird(dayOfWeek: DayOfWeek): this;
  /** `toRunEvery(1).months().onTheFourth(DayOfWeek.Thursday)` → 2026-11-26T00:00, 2026-12-24T00:00 */
  onTheFourth(dayOfWeek: DayOfWeek): this;
  /**
   * A month without a fifth one has none, unless `{ ifMissing: 'clamp' }` takes the last instead.
   *
   * `toRunEvery(1).months().onTheFifth(DayOfWeek.Monday)` → 2026-11-30T00:00, 2027-03-29T00:00
   * `toRunEvery(1).months().onTheFifth(DayOfWeek.Monday, { ifMissing: 'clamp' })` → 2026-11-30T00:00, 2026-12-28T00:00
   */
  onTheFifth(dayOfWeek: DayOfWeek, options?: OnOptions): this;
  /** `toRunEvery(1).months().onTheLast(DayOfWeek.Friday)` → 2026-11-27T00:00, 2026-12-25T00:00 */
  onTheLast(dayOfWeek: DayOfWeek): this;
  /** `toRunEvery(1).months().onTheLastDay().at(23, 59)` → 2026-11-30T23:59, 2026-12-31T23:59 */
  onTheLastDay(): this;
  /** The first Monday to Friday: `toRunEvery(1).months().onTheFirstWeekday()` → 2026-12-01T00:00, 2027-01-01T00:00 */
  onTheFirstWeekday(): this;
  /** The last Monday to Friday: `toRunEvery(1).months().onTheLastWeekday()` → 2026-11-30T00:00, 2026-12-31T00:00 */
  onTheLastWeekday(): this;
  /**
   * Rolls a Saturday or Sunday to the next Monday or, with `{ roll: 'back' }`, to the Friday before, over the end of the
   * month if need be. Rolling comes before every filter; two that roll to one day are one.
   *
   * `toRunEvery(1).months().on(5).weekdaysOnly()` → 2026-12-07T00:00, 2027-01-05T00:00
   * `toRunEvery(1).months().on(5).weekdaysOnly({ roll: 'back' })` → 2026-12-04T00:00, 2027-01-05T00:00
   *
   * @throws ScheduleError for another way to roll, or a second one
   */
  weekdaysOnly(options?: RollOptions): this;
  /**
   * Adds days that are no working days, such as holidays, over which `weekdaysOnly()` rolls; adds to what was said
   * before. Takes what `exceptOn` takes. Where 31 days in a row are none, nothing runs.
   *
   * `toRunEvery(1).months().on(25).weekdaysOnly().skippingDays('2026-12-25')` → 2026-11-25T00:00, 2026-12-28T00:00
   *
   * @throws InvalidTimeError for an impossible date
   * @throws ScheduleError without `weekdaysOnly()`; and when asked for a date, if a function fails or answers anything
   *   but true or false
   */
  skippingDays(...dates: DateInput[]): this;
}

/** After `toRunEvery(n).months()`. */
export interface MonthsClause extends DayOfMonthWords {
  /** Counts from the end of each run: the next occurrence is at the same wall time, n months later. There is no `on` or `at` with it. */
  afterCompletion(): CompletionClause;
}

/**
 * After `toRunEvery(n).years()`. The words for days mean days of the chosen months: without `in` that is the anchor's
 * month, January, so the last day of the year is `in(Month.December).onTheLastDay()`.
 */
export interface YearsClause extends DayOfMonthWords {
  /**
   * Chooses months of each year that counts; adds to what was said before.
   *
   * `toRunEvery(1).years().in(Month.April).on(6).at(9)` → 2027-04-06T09:00, 2028-04-06T09:00
   *
   * @param month January is 1, not 0
   * @throws ScheduleRangeError for any other number
   */
  in(month: Month, ...months: Month[]): this;
  /** Counts from the end of each run: the next occurrence is at the same wall time, n years later. There is no `in`, `on` or `at` with it. */
  afterCompletion(): CompletionClause;
}
