import { DAY_MS } from './civil.js';
import type { DayWindow, Plan } from './plan.js';
import type { Zone } from './zone.js';

const HOUR_MS = 3_600_000;
const CHUNK_MS = 900_000;

/** A point moved to a minute of its hour stays within the hour and one change of the clock, which may be a whole day. */
const ASIDE_MS = 26 * HOUR_MS;

/** Is every instant of the stretch on a date that a filter removes? Only spares the walk the points that would be removed. */
export type Barren = (fromMs: number, toMs: number) => boolean;

/** The occurrences of an elapsed unit near a range: the grid, or the grid of each window. */
export function elapsedWalk(
  plan: Plan,
  stepMs: number,
  fromMs: number,
  toMs: number,
  barren: Barren,
): readonly number[] {
  const asideMs = plan.minutes.length === 0 ? 0 : ASIDE_MS;
  const low = fromMs - asideMs;
  const high = toMs + asideMs;
  if (plan.windows.length === 0) {
    return movedToMinutes(plan, fertileGrid(plan.anchorMs, stepMs, low, high, barren));
  }
  const found: number[] = [];
  const lastDay = Math.floor(plan.zone.wallAt(high) / DAY_MS) + 2;
  for (let dayNo = Math.floor(plan.zone.wallAt(low) / DAY_MS) - 3; dayNo <= lastDay; dayNo += 1) {
    for (const window of plan.windows) {
      const { openMs, closeMs } = openOn(plan.zone, window, dayNo);
      if (closeMs <= openMs || barren(openMs, closeMs)) continue;
      const points = grid(openMs, stepMs, Math.max(openMs, low), Math.min(closeMs, high));
      for (const atMs of movedToMinutes(plan, points)) {
        if (openMs <= atMs && atMs < closeMs && isIn(window, plan.zone.wallAt(atMs))) found.push(atMs);
      }
    }
  }
  return found;
}

/** Is a window open at some time near the range, on a date that no filter removes? */
export function elapsedMayHold(plan: Plan, fromMs: number, toMs: number, barren: Barren): boolean {
  if (barren(fromMs, toMs)) return false;
  if (plan.windows.length === 0 || toMs - fromMs > 4 * DAY_MS) return true;
  const lastDay = Math.floor(toMs / DAY_MS) + 3;
  for (let dayNo = Math.floor(fromMs / DAY_MS) - 4; dayNo <= lastDay; dayNo += 1) {
    for (const window of plan.windows) {
      const { openMs, closeMs } = openOn(plan.zone, window, dayNo);
      if (Math.max(openMs, fromMs) < Math.min(closeMs, toMs)) return true;
    }
  }
  return false;
}

/** The window that opens on a date; it is over at the latest where the next one opens, for there the grid starts anew. */
function openOn(zone: Zone, window: DayWindow, dayNo: number): { readonly openMs: number; readonly closeMs: number } {
  const closesOn = window.endMs < window.startMs ? dayNo + 1 : dayNo;
  const openMs = zone.opening(dayNo * DAY_MS + window.startMs);
  const closeMs = zone.closing(closesOn * DAY_MS + window.endMs);
  return { openMs, closeMs: Math.min(closeMs, zone.opening((dayNo + 1) * DAY_MS + window.startMs)) };
}

/** Each window has a grid of its own, so a point of one that clocks show inside of another is not the other's. */
function isIn({ startMs, endMs }: DayWindow, wallMs: number): boolean {
  const timeMs = wallMs - Math.floor(wallMs / DAY_MS) * DAY_MS;
  return startMs < endMs ? startMs <= timeMs && timeMs < endMs : timeMs >= startMs || timeMs < endMs;
}

/** Both ways from the origin: only `startingAt` is a bound. */
function grid(originMs: number, stepMs: number, fromMs: number, toMs: number): number[] {
  const points: number[] = [];
  for (let k = Math.ceil((fromMs - originMs) / stepMs); originMs + k * stepMs < toMs; k += 1) {
    points.push(originMs + k * stepMs);
  }
  return points;
}

function fertileGrid(
  originMs: number,
  stepMs: number,
  fromMs: number,
  toMs: number,
  barren: Barren,
): readonly number[] {
  if (stepMs >= CHUNK_MS) return grid(originMs, stepMs, fromMs, toMs);
  const points: number[] = [];
  for (let low = fromMs; low < toMs; low += CHUNK_MS) {
    const high = Math.min(low + CHUNK_MS, toMs);
    if (!barren(low, high)) for (const point of grid(originMs, stepMs, low, high)) points.push(point);
  }
  return points;
}

function movedToMinutes(plan: Plan, points: readonly number[]): readonly number[] {
  if (plan.minutes.length === 0) return points;
  return points.flatMap(point => plan.minutes.map(minute => movedToMinute(plan.zone, point, minute)));
}

/**
 * Local minute `minute` of the point's own hour, in the point's own pass where clocks show that minute in it; otherwise (the
 * offset moved within the hour) the wall time is resolved as any other.
 */
function movedToMinute(zone: Zone, pointMs: number, minute: number): number {
  const wallMs = Math.floor(zone.wallAt(pointMs) / HOUR_MS) * HOUR_MS + minute * 60_000;
  const samePass = wallMs - zone.offsetAt(pointMs);
  return zone.wallAt(samePass) === wallMs ? samePass : zone.resolve(wallMs);
}
