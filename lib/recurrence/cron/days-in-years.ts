import { dateOfDay, dayOfDate } from '../../time/calendar.js';
import { countOneByOne, type DaySet } from '../days/day-set.js';

/** The members of `days` in certain years, which are ascending. */
export function daysInYears(days: DaySet, years: readonly number[]): DaySet {
  const inYears = {
    atOrAfter(day: number) {
      let found = days.atOrAfter(day);
      while (found !== undefined && !years.includes(yearOf(found))) {
        const passed = yearOf(found);
        const next = years.find(year => year > passed);
        found = next === undefined ? undefined : days.atOrAfter(dayOfDate({ year: next, month: 1, day: 1 }));
      }
      return found;
    },
    atOrBefore(day: number) {
      let found = days.atOrBefore(day);
      while (found !== undefined && !years.includes(yearOf(found))) {
        const passed = yearOf(found);
        const last = years.findLast(year => year < passed);
        found = last === undefined ? undefined : days.atOrBefore(dayOfDate({ year: last, month: 12, day: 31 }));
      }
      return found;
    },
  };
  return { ...inYears, count: (from, to) => countOneByOne(inYears, from, to) };
}

function yearOf(day: number): number {
  return dateOfDay(day).year;
}
