import { dayOfWeek, modulo, mondayOfWeek, weekOfDay } from '../../time/calendar.js';
import type { WeeklyRule } from '../recurrence.js';
import { countOneByOne, type DaySet, type WeekMask, weekMask } from './day-set.js';

/** The chosen days of every n-th ISO week from the anchor's, on the days of the week in a mask. */
export class WeeklyDays implements DaySet {
  readonly #every: number;
  readonly #phase: number;
  readonly #chosen: WeekMask;

  constructor(rule: WeeklyRule, anchorDay: number, mask: WeekMask) {
    this.#every = rule.every;
    this.#phase = weekOfDay(anchorDay);
    this.#chosen = mask & weekMask(rule.on.length > 0 ? rule.on : [dayOfWeek(anchorDay)]);
  }

  atOrAfter(day: number): number | undefined {
    const week = weekOfDay(day);
    const weeksToGo = modulo(this.#phase - week, this.#every);
    const today = weeksToGo > 0 ? 1 : dayOfWeek(day);
    const first = this.#firstChosen(today);
    if (first !== undefined) return mondayOfWeek(week + weeksToGo) + first - 1;
    const next = this.#firstChosen(1);
    return next === undefined ? undefined : mondayOfWeek(week + this.#every) + next - 1;
  }

  atOrBefore(day: number): number | undefined {
    const week = weekOfDay(day);
    const weeksSince = modulo(week - this.#phase, this.#every);
    const today = weeksSince > 0 ? 7 : dayOfWeek(day);
    const last = this.#lastChosen(today);
    if (last !== undefined) return mondayOfWeek(week - weeksSince) + last - 1;
    const previous = this.#lastChosen(7);
    return previous === undefined ? undefined : mondayOfWeek(week - this.#every) + previous - 1;
  }

  count(from: number, to: number): number {
    return countOneByOne(this, from, to);
  }

  #firstChosen(from: number): number | undefined {
    const rest = (this.#chosen >> from) << from;
    return rest === 0 ? undefined : 31 - Math.clz32(rest & -rest);
  }

  #lastChosen(upTo: number): number | undefined {
    const rest = this.#chosen & ((2 << upTo) - 1);
    return rest === 0 ? undefined : 31 - Math.clz32(rest);
  }
}
