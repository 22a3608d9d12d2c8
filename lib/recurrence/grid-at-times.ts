import { DAY_MS, dayOfWall, modulo } from '../time/calendar.js';
import type { Zone } from '../time/zone.js';
import { firstMultipleIn } from './congruence.js';
import type { EvenGrid } from './even-grid.js';
import { clockChangeHorizonMs, horizonMs } from './horizon.js';
import { least } from './once.js';
import type { TimePart } from './steady.js';
import type { DayStretch } from './times-of-day.js';
import type { Timetable } from './timetable.js';

/**
 * The points of an even grid at which clocks show certain times of the day, as `unlessBetween` leaves them. While clocks
 * are not changed, the time of day moves by the same remainder from point to point, so the first one that passes is
 * found by arithmetic, however many do not.
 */
export class GridAtTimes implements Timetable {
  readonly #grid: EvenGrid;
  readonly #zone: Zone;
  readonly #stretches: readonly DayStretch[];

  /** `stretches` are those of each day that pass, in order. */
  constructor(grid: EvenGrid, zone: Zone, stretches: readonly DayStretch[]) {
    this.#grid = grid;
    this.#zone = zone;
    this.#stretches = stretches;
  }

  next(afterMs: number): number | undefined {
    let horizonMs: number | undefined;
    for (let from = afterMs + 1; from - afterMs <= (horizonMs ?? 1); ) {
      const { offsetMs, endAt } = this.#zone.periodAt(from);
      const at = nearestAtTimes(this.#grid, this.#stretches, from, offsetMs, 1);
      horizonMs ??= this.#horizonMs(at);
      if (at !== undefined && at < endAt) return at - afterMs <= horizonMs ? at : undefined;
      from = this.#grid.next(endAt - 1);
    }
    return undefined;
  }

  previous(beforeMs: number): number | undefined {
    let horizonMs: number | undefined;
    for (let from = beforeMs - 1; beforeMs - from <= (horizonMs ?? 1); ) {
      const { offsetMs, startAt } = this.#zone.periodAt(from);
      const at = nearestAtTimes(this.#grid, this.#stretches, from, offsetMs, -1);
      horizonMs ??= this.#horizonMs(at);
      if (at !== undefined && at >= startAt) return beforeMs - at <= horizonMs ? at : undefined;
      from = this.#grid.previous(startAt);
    }
    return undefined;
  }

  count(fromMs: number, toMs: number): number {
    let count = 0;
    for (let at = fromMs; at < toMs; at = this.#zone.periodAt(at).endAt) {
      const { offsetMs, endAt } = this.#zone.periodAt(at);
      count += countAtTimes(this.#grid, this.#stretches, { from: at, to: Math.min(toMs, endAt), offsetMs });
    }
    return count;
  }

  /** Where no point of today's offset passes, only a change of the clocks can bring one about. */
  #horizonMs(found: number | undefined): number {
    const { stepMs } = this.#grid;
    return found === undefined ? clockChangeHorizonMs(stepMs) : horizonMs(stepMs);
  }
}

/** Of an even grid the first point from an instant on, or back, at certain times of the day while clocks run so far from UTC. */
export function nearestAtTimes(
  grid: EvenGrid,
  stretches: readonly DayStretch[],
  from: number,
  offsetMs: number,
  direction: 1 | -1,
): number | undefined {
  const point = direction === 1 ? grid.next(from - 1) : grid.previous(from + 1);
  const time = modulo(point + offsetMs, DAY_MS);
  const step = modulo(direction * grid.stepMs, DAY_MS);
  let steps: number | undefined;
  for (const [start, end] of stretches) {
    const [first, last] = [modulo(start - time, DAY_MS), modulo(end - 1 - time, DAY_MS)];
    steps = least(steps, first > last ? 0 : firstMultipleIn(step, DAY_MS, first, last));
  }
  return steps === undefined ? undefined : point + direction * steps * grid.stepMs;
}

/** How many points lie at certain times of the day, while clocks run equally far from UTC. */
export function countAtTimes(
  points: Pick<Timetable, 'count'>,
  stretches: readonly DayStretch[],
  { from: start, to: end, offsetMs }: Omit<TimePart, 'isSteady'>,
): number {
  let count = 0;
  for (let midnight = dayOfWall(start + offsetMs) * DAY_MS - offsetMs; midnight < end; midnight += DAY_MS) {
    for (const [from, to] of stretches) {
      const [first, last] = [Math.max(midnight + from, start), Math.min(midnight + to, end)];
      if (first < last) count += points.count(first, last);
    }
  }
  return count;
}
