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

export function clockTimeMs(time: ClockTime): number {
  return ((time.hour * 60 + time.minute) * 60 + time.second) * 1000;
}

/** The times that the words list; few, so a scan is the fastest search. */
export function listedTimes(times: readonly ClockTime[]): TimesOfDay {
  const sorted = times.map(clockTimeMs).sort((a, b) => a - b);
  const last = sorted.length - 1;
  return {
    atOrAfter(time) {
      for (let index = 0; index <= last; index++) if ((sorted[index] as number) >= time) return sorted[index];
      return undefined;
    },
    atOrBefore(time) {
      for (let index = last; index >= 0; index--) if ((sorted[index] as number) <= time) return sorted[index];
      return undefined;
    },
    countBefore(time) {
      let index = 0;
      while (index <= last && (sorted[index] as number) < time) index++;
      return index;
    },
  };
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

export function isWithin(window: Window, time: number): boolean {
  return stretchesOf(window).some(([from, to]) => time >= from && time < to);
}

/** The members of `times` inside `window`. */
export function timesWithin(times: TimesOfDay, window: Window): TimesOfDay {
  const ascending = stretchesOf(window);
  const descending = ascending.toReversed();
  return {
    atOrAfter(time) {
      for (const [from, to] of ascending) {
        const found = times.atOrAfter(Math.max(time, from));
        if (found !== undefined && found < to) return found;
      }
      return undefined;
    },
    atOrBefore(time) {
      for (const [from, to] of descending) {
        const found = times.atOrBefore(Math.min(time, to - 1));
        if (found !== undefined && found >= from) return found;
      }
      return undefined;
    },
    countBefore(time) {
      let count = 0;
      for (const [from, to] of ascending) {
        if (time > from) count += times.countBefore(Math.min(time, to)) - times.countBefore(from);
      }
      return count;
    },
  };
}
