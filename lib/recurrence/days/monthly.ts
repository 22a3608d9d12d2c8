import { CYCLE_MONTHS, dateOfDay, greatestCommonDivisor, modulo, monthOfDay } from '../../time/calendar.js';
import type { DaySelector, MonthlyRule } from '../recurrence.js';
import { Shared } from '../shared.js';
import { selectedDays } from './day-selectors.js';
import type { DaySet, WeekMask } from './day-set.js';
import { MonthDays, type MonthSet } from './month-days.js';

/** The chosen days of every n-th month from the anchor's, on the days of the week in `mask`. */
export function monthlyDays({ every, on, roll }: MonthlyRule, anchorDay: number, mask: WeekMask): DaySet {
  return shared.of([every, JSON.stringify(on), roll?.to ?? '', anchorDay, mask], () => {
    const days = on.length > 0 ? on : anchorsDayOfMonth(anchorDay);
    const months = everyNthMonth(every, monthOfDay(anchorDay));
    return new MonthDays(months, shape => selectedDays(days, roll?.to, shape), mask);
  });
}

const shared = new Shared<DaySet>();

/** Where the words choose no day, it is the anchor's, or the last of a shorter month. */
export function anchorsDayOfMonth(anchorDay: number): readonly DaySelector[] {
  return [{ kind: 'dayOfMonth', day: dateOfDay(anchorDay).day, ifMissing: 'clamp' }];
}

function everyNthMonth(every: number, phase: number): MonthSet {
  return {
    atOrAfter: month => month + modulo(phase - month, every),
    atOrBefore: month => month - modulo(month - phase, every),
    cycles: every / greatestCommonDivisor(every, CYCLE_MONTHS),
    monthsOfYear: Array.from({ length: 12 }, (_, index) => index + 1).filter(
      month => modulo(month - 1 - phase, greatestCommonDivisor(every, 12)) === 0,
    ),
  };
}
