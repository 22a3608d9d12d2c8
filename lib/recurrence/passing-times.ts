import { DAY_MS, dayOfWall } from '../time/calendar.js';
import type { Zone } from '../time/zone.js';
import type { EvenGrid } from './even-grid.js';
import type { Sieve } from './filters.js';
import { countAtTimes, nearestAtTimes } from './grid-at-times.js';
import { MOVED_LESS_MS } from './hourly-grid.js';
import { greatest, least } from './once.js';
import { partsOf, type TimePart } from './steady.js';
import { isInSome } from './times-of-day.js';
import type { Timetable } from './timetable.js';

/** The even grids that a grid of hours comes to, moved to certain minutes of them, while clocks run so far from UTC. */
export type EvenGrids = (offsetMs: number) => readonly EvenGrid[];

/**
 * The occurrences of `points` at times of the day that pass. While clocks are not changed, these are found by
 * arithmetic, however many do not; only near a change of the clocks are the points looked at one by one. The search goes
 * no further than `horizonMs` from where it began.
 */
export function onPassingTimes(
  points: Timetable,
  zone: Zone,
  { stretches }: Pick<Sieve, 'stretches'>,
  evenGrids: EvenGrids,
  horizonMs: number,
): Timetable {
  return {
    next(afterMs) {
      let from = points.next(afterMs);
      for (; from !== undefined && from - afterMs <= horizonMs; from = points.next(from + SPAN_MS - 1)) {
        for (const part of partsOf(zone, from, from + SPAN_MS, MOVED_LESS_MS)) {
          const at = part.isSteady ? nearest(part, 1) : nextWalked(part);
          if (at !== undefined) return at;
        }
      }
      return undefined;
    },
    previous(beforeMs) {
      let last = points.previous(beforeMs);
      for (; last !== undefined && beforeMs - last <= horizonMs; last = points.previous(last + 1 - SPAN_MS)) {
        for (const part of [...partsOf(zone, last + 1 - SPAN_MS, last + 1, MOVED_LESS_MS)].toReversed()) {
          const at = part.isSteady ? nearest(part, -1) : previousWalked(part);
          if (at !== undefined) return at;
        }
      }
      return undefined;
    },
    count(fromMs, toMs) {
      let count = 0;
      for (const part of partsOf(zone, fromMs, toMs, MOVED_LESS_MS)) {
        const grids = part.isSteady ? evenGrids(part.offsetMs) : [points];
        for (const grid of grids) count += countAtTimes(grid, stretches, part);
      }
      return count;
    },
  };

  /** The first in a part of the time line in which clocks are not changed, or the last. */
  function nearest({ from, to, offsetMs }: TimePart, direction: 1 | -1): number | undefined {
    let found: number | undefined;
    for (const even of evenGrids(offsetMs)) {
      const at = nearestAtTimes(even, stretches, direction === 1 ? from : to - 1, offsetMs, direction);
      found = direction === 1 ? least(found, at) : greatest(found, at);
    }
    return found !== undefined && found >= from && found < to ? found : undefined;
  }

  function nextWalked({ from, to }: TimePart): number | undefined {
    let at = points.next(from - 1);
    while (at !== undefined && at < to && !passes(at)) at = points.next(at);
    return at !== undefined && at < to ? at : undefined;
  }

  function previousWalked({ from, to }: TimePart): number | undefined {
    let at = points.previous(to);
    while (at !== undefined && at >= from && !passes(at)) at = points.previous(at);
    return at !== undefined && at >= from ? at : undefined;
  }

  function passes(at: number): boolean {
    const wall = zone.wallOf(at);
    const time = wall - dayOfWall(wall) * DAY_MS;
    return isInSome(stretches, time);
  }
}

/** So much of the time line is taken apart at once: the next one that passes is mostly near. */
const SPAN_MS = 400 * DAY_MS;
