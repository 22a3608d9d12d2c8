import { HOUR_MS, MINUTE_MS } from '../time/calendar.js';
import type { Zone } from '../time/zone.js';
import { type Grid, plainGrid, type Stretch } from './grid.js';
import { greatest, least } from './once.js';
import { partsOf, type TimePart } from './steady.js';

/** A point is moved by less than an hour, and by a gap that begins within the hour: three hours at Casey, in 2020 to 2022. */
export const MOVED_LESS_MS = 4 * HOUR_MS;

/**
 * The grid of `hours().at(m)`: each point is moved to the minutes `minutes` of the local hour in which it lies. It keeps
 * the pass of its hour in an overlap, so an hourly job runs in both. Where no change of the clocks is near, the points
 * that are moved to one minute are an even grid themselves; elsewhere they are looked at one by one.
 */
export function hourlyGrid(zone: Zone, stepMs: number, minutes: readonly number[]): Grid {
  const plain = plainGrid(stepMs);

  return {
    atOrAfter,
    atOrBefore(from, stretch) {
      const start = Math.min(from, stretch.closeAt - 1);
      const { startAt, endAt, offsetMs } = zone.periodAt(start);
      if (start + MOVED_LESS_MS < endAt) {
        const at = ofEvenGrids(start, stretch, offsetMs, Math.floor);
        const isIn = at !== undefined && at >= stretch.openAt;
        if ((isIn ? at : stretch.openAt) - MOVED_LESS_MS >= startAt) return isIn ? at : undefined;
      }
      return walkedBefore(start, stretch);
    },
    count(from, to, stretch) {
      let count = 0;
      const [start, end] = [Math.max(from, stretch.openAt), Math.min(to, stretch.closeAt)];
      for (const part of partsOf(zone, start, end, MOVED_LESS_MS)) {
        count += part.isSteady ? countSteady(part, stretch) : countWalking(part, stretch);
      }
      return count;
    },
  };

  function atOrAfter(from: number, stretch: Stretch): number | undefined {
    const start = Math.max(from, stretch.openAt);
    const { startAt, endAt, offsetMs } = zone.periodAt(start);
    if (start - MOVED_LESS_MS >= startAt) {
      const at = ofEvenGrids(start, stretch, offsetMs, Math.ceil);
      const isIn = at !== undefined && at < stretch.closeAt;
      if ((isIn ? at : stretch.closeAt) + MOVED_LESS_MS < endAt) return isIn ? at : undefined;
    }
    return walkedAfter(start, stretch);
  }

  /** Of the moved points, the nearest to `from` while clocks run so far from UTC: by `Math.ceil` after it, by `Math.floor` before. */
  function ofEvenGrids(
    from: number,
    { grid: { originAt, openAt, closeAt } }: Stretch,
    offsetMs: number,
    round: (value: number) => number,
  ): number | undefined {
    const [first, end] = [Math.ceil((openAt - originAt) / stepMs), Math.ceil((closeAt - originAt) / stepMs)];
    let nearest: number | undefined;
    for (const movedAt of movedAnchors(originAt, offsetMs, minutes)) {
      const index = round((from - movedAt) / stepMs);
      const isAfter = round === Math.ceil;
      if (isAfter ? index >= end : index < first) continue;
      const at = movedAt + (isAfter ? Math.max(index, first) : Math.min(index, end - 1)) * stepMs;
      nearest = isAfter ? least(nearest, at) : greatest(nearest, at);
    }
    return nearest;
  }

  function walkedAfter(start: number, stretch: Stretch): number | undefined {
    const whole = { ...stretch.grid, grid: stretch.grid };
    let found: number | undefined;
    let point = plain.atOrAfter(start - MOVED_LESS_MS, whole);
    while (point !== undefined && point < (found ?? stretch.closeAt) + MOVED_LESS_MS) {
      for (const at of movedFrom(point)) if (at >= start && at < stretch.closeAt) found = least(found, at);
      point = plain.atOrAfter(point + 1, whole);
    }
    return found;
  }

  function walkedBefore(start: number, stretch: Stretch): number | undefined {
    const whole = { ...stretch.grid, grid: stretch.grid };
    let found: number | undefined;
    let point = plain.atOrBefore(start + MOVED_LESS_MS, whole);
    while (point !== undefined && point > (found ?? stretch.openAt) - MOVED_LESS_MS) {
      for (const at of movedFrom(point)) if (at <= start && at >= stretch.openAt) found = greatest(found, at);
      point = plain.atOrBefore(point - 1, whole);
    }
    return found;
  }

  /** Where clocks are changed two points may be moved to one instant. */
  function countWalking({ from, to }: TimePart, { grid }: Stretch): number {
    const whole = { ...grid, grid };
    const moved = new Set<number>();
    let point = plain.atOrAfter(from - MOVED_LESS_MS, whole);
    while (point !== undefined && point < to + MOVED_LESS_MS) {
      for (const at of movedFrom(point)) if (at >= from && at < to) moved.add(at);
      point = plain.atOrAfter(point + 1, whole);
    }
    return moved.size;
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
