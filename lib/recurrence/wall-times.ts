import { DAY_MS } from '../time/calendar.js';
import type { DaySet } from './days/day-set.js';
import { greatest, least } from './once.js';
import type { TimesOfDay } from './times-of-day.js';

/** A set of wall times. */
export interface WallTimes {
  /** The least member not before `wall`, or `undefined`. */
  atOrAfter(wall: number): number | undefined;
  /** The greatest member not after `wall`, or `undefined`. */
  atOrBefore(wall: number): number | undefined;
  /** How many members lie in [from, to). */
  count(from: number, to: number): number;
}

/** The members of two sets that have none in common. */
export function eitherOf(a: WallTimes, b: WallTimes): WallTimes {
  return {
    atOrAfter: wall => least(a.atOrAfter(wall), b.atOrAfter(wall)),
    atOrBefore: wall => greatest(a.atOrBefore(wall), b.atOrBefore(wall)),
    count: (from, to) => a.count(from, to) + b.count(from, to),
  };
}

/** Certain times on certain days. */
export class TimesOnDays implements WallTimes {
  readonly #days: DaySet;
  readonly #times: TimesOfDay;

  constructor(days: DaySet, times: TimesOfDay) {
    this.#days = days;
    this.#times = times;
  }

  atOrAfter(wall: number): number | undefined {
    const today = Math.floor(wall / DAY_MS);
    const timeToday = this.#times.atOrAfter(wall - today * DAY_MS);
    const day = this.#days.atOrAfter(timeToday === undefined ? today + 1 : today);
    if (day === undefined) return undefined;
    const time = day === today ? timeToday : this.#times.atOrAfter(0);
    return time === undefined ? undefined : day * DAY_MS + time;
  }

  atOrBefore(wall: number): number | undefined {
    const today = Math.floor(wall / DAY_MS);
    const timeToday = this.#times.atOrBefore(wall - today * DAY_MS);
    const day = this.#days.atOrBefore(timeToday === undefined ? today - 1 : today);
    if (day === undefined) return undefined;
    const time = day === today ? timeToday : this.#times.atOrBefore(DAY_MS - 1);
    return time === undefined ? undefined : day * DAY_MS + time;
  }

  count(from: number, to: number): number {
    if (from >= to) return 0;
    const firstDay = Math.floor(from / DAY_MS);
    const lastDay = Math.floor(to / DAY_MS);
    const before = this.#isMember(firstDay) ? this.#times.countBefore(from - firstDay * DAY_MS) : 0;
    const after = this.#isMember(lastDay) ? this.#times.countBefore(to - lastDay * DAY_MS) : 0;
    return this.#days.count(firstDay, lastDay) * this.#times.countBefore(DAY_MS) - before + after;
  }

  #isMember(day: number): boolean {
    return this.#days.count(day, day + 1) === 1;
  }
}
