import { DAY_MS } from '../time/calendar.js';
import type { Zone } from '../time/zone.js';
import { owningDay, type Sieve } from './filters.js';
import type { Timetable } from './timetable.js';

/**
 * The occurrences of `points` on days that pass; from one that doesn't, the search goes on with the next day that does,
 * until it is further than `horizonMs` from where it began. It goes no further at once than a change of the clocks,
 * which may bring a date once more.
 */
export function onPassingDays(points: Timetable, zone: Zone, sieve: Sieve, horizonMs: number): Timetable {
  const { overnightMs } = sieve;

  return {
    next(afterMs) {
      let at = points.next(afterMs);
      while (at !== undefined) {
        const { offsetMs, endAt } = zone.periodAt(at);
        const day = owningDay(sieve, at + offsetMs);
        if (sieve.passesDay(day)) return at;
        if (at - afterMs > horizonMs) return undefined;
        const stopAt = Math.min(endAt, afterMs + horizonMs + DAY_MS);
        const passing = passingDay(day + 1, owningDay(sieve, stopAt + offsetMs), 1);
        at = points.next(Math.min(passing === undefined ? stopAt : startOf(passing) - offsetMs, stopAt) - 1);
      }
      return undefined;
    },
    previous(beforeMs) {
      let at = points.previous(beforeMs);
      while (at !== undefined) {
        const { offsetMs, startAt } = zone.periodAt(at);
        const day = owningDay(sieve, at + offsetMs);
        if (sieve.passesDay(day)) return at;
        if (beforeMs - at > horizonMs) return undefined;
        const stopAt = Math.max(startAt, beforeMs - horizonMs - DAY_MS);
        const passing = passingDay(day - 1, owningDay(sieve, stopAt + offsetMs), -1);
        at = points.previous(Math.max(passing === undefined ? stopAt : startOf(passing + 1) - offsetMs, stopAt));
      }
      return undefined;
    },
    count(fromMs, toMs) {
      let count = 0;
      for (let at = fromMs; at < toMs; ) {
        const { offsetMs, endAt } = zone.periodAt(at);
        const end = Math.min(toMs, endAt);
        // Days that pass in a row are counted at once.
        let runFrom = at;
        for (let day = owningDay(sieve, at + offsetMs); runFrom < end; day++) {
          const dayEnd = Math.min(startOf(day + 1) - offsetMs, end);
          const passes = sieve.passesDay(day);
          if (passes && dayEnd < end) continue;
          const runTo = passes ? dayEnd : Math.max(startOf(day) - offsetMs, runFrom);
          if (runFrom < runTo) count += points.count(runFrom, runTo);
          runFrom = dayEnd;
        }
        at = end;
      }
      return count;
    },
  };

  /** The wall time from which on things belong to a day. */
  function startOf(day: number): number {
    return day * DAY_MS + overnightMs;
  }

  /** The first day that passes from one to another; no further, since no day is to be asked for again. */
  function passingDay(start: number, end: number, step: 1 | -1): number | undefined {
    for (let day = start; (end - day) * step >= 0; day += step) if (sieve.passesDay(day)) return day;
    return undefined;
  }
}
