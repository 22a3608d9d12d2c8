import { CYCLE_DAYS, dayOfWall, dayOfWeek, FIRST_INSTANT, LAST_INSTANT } from '../../time/calendar.js';

/** A set of days, counted as in `time/calendar.ts`. */
export interface DaySet {
  /**
   * The least member not before `day`, or `undefined` if there is none within the 400 years of the calendar's cycle. A
   * search may give up at `end`: who asks wants none from there on.
   */
  atOrAfter(day: number, end?: number): number | undefined;
  /** The greatest member not after `day`, or `undefined`. */
  atOrBefore(day: number): number | undefined;
  /** How many members lie in [from, to). */
  count(from: number, to: number): number;
}

/** The first day that is computed with, in any zone. */
export const FIRST_DAY = dayOfWall(FIRST_INSTANT) - 1;
/** The last. */
export const LAST_DAY = dayOfWall(LAST_INSTANT) + 1;

/** The members of `days` in [from, to), counted one by one. */
export function countOneByOne(days: Pick<DaySet, 'atOrAfter'>, from: number, to: number): number {
  let count = 0;
  for (let day = days.atOrAfter(from, to); day !== undefined && day < to; day = days.atOrAfter(day + 1, to)) count++;
  return count;
}

/** Days of the week as bits, bit 1 for Monday to bit 7 for Sunday. */
export type WeekMask = number;

/** Every day of the week. */
export const ALL_WEEK: WeekMask = 0b1111_1110;

/** The mask of the given ISO days of the week. */
export function weekMask(days: Iterable<number>): WeekMask {
  let mask = 0;
  for (const day of days) mask |= 1 << day;
  return mask;
}

/** The mask, and the day before each of its days, since no gap moves a time further than to the next day. */
export function withDaysBefore(mask: WeekMask): WeekMask {
  return (mask | (mask >> 1) | (mask << 6)) & ALL_WEEK;
}

/** The mask of the days after those of a mask. */
export function withDaysAfter(mask: WeekMask): WeekMask {
  return ((mask << 1) | (mask >> 6)) & ALL_WEEK;
}

/** Whether the mask holds the day of the week of `day`. */
export function isInWeek(mask: WeekMask, day: number): boolean {
  return ((mask >> dayOfWeek(day)) & 1) === 1;
}

/** The members of `days` that `isAllowed`. */
export function filterDays(days: Omit<DaySet, 'count'>, isAllowed: (day: number) => boolean): DaySet {
  const allowed = (day: number) => (isAllowed(day) ? day : undefined);
  const filtered = {
    atOrAfter: (day: number, end = LAST_DAY + 1) =>
      firstAnswer(1, day, end - 1, found => days.atOrAfter(found, end), allowed),
    atOrBefore: (day: number) => firstAnswer(-1, day, FIRST_DAY, found => days.atOrBefore(found), allowed),
  };
  return { ...filtered, count: (from, to) => countOneByOne(filtered, from, to) };
}

/**
 * The first answer that a member from `from` on gives, or from there back, as far as `upTo`; `nearest` is the member that
 * is nearest to a day. It gives up when the calendar has come round, since what has not been by then never is.
 */
export function firstAnswer(
  step: 1 | -1,
  from: number,
  upTo: number,
  nearest: (day: number) => number | undefined,
  answer: (member: number) => number | undefined,
): number | undefined {
  let found = nearest(from);
  for (let looks = 1; found !== undefined && (upTo - found) * step >= 0; looks++) {
    const day = answer(found);
    if (day !== undefined) return day;
    if (looks >= MOST_CYCLES && Math.abs(found - from) >= CYCLE_DAYS) return undefined;
    found = nearest(found + step);
  }
  return undefined;
}

/** No more members than this lie as far apart as the calendar takes to come round, in all the years that there are. */
const MOST_CYCLES = 25;
