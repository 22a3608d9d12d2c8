import { DAY_MS, dayOfWall } from '../time/calendar.js';
import type { Zone } from '../time/zone.js';
import type { Sieve } from './filters.js';
import type { Timetable } from './timetable.js';

/**
 * The occurrences of `points` at times of the day that pass. While clocks are not changed, no more than `mostInARow`
 * differ in their time of the day: where none of these passes, the search goes on with the next change of the clocks,
 * until it is further than `horizonMs` from where it began.
 */
export function onPassingTimes(
  points: Timetable,
  zone: Zone,
  sieve: Pick<Sieve, 'stretches'>,
  mostInARow: number,
  horizonMs: number,
): Timetable {
  return {
    next(afterMs) {
      let at = points.next(afterMs);
      let [inARow, since] = [0, -Infinity];
      while (at !== undefined && at - afterMs <= horizonMs) {
        const { offsetMs, startAt, endAt } = zone.periodAt(at);
        if (passes(at + offsetMs)) return at;
        [inARow, since] = startAt === since ? [inARow + 1, since] : [0, startAt];
        if (inARow > mostInARow && endAt === Infinity) return undefined;
        at = points.next(inARow > mostInARow ? endAt - 1 : at);
      }
      return undefined;
    },
    previous(beforeMs) {
      let at = points.previous(beforeMs);
      let [inARow, since] = [0, Infinity];
      while (at !== undefined && beforeMs - at <= horizonMs) {
        const { offsetMs, startAt, endAt } = zone.periodAt(at);
        if (passes(at + offsetMs)) return at;
        [inARow, since] = endAt === since ? [inARow + 1, since] : [0, endAt];
        if (inARow > mostInARow && startAt === -Infinity) return undefined;
        at = points.previous(inARow > mostInARow ? startAt : at);
      }
      return undefined;
    },
    count(fromMs, toMs) {
      let count = 0;
      for (let at = fromMs; at < toMs; ) {
        const { offsetMs, endAt } = zone.periodAt(at);
        const end = Math.min(toMs, endAt);
        for (let midnight = dayOfWall(at + offsetMs) * DAY_MS - offsetMs; midnight < end; midnight += DAY_MS) {
          for (const [from, to] of sieve.stretches) {
            const [first, last] = [Math.max(midnight + from, at), Math.min(midnight + to, end)];
            if (first < last) count += points.count(first, last);
          }
        }
        at = end;
      }
      return count;
    },
  };

  function passes(wall: number): boolean {
    const time = wall - dayOfWall(wall) * DAY_MS;
    return sieve.stretches.some(([from, to]) => time >= from && time < to);
  }
}
