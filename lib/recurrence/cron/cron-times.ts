import { HOUR_MS, MINUTE_MS } from '../../time/calendar.js';
import type { ClockTime } from '../recurrence.js';
import { Shared } from '../shared.js';
import type { TimesOfDay } from '../times-of-day.js';

/** Every combination of certain hours, minutes and seconds, found field by field. */
export class CronTimes implements TimesOfDay {
  readonly #hour: Members;
  readonly #minute: Members;
  readonly #second: Members;

  /** The numbers are ascending. */
  constructor(hours: readonly number[], minutes: readonly number[], seconds: readonly number[]) {
    this.#hour = membersOf(hours);
    this.#minute = membersOf(minutes);
    this.#second = membersOf(seconds);
  }

  atOrAfter(time: number): number | undefined {
    const { hour, minute, second } = clockFields(Math.ceil(time / 1000));
    if (this.#hour.has(hour)) {
      const thisMinute = this.#minute.has(minute) ? this.#second.atOrAfter(second) : undefined;
      if (thisMinute !== undefined) return timeMs(hour, minute, thisMinute);
      const later = this.#minute.atOrAfter(minute + 1);
      if (later !== undefined) return timeMs(hour, later, this.#second.first);
    }
    const later = this.#hour.atOrAfter(hour + 1);
    return later === undefined ? undefined : timeMs(later, this.#minute.first, this.#second.first);
  }

  atOrBefore(time: number): number | undefined {
    const { hour, minute, second } = clockFields(Math.floor(time / 1000));
    if (this.#hour.has(hour)) {
      const thisMinute = this.#minute.has(minute) ? this.#second.atOrBefore(second) : undefined;
      if (thisMinute !== undefined) return timeMs(hour, minute, thisMinute);
      const earlier = this.#minute.atOrBefore(minute - 1);
      if (earlier !== undefined) return timeMs(hour, earlier, this.#second.last);
    }
    const earlier = this.#hour.atOrBefore(hour - 1);
    return earlier === undefined ? undefined : timeMs(earlier, this.#minute.last, this.#second.last);
  }

  countBefore(time: number): number {
    const { hour, minute, second } = clockFields(Math.ceil(time / 1000));
    const inThisMinute = this.#minute.has(minute) ? this.#second.countBefore(second) : 0;
    const inThisHour = this.#hour.has(hour) ? this.#minute.countBefore(minute) * this.#second.size + inThisMinute : 0;
    return this.#hour.countBefore(hour) * this.#minute.size * this.#second.size + inThisHour;
  }
}

function clockFields(seconds: number): ClockTime {
  const hour = Math.floor(seconds / 3600);
  const minute = Math.floor(seconds / 60) - hour * 60;
  return { hour, minute, second: seconds - hour * 3600 - minute * 60 };
}

const shared = new Shared<Members>();

function membersOf(ascending: readonly number[]): Members {
  return shared.of([ascending.join()], () => new Members(ascending));
}

function timeMs(hour: number, minute: number, second: number): number {
  return hour * HOUR_MS + minute * MINUTE_MS + second * 1000;
}

/** A set of small numbers that answers each question with one look into a table. */
class Members {
  readonly size: number;
  readonly first: number;
  readonly last: number;
  readonly #following: readonly (number | undefined)[];
  readonly #preceding: readonly (number | undefined)[];
  readonly #counts: readonly number[];

  constructor(ascending: readonly number[]) {
    const all = Array.from({ length: 61 }, (_, value) => value);
    this.size = ascending.length;
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
