import { dayOfWeek, modulo, mondayOfWeek, weekOfDay } from '../../time/calendar.js';
import type { DailyRule } from '../recurrence.js';
import { ALL_WEEK, countOneByOne, type DaySet, isInWeek, type WeekMask } from './day-set.js';

/** Every day there is: what most schedules share. */
const EVERY_DAY: DaySet = {
  atOrAfter: day => day,
  atOrBefore: day => day,
  count: (from, to) => Math.max(0, to - from),
};

/** The days of a daily rule that is counted from the anchor's, on the days of the week in a mask. */
export function dailyDays(rule: DailyRule, anchorDay: number, mask: WeekMask): DaySet {
  const isEveryDay = rule.every === 1 && rule.counting === 'days' && mask === ALL_WEEK;
  return isEveryDay ? EVERY_DAY : new DailyDays(rule, anchorDay, mask);
}

/** Every n-th counted day from the anchor's, on the days of the week in a mask. */
export class DailyDays implements DaySet {
  readonly #counting: Counting;
  readonly #every: number;
  readonly #phase: number;
  readonly #mask: WeekMask;

  constructor(rule: DailyRule, anchorDay: number, mask: WeekMask) {
    this.#counting = COUNTINGS[rule.counting];
    this.#every = rule.every;
    this.#phase = this.#counting.ceiling(anchorDay);
    this.#mask = mask;
  }

  atOrAfter(day: number): number | undefined {
    const index = this.#counting.ceiling(day);
    return this.#firstAllowed(index + modulo(this.#phase - index, this.#every), this.#every);
  }

  atOrBefore(day: number): number | undefined {
    const index = this.#counting.floor(day);
    return this.#firstAllowed(index - modulo(index - this.#phase, this.#every), -this.#every);
  }

  count(from: number, to: number): number {
    return countOneByOne(this, from, to);
  }

  /** After seven steps the days of the week repeat. */
  #firstAllowed(index: number, step: number): number | undefined {
    if (this.#mask === ALL_WEEK) return this.#counting.dayOf(index);
    for (let steps = 0; steps < 7; steps++) {
      const day = this.#counting.dayOf(index + steps * step);
      if (isInWeek(this.#mask, day)) return day;
    }
    return undefined;
  }
}

/** A way to number the days that count, and to find the day of a number. */
interface Counting {
  /** The number of the first counted day on or after `day`. */
  ceiling(day: number): number;
  /** The number of the last counted day on or before `day`. */
  floor(day: number): number;
  dayOf(index: number): number;
}

const COUNTINGS: Readonly<Record<DailyRule['counting'], Counting>> = {
  days: { ceiling: day => day, floor: day => day, dayOf: index => index },
  weekdays: daysOfWeekFrom(1, 5),
  weekends: daysOfWeekFrom(6, 2),
};

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
