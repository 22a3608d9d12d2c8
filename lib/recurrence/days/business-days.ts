import { CYCLE_DAYS, dayOfWeek } from '../../time/calendar.js';
import { datesOf } from '../dates.js';
import type { Roll } from '../recurrence.js';
import { type DaySet, filterDays, isInWeek, type WeekMask } from './day-set.js';

/** After so many days without a working day, a day that would roll over them is no occurrence. */
const MAX_ROLL_DAYS = 31;

/**
 * The days of `days`, each moved to the next or last working day where it is none itself, on the days of the week in
 * `mask`. Rolling keeps the order of days, so that the first rolled one from a day on is that of the first day which
 * rolls that far: no more than one working day has to be found for each question.
 */
export function businessDays(days: DaySet, roll: Roll, mask: WeekMask): DaySet {
  const isSkipped = datesOf(roll.skippingDays, roll.skippingWhere, 'skippingDays');
  const isForward = roll.to === 'forward';
  return filterDays({ atOrAfter, atOrBefore }, day => isInWeek(mask, day));

  function atOrAfter(day: number): number | undefined {
    const from = isForward ? (workingDay(day - 1, -1) ?? day - MAX_ROLL_DAYS - 1) + 1 : (workingDay(day, 1) ?? day);
    for (let found = days.atOrAfter(from); found !== undefined; found = days.atOrAfter(found + 1)) {
      const rolled = rolledTo(found);
      if (rolled !== undefined && rolled >= day) return rolled;
      if (found - day > CYCLE_DAYS) return undefined;
    }
    return undefined;
  }

  function atOrBefore(day: number): number | undefined {
    const upTo = isForward ? (workingDay(day, -1) ?? day) : (workingDay(day + 1, 1) ?? day + MAX_ROLL_DAYS + 1) - 1;
    for (let found = days.atOrBefore(upTo); found !== undefined; found = days.atOrBefore(found - 1)) {
      const rolled = rolledTo(found);
      if (rolled !== undefined && rolled <= day) return rolled;
      if (day - found > CYCLE_DAYS) return undefined;
    }
    return undefined;
  }

  function rolledTo(day: number): number | undefined {
    return workingDay(day, isForward ? 1 : -1);
  }

  /** The first working day from a day on or back, no further than one may roll. */
  function workingDay(day: number, step: 1 | -1): number | undefined {
    for (let steps = 0; steps <= MAX_ROLL_DAYS; steps++) if (isWorking(day + steps * step)) return day + steps * step;
    return undefined;
  }

  function isWorking(day: number): boolean {
    return dayOfWeek(day) < 6 && !isSkipped(day);
  }
}
