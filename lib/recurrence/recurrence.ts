/**
 * A recurrence is a rule as plain frozen data: it can be printed, compared, serialised, and asked on any host.
 * Nothing here is a clock, an instant of "now" or a function but the date predicates of `exceptOn`.
 */

/** ISO day of the week: 1 is Monday, 7 is Sunday. */
export const DayOfWeek = {
  /** 1, as ISO 8601 counts: Monday is the first day of the week. */
  Monday: 1,
  /** 2 */
  Tuesday: 2,
  /** 3 */
  Wednesday: 3,
  /** 4 */
  Thursday: 4,
  /** 5 */
  Friday: 5,
  /** 6 */
  Saturday: 6,
  /** 7 */
  Sunday: 7,
} as const;
/** A day of the week, 1 for Monday to 7 for Sunday. */
export type DayOfWeek = (typeof DayOfWeek)[keyof typeof DayOfWeek];

/** Month of the year, 1 to 12. */
export const Month = {
  /** 1 */
  January: 1,
  /** 2 */
  February: 2,
  /** 3 */
  March: 3,
  /** 4 */
  April: 4,
  /** 5 */
  May: 5,
  /** 6 */
  June: 6,
  /** 7 */
  July: 7,
  /** 8 */
  August: 8,
  /** 9 */
  September: 9,
  /** 10 */
  October: 10,
  /** 11 */
  November: 11,
  /** 12 */
  December: 12,
} as const;
/** A month, 1 for January to 12 for December. */
export type Month = (typeof Month)[keyof typeof Month];

/** A time of day on a wall clock. */
export interface ClockTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** A unit of physical time. */
export type ElapsedUnit = 'milliseconds' | 'seconds' | 'minutes' | 'hours';
/** A unit of the calendar, counted in whole wall periods. */
export type CalendarUnit = 'days' | 'weekdays' | 'weekends' | 'weeks' | 'months' | 'years';
/** Whatever can be said after `toRunEvery(n)`. */
export type Unit = ElapsedUnit | CalendarUnit;

/** What happens in a month or year that has no such day: the nearest day that there is, or none. */
export type IfMissing = 'clamp' | 'skip';

/** A way to choose days within a month. */
export type DaySelector =
  | { readonly kind: 'dayOfMonth'; readonly day: number; readonly ifMissing: IfMissing }
  | {
      readonly kind: 'nthDayOfWeek';
      readonly nth: 1 | 2 | 3 | 4 | 5 | -1;
      readonly dayOfWeek: DayOfWeek;
      readonly ifMissing: IfMissing;
    }
  | { readonly kind: 'weekday'; readonly which: 'first' | 'last' };

/** A grid of physical time; `atMinutes` moves each point of an hourly grid to these minutes of its hour. */
export interface ElapsedRule {
  readonly kind: 'elapsed';
  readonly every: number;
  readonly unit: ElapsedUnit;
  readonly atMinutes: readonly number[];
}

/** Every n-th day of those that count. `times` is sorted, without doubles, and never empty; so in all rules below. */
export interface DailyRule {
  readonly kind: 'daily';
  readonly every: number;
  readonly counting: 'days' | 'weekdays' | 'weekends';
  readonly times: readonly ClockTime[];
}

/** Every n-th ISO week; `on` empty stands for the anchor's day of the week. */
export interface WeeklyRule {
  readonly kind: 'weekly';
  readonly every: number;
  readonly on: readonly DayOfWeek[];
  readonly times: readonly ClockTime[];
}

/** To the next working day or the last: Monday to Friday, but for the days that `skippingDays(…)` says. */
export interface Roll {
  readonly to: 'forward' | 'back';
  /** ISO dates, sorted. */
  readonly skippingDays: readonly string[];
  /** They can't be serialised. */
  readonly skippingWhere: readonly DatePredicate[];
}

/** Every n-th month; `on` empty stands for the anchor's day of the month. */
export interface MonthlyRule {
  readonly kind: 'monthly';
  readonly every: number;
  readonly on: readonly DaySelector[];
  /** `weekdaysOnly()`: what becomes of a Saturday, a Sunday, or another day that is no working day. */
  readonly roll: Roll | undefined;
  readonly times: readonly ClockTime[];
}

/** Every n-th year; `months` empty stands for the anchor's month, `on` empty for the anchor's day of the month. */
export interface YearlyRule {
  readonly kind: 'yearly';
  readonly every: number;
  readonly months: readonly Month[];
  readonly on: readonly DaySelector[];
  readonly roll: Roll | undefined;
  readonly times: readonly ClockTime[];
}

/** Whose cron text it is, where it is not that of five or six fields: that of Quartz, or of AWS. */
export type CronDialect = 'quartz' | 'aws';

/** Cron text of five or six fields, a macro such as `@daily`, or the fields of another dialect; `parseCron` can read it. */
export interface CronRule {
  readonly kind: 'cron';
  readonly text: string;
  readonly dialect: CronDialect | undefined;
}

/** A rule of `toRunEvery(n)` and `andEvery(n)`. */
export type EveryRule = ElapsedRule | DailyRule | WeeklyRule | MonthlyRule | YearlyRule;

/** All there is to say of how often, before anything narrows it. */
export type Rule = EveryRule | CronRule;

/** A wall-time window [from, to); `from` later than `to` is a window over midnight. */
export interface Window {
  readonly from: ClockTime;
  readonly to: ClockTime;
}

/** A calendar date as it is given to an `exceptOn` predicate. */
export interface CalendarDate {
  /** The year, such as 2026. */
  readonly year: number;
  /** 1 for January to 12 for December. */
  readonly month: number;
  /** The day of the month, from 1 on. */
  readonly day: number;
  /** 1 for Monday to 7 for Sunday. */
  readonly dayOfWeek: DayOfWeek;
  /** The date as ISO 8601 text, `2026-12-24`. */
  readonly iso: string;
}

/** A function of the local date, true where something is to be excepted. */
export type DatePredicate = (date: CalendarDate) => boolean;

/** What narrows a rule. Filters only remove and never move the phase. */
export interface Filters {
  /** What is let through of each day, as `mergedWindows` makes it; empty lets the whole day through. */
  readonly between: readonly Window[];
  /** What is not let through of each day, in the same form. */
  readonly unlessBetween: readonly Window[];
  /** The days of the week that are let through, sorted; `undefined` lets all through. */
  readonly onlyOn: readonly DayOfWeek[] | undefined;
  /** ISO dates on which nothing happens, sorted. */
  readonly exceptOn: readonly string[];
  /** Functions of the local date that are true where nothing happens. They can't be serialised. */
  readonly exceptWhere: readonly DatePredicate[];
}

/** A rule, in a zone, counted from an anchor, narrowed by filters and bounds. */
export interface Recurrence {
  readonly rule: Rule;
  /** An IANA name or a fixed offset that `zoneOf` accepts. */
  readonly zone: string;
  readonly filters: Filters;
  /** The anchor and inclusive lower bound, epoch ms; `undefined` anchors at 1 January 2024, 00:00 wall time, without a lower bound. */
  readonly startingAt: number | undefined;
  /** The inclusive upper bound, epoch ms. */
  readonly until: number | undefined;
}
