import { DAY_MS } from '../time/calendar.js';
import type { ClockTime, Window } from './recurrence.js';

/** A set of clock times, each in milliseconds since midnight by the wall clock. */
export interface TimesOfDay {
  /** The least member not before `time`, or `undefined`. */
  atOrAfter(time: number): number | undefined;
  /** The greatest member not after `time`, or `undefined`. */
  atOrBefore(time: number): number | undefined;
  /** How many members lie before `time`. */
  countBefore(time: number): number;
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

/** A window as one or two stretches [from, to) of milliseconds since midnight; two where it goes over midnight. */
export function stretchesOf(window: Window): readonly (readonly [from: number, to: number])[] {
  const from = clockTimeMs(window.from);
  const to = clockTimeMs(window.to);
  if (from < to) return [[from, to]];
  return to === 0
    ? [[from, DAY_MS]]
    : [
        [0, to],
        [from, DAY_MS],
      ];
}

/** Whether a time of day lies in the window. */
export function isWithin(window: Window, time: number): boolean {
  return stretchesOf(window).some(([from, to]) => time >= from && time < to);
}

/** Those of other times that lie inside a window. */
export class TimesWithin implements TimesOfDay {
  readonly #times: TimesOfDay;
  readonly #stretches: readonly (readonly [from: number, to: number])[];

  constructor(times: TimesOfDay, window: Window) {
    this.#times = times;
    this.#stretches = stretchesOf(window);
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
