import { HOUR_MS, MINUTE_MS } from '../time/calendar.js';
import type { TimesOfDay } from './times-of-day.js';

/** Every combination of the given hours, minutes and seconds, all ascending, found field by field. */
export function cronTimes(
  hours: readonly number[],
  minutes: readonly number[],
  seconds: readonly number[],
): TimesOfDay {
  const hour = new Members(hours);
  const minute = new Members(minutes);
  const second = new Members(seconds);

  return {
    atOrAfter(time) {
      const start = Math.ceil(time / 1000);
      const h = Math.floor(start / 3600);
      const m = Math.floor(start / 60) - h * 60;
      if (hour.has(h)) {
        const s = minute.has(m) ? second.atOrAfter(start - h * 3600 - m * 60) : undefined;
        if (s !== undefined) return timeMs(h, m, s);
        const later = minute.atOrAfter(m + 1);
        if (later !== undefined) return timeMs(h, later, second.first);
      }
      const later = hour.atOrAfter(h + 1);
      return later === undefined ? undefined : timeMs(later, minute.first, second.first);
    },

    atOrBefore(time) {
      const start = Math.floor(time / 1000);
      const h = Math.floor(start / 3600);
      const m = Math.floor(start / 60) - h * 60;
      if (hour.has(h)) {
        const s = minute.has(m) ? second.atOrBefore(start - h * 3600 - m * 60) : undefined;
        if (s !== undefined) return timeMs(h, m, s);
        const earlier = minute.atOrBefore(m - 1);
        if (earlier !== undefined) return timeMs(h, earlier, second.last);
      }
      const earlier = hour.atOrBefore(h - 1);
      return earlier === undefined ? undefined : timeMs(earlier, minute.last, second.last);
    },

    countBefore(time) {
      const end = Math.ceil(time / 1000);
      const h = Math.floor(end / 3600);
      const m = Math.floor(end / 60) - h * 60;
      const inThisMinute = minute.has(m) ? second.countBefore(end - h * 3600 - m * 60) : 0;
      const inThisHour = hour.has(h) ? minute.countBefore(m) * seconds.length + inThisMinute : 0;
      return hour.countBefore(h) * minutes.length * seconds.length + inThisHour;
    },
  };
}

function timeMs(hour: number, minute: number, second: number): number {
  return hour * HOUR_MS + minute * MINUTE_MS + second * 1000;
}

/** A set of small numbers that answers each question with one look into a table. */
class Members {
  readonly first: number;
  readonly last: number;
  readonly #following: readonly (number | undefined)[];
  readonly #preceding: readonly (number | undefined)[];
  readonly #counts: readonly number[];

  constructor(ascending: readonly number[]) {
    const all = Array.from({ length: 61 }, (_, value) => value);
    this.first = ascending[0] as number;
    this.last = ascending.at(-1) as number;
    this.#following = all.map(value => ascending.find(member => member >= value));
    this.#preceding = all.map(value => ascending.findLast(member => member <= value));
    this.#counts = all.map(value => ascending.filter(member => member < value).length);
  }

  has(value: number): boolean {
    return this.#following[value] === value;
  }

  atOrAfter(value: number): number | undefined {
    return this.#following[value];
  }

  atOrBefore(value: number): number | undefined {
    return this.#preceding[value];
  }

  countBefore(value: number): number {
    return this.#counts[value] as number;
  }
}
