import {
  CYCLE_MONTHS,
  greatestCommonDivisor,
  modulo,
  monthOfDay,
  monthOfYear,
  yearOfMonth,
} from '../../time/calendar.js';
import type { YearlyRule } from '../recurrence.js';
import { Shared } from '../shared.js';
import { selectedDays } from './day-selectors.js';
import type { DaySet, WeekMask } from './day-set.js';
import { MonthDays, type MonthSet } from './month-days.js';
import { anchorsDayOfMonth } from './monthly.js';

/** The chosen days of the chosen months of every n-th year from the anchor's. */
export function yearlyDays(rule: YearlyRule, anchorDay: number, mask: WeekMask): DaySet {
  const { every, months, on, roll } = rule;
  return shared.of([every, months.join(), JSON.stringify(on), roll?.to ?? '', anchorDay, mask], () => {
    const days = on.length > 0 ? on : anchorsDayOfMonth(anchorDay);
    const anchorMonth = monthOfDay(anchorDay);
    const monthsOfYear = months.length > 0 ? months : [monthOfYear(anchorMonth)];
    const monthSet = monthsOfEveryNthYear(monthsOfYear, every, yearOfMonth(anchorMonth));
    return new MonthDays(monthSet, shape => selectedDays(days, roll?.to, shape), mask);
  });
}

const shared = new Shared<DaySet>();

/** `monthsOfYear` is ascending. */
export function monthsOfEveryNthYear(monthsOfYear: readonly number[], every: number, phase: number): MonthSet {
  const first = monthsOfYear[0] as number;
  const last = monthsOfYear.at(-1) as number;

  return {
    monthsOfYear,
    cycles: every / greatestCommonDivisor(every, CYCLE_MONTHS / 12),
    atOrAfter(month) {
      const year = yearOfMonth(month);
      const yearsToGo = modulo(phase - year, every);
      if (yearsToGo > 0) return (year + yearsToGo) * 12 + first - 1;
      const wanted = month - year * 12 + 1;
      for (const candidate of monthsOfYear) if (candidate >= wanted) return year * 12 + candidate - 1;
      return (year + every) * 12 + first - 1;
    },
    atOrBefore(month) {
      const year = yearOfMonth(month);
      const yearsSince = modulo(year - phase, every);
      if (yearsSince > 0) return (year - yearsSince) * 12 + last - 1;
      const wanted = month - year * 12 + 1;
      for (let index = monthsOfYear.length - 1; index >= 0; index--) {
        const candidate = monthsOfYear[index] as number;
        if (candidate <= wanted) return year * 12 + candidate - 1;
      }
      return (year - every) * 12 + last - 1;
    },
  };
}
