import { HOUR_MS, MINUTE_MS } from '../time/calendar.js';
import type { Zone } from '../time/zone.js';
import { partsOf, type TimePart } from './steady.js';

/** A stretch [openAt, closeAt) of the time line, and the grid whose points are wanted of it. */
export interface Stretch {
  readonly openAt: number;
  readonly closeAt: number;
  /** The grid counts from `originAt`; what moves a point to a minute may move it into another stretch of its grid. */
  readonly grid: { readonly originAt: number; readonly openAt: number; readonly closeAt: number };
}

/** Points at a constant distance on the time line, or moved from there to certain minutes of their hour. */
export interface Grid {
  /** The least point of `stretch` that is not before `from`, or `undefined`. */
  atOrAfter(from: number, stretch: Stretch): number | undefined;
  /** The greatest point of `stretch` that is not after `from`, or `undefined`. */
  atOrBefore(from: number, stretch: Stretch): number | undefined;
  /** How many points of `stretch` lie in [from, to). */
  count(from: number, to: number, stretch: Stretch): number;
}

/** Points `stepMs` apart, from the origin of the stretch on. */
export function plainGrid(stepMs: number): Grid {
  return {
    atOrAfter(from, { openAt, closeAt, grid: { originAt } }) {
      const point = originAt + Math.ceil((Math.max(from, openAt) - originAt) / stepMs) * stepMs;
      return point < closeAt ? point : undefined;
    },
    atOrBefore(from, { openAt, closeAt, grid: { originAt } }) {
      const point = originAt + Math.floor((Math.min(from, closeAt - 1) - originAt) / stepMs) * stepMs;
      return point >= openAt ? point : undefined;
    },
    count(from, to, { openAt, closeAt, grid: { originAt } }) {
      const start = Math.ceil((Math.max(from, openAt) - originAt) / stepMs);
      const end = Math.ceil((Math.min(to, closeAt) - originAt) / stepMs);
      return Math.max(0, end - start);
    },
  };
}

/** A point is moved by less than an hour, and by the length of a gap within the hour at most. */
const REACH_MS = 2 * HOUR_MS;

/**
 * The grid of `hours().at(m)`: each point is moved to the minutes `minutes` of the local hour in which it lies. It keeps
 * the pass of its hour in an overlap, so an hourly job runs in both.
 */
export function hourlyGrid(zone: Zone, stepMs: number, minutes: readonly number[]): Grid {
  const plain = plainGrid(stepMs);

  function atOrAfter(from: number, stretch: Stretch): number | undefined {
    const whole = { ...stretch.grid, grid: stretch.grid };
    const start = Math.max(from, stretch.openAt);
    let found: number | undefined;
    let point = plain.atOrAfter(start - REACH_MS, whole);
    while (point !== undefined && point < (found ?? stretch.closeAt) + REACH_MS) {
      for (const at of movedFrom(point)) if (at >= from && isIn(stretch, at) && !(at >= (found ?? at + 1))) found = at;
      point = plain.atOrAfter(point + 1, whole);
    }
    return found;
  }

  return {
    atOrAfter,
    atOrBefore(from, stretch) {
      const whole = { ...stretch.grid, grid: stretch.grid };
      const start = Math.min(from, stretch.closeAt - 1);
      let found: number | undefined;
      let point = plain.atOrBefore(start + REACH_MS, whole);
      while (point !== undefined && point > (found ?? stretch.openAt) - REACH_MS) {
        for (const at of movedFrom(point))
          if (at <= from && isIn(stretch, at) && !(at <= (found ?? at - 1))) found = at;
        point = plain.atOrBefore(point - 1, whole);
      }
      return found;
    },
    count(from, to, stretch) {
      let count = 0;
      const [start, end] = [Math.max(from, stretch.openAt), Math.min(to, stretch.closeAt)];
      for (const part of partsOf(zone, start, end, REACH_MS)) {
        count += part.isSteady ? countSteady(part, stretch) : countWalking(part, stretch);
      }
      return count;
    },
  };

  function countWalking({ from, to }: TimePart, stretch: Stretch): number {
    let count = 0;
    for (let at = atOrAfter(from, stretch); at !== undefined && at < to; at = atOrAfter(at + 1, stretch)) count++;
    return count;
  }

  /** Where clocks are not changed, the points that are moved to one minute are an even grid themselves. */
  function countSteady({ from, to, offsetMs }: TimePart, { grid: { originAt, openAt, closeAt } }: Stretch): number {
    const first = Math.ceil((openAt - originAt) / stepMs);
    const end = Math.ceil((closeAt - originAt) / stepMs);
    let count = 0;
    for (const movedAt of movedAnchors(originAt, offsetMs, minutes)) {
      const [start, stop] = [Math.ceil((from - movedAt) / stepMs), Math.ceil((to - movedAt) / stepMs)];
      count += Math.max(0, Math.min(stop, end) - Math.max(start, first));
    }
    return count;
  }

  function movedFrom(point: number): readonly number[] {
    const period = zone.periodAt(point);
    const hour = Math.floor((point + period.offsetMs) / HOUR_MS) * HOUR_MS;
    return minutes.map(minute => {
      const wall = hour + minute * MINUTE_MS;
      const at = wall - period.offsetMs;
      return at >= period.startAt && at < period.endAt ? at : zone.instantOf(wall);
    });
  }
}

/** To where the anchor of an hourly grid is moved, while clocks run so far from UTC. */
export function movedAnchors(anchorAt: number, offsetMs: number, minutes: readonly number[]): readonly number[] {
  const hour = Math.floor((anchorAt + offsetMs) / HOUR_MS) * HOUR_MS - offsetMs;
  return minutes.map(minute => hour + minute * MINUTE_MS);
}

function isIn(stretch: Stretch, at: number): boolean {
  return at >= stretch.openAt && at < stretch.closeAt;
}
