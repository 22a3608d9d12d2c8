import { DAY_MS, dayOfWall, HOUR_MS } from '../time/calendar.js';
import type { Zone } from '../time/zone.js';
import type { Sieve } from './filters.js';
import { countAtTimes, type GridAtTimes } from './grid-at-times.js';
import { partsOf } from './steady.js';
import type { Timetable } from './timetable.js';

/** A grid of hours that is moved to certain minutes of them. */
export interface MinuteGrid {
  /** How many points in a row may differ in their time of the day, while clocks are not changed. */
  readonly mostInARow: number;
  /** The even grids that it comes to, while clocks run so far from UTC. */
  evenGrids(offsetMs: number): readonly Pick<GridAtTimes, 'anchorAt' | 'stepMs'>[];
}

/** A point is moved within its hour, and by the length of a gap. */
const REACH_MS = 2 * HOUR_MS;

/**
 * The occurrences of `points` at times of the day that pass. While clocks are not changed, only so many in a row
 * differ in their time of the day: where none of these passes, the search goes on with the next change of the clocks,
 * until it is further than `horizonMs` from where it began.
 */
export function onPassingTimes(
  points: Timetable,
  zone: Zone,
  sieve: Pick<Sieve, 'stretches'>,
  grid: MinuteGrid,
  horizonMs: number,
): Timetable {
  const { mostInARow } = grid;

  return {
    next,
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
      for (const part of partsOf(zone, fromMs, toMs, REACH_MS)) {
        if (part.isSteady)
          count += grid
            .evenGrids(part.offsetMs)
            .reduce((sum, even) => sum + countAtTimes(even, sieve.stretches, part), 0);
        else for (let at = next(part.from - 1); at !== undefined && at < part.to; at = next(at)) count++;
      }
      return count;
    },
  };

  function next(afterMs: number): number | undefined {
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
  }

  function passes(wall: number): boolean {
    const time = wall - dayOfWall(wall) * DAY_MS;
    return sieve.stretches.some(([from, to]) => time >= from && time < to);
  }
}
