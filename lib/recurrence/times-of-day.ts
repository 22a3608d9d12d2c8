import type { ClockTime } from './recurrence.js';

/** A set of clock times, each in milliseconds since midnight by the wall clock. */
export interface TimesOfDay {
  /** The least member not before `time`, or `undefined`. */
  atOrAfter(time: number): number | undefined;
  /** The greatest member not after `time`, or `undefined`. */
  atOrBefore(time: number): number | undefined;
  /** How many members lie before `time`. */
  countBefore(time: number): number;
}

/** A stretch [from, to) of milliseconds since midnight, within one day. */
export type DayStretch = readonly [from: number, to: number];

/** Whether some stretch holds a time of the day. */
export function isInSome(stretches: readonly DayStretch[], time: number): boolean {
  return stretches.some(([from, to]) => time >= from && time < to);
}

/** The times of a rule that says none. */
export const MIDNIGHT: readonly ClockTime[] = Object.freeze([Object.freeze({ hour: 0, minute: 0, second: 0 })]);

/** Milliseconds since midnight by the wall clock. */
export function clockTimeMs(time: ClockTime): number {
  return ((time.hour * 60 + time.minute) * 60 + time.second) * 1000;
}

/** The times that the words list, ascending; few, so a scan is the fastest search. */
export class ListedTimes implements TimesOfDay {
  readonly #times: readonly ClockTime[];

  constructor(times: readonly ClockTime[]) {
    this.#times = times;
  }

  atOrAfter(time: number): number | undefined {
    for (const member of this.#times) {
      const memberMs = clockTimeMs(member);
      if (memberMs >= time) return memberMs;
    }
    return undefined;
  }

  atOrBefore(time: number): number | undefined {
    const found = this.#times.findLast(member => clockTimeMs(member) <= time);
    return found && clockTimeMs(found);
  }

  countBefore(time: number): number {
    return this.#times.filter(member => clockTimeMs(member) < time).length;
  }
}

/** Those of other times that lie inside stretches of the day, which are in order. */
export class TimesWithin implements TimesOfDay {
  readonly #times: TimesOfDay;
  readonly #stretches: readonly DayStretch[];

  constructor(times: TimesOfDay, stretches: readonly DayStretch[]) {
    this.#times = times;
    this.#stretches = stretches;
  }

  atOrAfter(time: number): number | undefined {
    for (const [from, to] of this.#stretches) {
      const found = this.#times.atOrAfter(Math.max(time, from));
      if (found !== undefined && found < to) return found;
    }
    return undefined;
  }

  atOrBefore(time: number): number | undefined {
    for (const [from, to] of this.#stretches.toReversed()) {
      const found = this.#times.atOrBefore(Math.min(time, to - 1));
      if (found !== undefined && found >= from) return found;
    }
    return undefined;
  }

  countBefore(time: number): number {
    let count = 0;
    for (const [from, to] of this.#stretches) {
      if (time > from) count += this.#times.countBefore(Math.min(time, to)) - this.#times.countBefore(from);
    }
    return count;
  }
}
