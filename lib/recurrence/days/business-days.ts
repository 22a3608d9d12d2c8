import { dayOfWeek } from '../../time/calendar.js';
import { datesOf } from '../dates.js';
import type { Roll } from '../recurrence.js';
import { type DaySet, FIRST_DAY, filterDays, firstAnswer, isInWeek, LAST_DAY, type WeekMask } from './day-set.js';

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

  function atOrAfter(day: number, end = LAST_DAY + 1): number | undefined {
    const from = isForward ? (workingDay(day - 1, -1) ?? day - MAX_ROLL_DAYS - 1) + 1 : (workingDay(day, 1) ?? day);
    const upTo = isForward ? end - 1 : end + MAX_ROLL_DAYS;
    const rolledTo = roller();
    return firstAnswer(1, from, upTo, days.atOrAfter.bind(days), found => {
      const rolled = rolledTo(found);
      return rolled !== undefined && rolled >= day ? rolled : undefined;
    });
  }

  function atOrBefore(day: number): number | undefined {
    const from = isForward ? (workingDay(day, -1) ?? day) : (workingDay(day + 1, 1) ?? day + MAX_ROLL_DAYS + 1) - 1;
    const rolledTo = roller();
    return firstAnswer(-1, from, FIRST_DAY, days.atOrBefore.bind(days), found => {
      const rolled = rolledTo(found);
      return rolled !== undefined && rolled <= day ? rolled : undefined;
    });
  }

  /** To where days roll that are neighbours; those in a row that were found to be none are asked about once. */
  function roller(): (day: number) => number | undefined {
    const step = isForward ? 1 : -1;
    let [noneFrom, noneTo] = [Infinity, -Infinity];
    return day => {
      for (let at = day; Math.abs(at - day) <= MAX_ROLL_DAYS; at += step) {
        if (at >= noneFrom && at <= noneTo) at = isForward ? noneTo : noneFrom;
        else if (isWorking(at)) return at;
      }
      [noneFrom, noneTo] = isForward ? [day, day + MAX_ROLL_DAYS] : [day - MAX_ROLL_DAYS, day];
      return undefined;
    };
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
