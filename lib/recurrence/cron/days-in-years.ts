import { dateOfDay, dayOfDate } from '../../time/calendar.js';
import type { DaySet } from '../days/day-set.js';

/** The members of `days` in certain years, which are ascending. */
export function daysInYears(days: DaySet, years: readonly number[]): DaySet {
  return {
    atOrAfter(day: number) {
      let found = days.atOrAfter(day);
      while (found !== undefined && !years.includes(yearOf(found))) {
        const passed = yearOf(found);
        const next = years.find(year => year > passed);
        found = next === undefined ? undefined : days.atOrAfter(firstDayOf(next));
      }
      return found;
    },
    atOrBefore(day: number) {
      let found = days.atOrBefore(day);
      while (found !== undefined && !years.includes(yearOf(found))) {
        const passed = yearOf(found);
        const last = years.findLast(year => year < passed);
        found = last === undefined ? undefined : days.atOrBefore(firstDayOf(last + 1) - 1);
      }
      return found;
    },

    count(from, to) {
      let count = 0;
      for (const year of years) {
        const [first, end] = [Math.max(from, firstDayOf(year)), Math.min(to, firstDayOf(year + 1))];
        if (first < end) count += days.count(first, end);
      }
      return count;
    },
  };
}

function firstDayOf(year: number): number {
  return dayOfDate({ year, month: 1, day: 1 });
}

function yearOf(day: number): number {
  return dateOfDay(day).year;
}
