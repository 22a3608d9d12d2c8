/**
 * Dates and clock times in no zone, as integers. A day is counted from 1 January 1970; a month is `year * 12 + month - 1`;
 * a wall time is milliseconds since 1 January 1970, 00:00, on a wall clock. The calendar is proleptic Gregorian.
 */

/** A day of 24 hours. */
export const DAY_MS = 86_400_000;
/** An hour. */
export const HOUR_MS = 3_600_000;
/** A minute. */
export const MINUTE_MS = 60_000;

/** The calendar repeats, days of the week included, after 400 years. */
export const CYCLE_DAYS = 146_097;
/** The same 400 years, in months. */
export const CYCLE_MONTHS = 4800;

/** The first and last instants that are computed with: the years 1 to 9999. */
export const FIRST_INSTANT = Date.UTC(2001, 0, 1) - 5 * CYCLE_DAYS * DAY_MS;
/** See `FIRST_INSTANT`. */
export const LAST_INSTANT = Date.UTC(10000, 0, 1) - 1;

/** A date, as people write it. */
export interface DateFields {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

/** The day on which a wall time lies. */
export function dayOfWall(wall: number): number {
  return Math.floor(wall / DAY_MS);
}

/** ISO day of the week, 1 for Monday to 7 for Sunday. */
export function dayOfWeek(day: number): number {
  return modulo(day + 3, 7) + 1;
}

/** The number of the ISO week that holds `day`; consecutive, and 0 for the week of 1 January 1970. */
export function weekOfDay(day: number): number {
  return Math.floor((day + 3) / 7);
}

/** The Monday of a week. */
export function mondayOfWeek(week: number): number {
  return week * 7 - 3;
}

/** The day of the first of a month. */
export function firstDayOfMonth(month: number): number {
  // Counting years from March puts the leap day last, so that the lengths of the months before it never change.
  const sinceMarch = month - 2;
  const year = Math.floor(sinceMarch / 12);
  const monthOfYear = sinceMarch - year * 12;
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return year * 365 + leapDays + Math.floor((153 * monthOfYear + 2) / 5) - MARCH_ERA;
}

/** Days from 1 March of the year 0 to 1 January 1970. */
const MARCH_ERA = 719_468;

/** 28 to 31. */
export function lengthOfMonth(month: number): number {
  return firstDayOfMonth(month + 1) - firstDayOfMonth(month);
}

/** The month that holds `day`. */
export function monthOfDay(day: number): number {
  const estimate = Math.floor((day * CYCLE_MONTHS) / CYCLE_DAYS) + 1970 * 12;
  if (day < firstDayOfMonth(estimate)) return estimate - 1;
  return day < firstDayOfMonth(estimate + 1) ? estimate : estimate + 1;
}

/** The year in which a month lies. */
export function yearOfMonth(month: number): number {
  return Math.floor(month / 12);
}

/** 1 to 12. */
export function monthOfYear(month: number): number {
  return modulo(month, 12) + 1;
}

/** The day of a date. */
export function dayOfDate(date: DateFields): number {
  return firstDayOfMonth(date.year * 12 + date.month - 1) + date.day - 1;
}

/** The date of a day. */
export function dateOfDay(day: number): DateFields {
  const month = monthOfDay(day);
  return { year: yearOfMonth(month), month: monthOfYear(month), day: day - firstDayOfMonth(month) + 1 };
}

/** ISO 8601 text of a day, `2026-12-24`. */
export function isoDate(day: number): string {
  const { year, month, day: dayOfMonth } = dateOfDay(day);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(dayOfMonth, 2)}`;
}

/** The day that ISO 8601 text such as `2026-12-24` names, or `undefined` if it names none. */
export function parseIsoDate(text: string): number | undefined {
  const fields = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (fields === null) return undefined;
  const day = dayOfDate({ year: Number(fields[1]), month: Number(fields[2]), day: Number(fields[3]) });
  return isoDate(day) === text ? day : undefined;
}

/** The remainder that has the sign of the divisor. */
export function modulo(dividend: number, divisor: number): number {
  return dividend - Math.floor(dividend / divisor) * divisor;
}

/** Of whole numbers from 1 on. */
export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** The number in decimal digits, with zeros before it. */
export function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
