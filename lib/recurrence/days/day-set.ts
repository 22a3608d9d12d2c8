import { CYCLE_DAYS, dayOfWeek } from '../../time/calendar.js';

/** A set of days, counted as in `time/calendar.ts`. */
export interface DaySet {
  /** The least member not before `day`, or `undefined` if there is none within the 400 years of the calendar's cycle. */
  atOrAfter(day: number): number | undefined;
  /** The greatest member not after `day`, or `undefined`. */
  atOrBefore(day: number): number | undefined;
  /** How many members lie in [from, to). */
  count(from: number, to: number): number;
}

/** The members of `days` in [from, to), or those that `isAllowed`, counted one by one. */
export function countOneByOne(
  days: Pick<DaySet, 'atOrAfter'>,
  from: number,
  to: number,
  isAllowed = (_day: number) => true,
): number {
  let count = 0;
  for (let day = days.atOrAfter(from); day !== undefined && day < to; day = days.atOrAfter(day + 1)) {
    if (isAllowed(day)) count++;
  }
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
  const filtered = {
    atOrAfter(day: number) {
      let found = days.atOrAfter(day);
      while (found !== undefined && !isAllowed(found)) {
        found = found - day < CYCLE_DAYS ? days.atOrAfter(found + 1) : undefined;
      }
      return found;
    },
    atOrBefore(day: number) {
      let found = days.atOrBefore(day);
      while (found !== undefined && !isAllowed(found)) {
        found = day - found < CYCLE_DAYS ? days.atOrBefore(found - 1) : undefined;
      }
      return found;
    },
  };
  // No day beyond these is asked about, as a search for the next one that is allowed would.
  return { ...filtered, count: (from, to) => countOneByOne(days, from, to, isAllowed) };
}
