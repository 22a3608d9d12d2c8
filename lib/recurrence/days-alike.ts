import { DAY_MS } from '../time/calendar.js';
import type { Zone } from '../time/zone.js';
import { owningDay, type Sieve } from './filters.js';
import { partsOf } from './steady.js';
import type { Timetable } from './timetable.js';

/** A window reaches into the next day, and ends where the one after opens at the latest. */
const REACH_MS = 2 * DAY_MS;

/**
 * The same timetable, of windows that open each day with a grid of their own: while clocks are not changed each day that
 * passes has as many occurrences as any other, so these are counted once and multiplied.
 */
export function countedByDays(timetable: Timetable, zone: Zone, sieve: Sieve): Timetable {
  let perDay: number | undefined;
  const startOf = (day: number, offsetMs: number) => day * DAY_MS + sieve.overnightMs - offsetMs;

  return {
    next: timetable.next.bind(timetable),
    previous: timetable.previous.bind(timetable),
    count(fromMs, toMs) {
      let count = 0;
      for (const { from, to, offsetMs, isSteady } of partsOf(zone, fromMs, toMs, REACH_MS)) {
        const first = owningDay(sieve, from + offsetMs - 1) + 1;
        const last = owningDay(sieve, to + offsetMs);
        if (isSteady && first < last) {
          count += timetable.count(from, startOf(first, offsetMs)) + timetable.count(startOf(last, offsetMs), to);
          count += inDays(first, last, offsetMs);
        } else {
          count += timetable.count(from, to);
        }
      }
      return count;
    },
  };

  function inDays(first: number, last: number, offsetMs: number): number {
    let days = 0;
    for (let day = first; day < last; day++) {
      if (!sieve.passesDay(day)) continue;
      perDay ??= timetable.count(startOf(day, offsetMs), startOf(day + 1, offsetMs));
      days++;
    }
    return days * (perDay ?? 0);
  }
}
