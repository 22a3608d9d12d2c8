import type { DateTime } from 'luxon';
import type { DatePredicate, DayOfWeek } from '../recurrence/recurrence.js';
import type { DurationInput } from '../time/duration.js';
import type { InstantInput } from '../time/instant.js';
import type { JobWords } from './job.js';

/** What `exceptOn` takes: an ISO date, a `DateTime` (the date it shows, in its own zone), a function of the local date, or a list of these. */
export type DateInput = string | DateTime | DatePredicate | readonly (string | DateTime | DatePredicate)[];

/** The words that narrow a grid. They only remove, they never move the phase, and their order means nothing. */
export interface NarrowingWords extends LimitWords {
  /**
   * Lets through the wall time from the first clock time, inclusive, to the second, exclusive. Under an elapsed unit the
   * grid starts anew at each opening. A start later than the end is a window over midnight; `0, 0` ends at midnight. What
   * happens in a window over midnight belongs to the day on which that opened: so do `onlyOn`, `except` and `exceptOn`
   * take it. May be said more than once; windows that overlap or meet are one.
   *
   * `toRunEvery(7).minutes().between(9, 0, 17, 0)` → 2026-11-20T12:02, 2026-11-20T12:09
   * `toRunEvery(1).hours().between(22, 30, 6, 0)` → 2026-11-20T22:30, 2026-11-20T23:30
   * `toRunEvery(1).hours().between(9, 0, 13, 0).between(14, 30, 17, 0)` → 2026-11-20T14:30, 2026-11-20T15:30
   *
   * @throws ScheduleRangeError for an impossible clock time, or a start that is the end
   * @throws ScheduleError if the windows come to the whole day
   */
  between(startHour: number, startMinute: number, endHour: number, endMinute: number): this;
  /**
   * Lets nothing through from the first clock time, inclusive, to the second, exclusive. It opens nothing and starts no
   * grid anew, and what is left belongs to its own day. May be said more than once.
   *
   * `toRunEvery(25).minutes().unlessBetween(12, 0, 14, 0)` → 2026-11-20T14:00, 2026-11-20T14:25
   *
   * @throws ScheduleRangeError for an impossible clock time, or a start that is the end
   * @throws ScheduleError if nothing of the day is left
   */
  unlessBetween(startHour: number, startMinute: number, endHour: number, endMinute: number): this;
  /**
   * Lets nothing run on these days of the week, judged by the occurrence itself; adds to what was said before.
   *
   * `toRunEvery(1).days().at(9).except(DayOfWeek.Saturday)` → 2026-11-22T09:00, 2026-11-23T09:00
   *
   * @throws ScheduleRangeError for a number that is no day
   * @throws ScheduleError if no day is left
   */
  except(day: DayOfWeek, ...days: DayOfWeek[]): this;
  /**
   * Lets things run on these days of the week only, judged by the occurrence itself. Said twice, both must hold.
   *
   * `toRunEvery(6).hours().onlyOn(DayOfWeek.Saturday)` → 2026-11-21T00:00, 2026-11-21T06:00
   *
   * @throws ScheduleRangeError for a number that is no day
   * @throws ScheduleError if no day is left
   */
  onlyOn(day: DayOfWeek, ...days: DayOfWeek[]): this;
  /**
   * Lets nothing run on these local dates; adds to what was said before. A `Date` is refused, since it has no date of
   * its own. A function answers true or false at once, for any date, and the same each time.
   *
   * `toRunEvery(1).days().exceptOn('2026-11-22')` → 2026-11-21T00:00, 2026-11-23T00:00
   * `toRunEvery(1).days().exceptOn(date => date.day === 21)` → 2026-11-22T00:00, 2026-11-23T00:00
   *
   * @throws InvalidTimeError for an impossible date
   * @throws ScheduleError, when asked for a date, if a function fails or answers anything else
   */
  exceptOn(...dates: DateInput[]): this;
  /**
   * Starts to count at this instant, and lets nothing run before it. The instant itself may be an occurrence; a calendar
   * unit counts the period that it lies in.
   *
   * `toRunEvery(90).minutes().startingAt('2026-12-01T08:00')` → 2026-12-01T08:00, 2026-12-01T09:30
   *
   * @throws InvalidTimeError for what is no instant
   * @throws ScheduleError if it is said twice
   */
  startingAt(instant: InstantInput): this;
  /**
   * Lets nothing run after this instant; an occurrence at it still runs.
   *
   * `toRunEvery(6).hours().until('2026-11-21T00:00')` → 2026-11-20T18:00, 2026-11-21T00:00
   *
   * @throws InvalidTimeError for what is no instant
   * @throws ScheduleError if it is said twice, or lies before `startingAt`
   */
  until(instant: InstantInput): this;
}

/** The words that limit the runs and spread them, with or without a grid. */
export interface LimitWords {
  /**
   * Ends the schedule after this many runs in this process. A restart counts anew.
   *
   * `toRunEvery(1).minutes().times(2)` → 2026-11-20T12:01, 2026-11-20T12:02
   *
   * @param count a whole number, 1 to a thousand million
   * @throws ScheduleRangeError for any other number
   */
  times(count: number): this;
  /**
   * Starts each run up to this much after its occurrence, by a hash of name and occurrence: the same on every host,
   * and always before the next occurrence. The occurrence keeps its identity.
   *
   * @param atMost a millisecond or more
   * @throws InvalidTimeError for what is no duration
   */
  withJitter(atMost: DurationInput): this;
}

/** After `afterCompletion()`: there is no grid, so nothing that narrows one. */
export interface CompletionClause extends JobWords, LimitWords {}
