import { dayOfWeek, modulo, mondayOfWeek, weekOfDay } from '../time/calendar.js';
import { ALL_WEEK, type DaySet, isInWeek, type WeekMask } from './day-set.js';
import type { DailyRule } from './recurrence.js';

/** A way to number the days that count, and to find the day of a number. */
interface Counting {
  /** The number of the first counted day on or after `day`. */
  ceiling(day: number): number;
  /** The number of the last counted day on or before `day`. */
  floor(day: number): number;
  dayOf(index: number): number;
}

const countings: Readonly<Record<DailyRule['counting'], Counting>> = {
  days: { ceiling: day => day, floor: day => day, dayOf: index => index },
  weekdays: daysOfWeekFrom(1, 5),
  weekends: daysOfWeekFrom(6, 2),
};

/** Every n-th counted day from the anchor's, on the days of the week in `mask`. */
export function dailyDays(rule: DailyRule, anchorDay: number, mask: WeekMask): DaySet {
  const counting = countings[rule.counting];
  const every = rule.every;
  const phase = counting.ceiling(anchorDay);

  return {
    atOrAfter(day) {
      const index = counting.ceiling(day);
      return firstAllowed(index + modulo(phase - index, every), every);
    },
    atOrBefore(day) {
      const index = counting.floor(day);
      return firstAllowed(index - modulo(index - phase, every), -every);
    },
  };

  /** After seven steps the days of the week repeat. */
  function firstAllowed(index: number, step: number): number | undefined {
    if (mask === ALL_WEEK) return counting.dayOf(index);
    for (let steps = 0; steps < 7; steps++) {
      const day = counting.dayOf(index + steps * step);
      if (isInWeek(mask, day)) return day;
    }
    return undefined;
  }
}

/** Counts the `length` days of each week that begin with day of the week `first`. */
function daysOfWeekFrom(first: number, length: number): Counting {
  return {
    ceiling: day => weekOfDay(day) * length + Math.min(Math.max(dayOfWeek(day) - first, 0), length),
    floor: day => weekOfDay(day) * length + Math.min(Math.max(dayOfWeek(day) - first, -1), length - 1),
    dayOf: index => {
      const week = Math.floor(index / length);
      return mondayOfWeek(week) + first - 1 + (index - week * length);
    },
  };
}
