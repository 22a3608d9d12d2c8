import { DAY_MS, dayOfWall, modulo } from '../time/calendar.js';
import type { Zone } from '../time/zone.js';
import { firstMultipleIn } from './congruence.js';
import { CLOCK_CHANGE_HORIZON_MS, HORIZON_MS } from './horizon.js';
import { least } from './once.js';
import type { DayStretch } from './times-of-day.js';
import type { Timetable } from './timetable.js';

/**
 * The points of an even grid at which clocks show certain times of the day, as `unlessBetween` leaves them. While clocks
 * are not changed, the time of day moves by the same remainder from point to point, so the first one that passes is
 * found by arithmetic, however many do not.
 */
export class GridAtTimes implements Timetable {
  readonly #anchorAt: number;
  readonly #stepMs: number;
  readonly #zone: Zone;
  readonly #stretches: readonly DayStretch[];

  /** `stretches` are those of each day that pass, in order. */
  constructor(anchorAt: number, stepMs: number, zone: Zone, stretches: readonly DayStretch[]) {
    this.#anchorAt = anchorAt;
    this.#stepMs = stepMs;
    this.#zone = zone;
    this.#stretches = stretches;
  }

  next(afterMs: number): number | undefined {
    let horizonMs: number | undefined;
    for (let from = afterMs + 1; from - afterMs <= (horizonMs ?? 1); ) {
      const { offsetMs, endAt } = this.#zone.periodAt(from);
      const point = this.#anchorAt + Math.ceil((from - this.#anchorAt) / this.#stepMs) * this.#stepMs;
      const at = this.#passing(point, offsetMs, 1);
      horizonMs ??= this.#horizonMs(at);
      if (at !== undefined && at < endAt) return at - afterMs <= horizonMs ? at : undefined;
      from = endAt;
    }
    return undefined;
  }

  previous(beforeMs: number): number | undefined {
    let horizonMs: number | undefined;
    for (let from = beforeMs - 1; beforeMs - from <= (horizonMs ?? 1); ) {
      const { offsetMs, startAt } = this.#zone.periodAt(from);
      const point = this.#anchorAt + Math.floor((from - this.#anchorAt) / this.#stepMs) * this.#stepMs;
      const at = this.#passing(point, offsetMs, -1);
      horizonMs ??= this.#horizonMs(at);
      if (at !== undefined && at >= startAt) return beforeMs - at <= horizonMs ? at : undefined;
      from = startAt - 1;
    }
    return undefined;
  }

  count(fromMs: number, toMs: number): number {
    let count = 0;
    for (let at = fromMs; at < toMs; ) {
      const { offsetMs, endAt } = this.#zone.periodAt(at);
      const end = Math.min(toMs, endAt);
      for (let day = dayOfWall(at + offsetMs); day * DAY_MS - offsetMs < end; day++) {
        const midnight = day * DAY_MS - offsetMs;
        for (const [from, to] of this.#stretches)
          count += Math.max(
            0,
            this.#indexFrom(Math.min(midnight + to, end)) - this.#indexFrom(Math.max(midnight + from, at)),
          );
      }
      at = end;
    }
    return count;
  }

  /** The first point from `point` on, or back, that passes while clocks run so far from UTC. */
  #passing(point: number, offsetMs: number, direction: 1 | -1): number | undefined {
    const time = modulo(point + offsetMs, DAY_MS);
    const step = modulo(direction * this.#stepMs, DAY_MS);
    let steps: number | undefined;
    for (const [from, to] of this.#stretches) {
      const [first, last] = [modulo(from - time, DAY_MS), modulo(to - 1 - time, DAY_MS)];
      steps = least(steps, first > last ? 0 : firstMultipleIn(step, DAY_MS, first, last));
    }
    return steps === undefined ? undefined : point + direction * steps * this.#stepMs;
  }

  /** Where no point of today's offset passes, only a change of the clocks can bring one about. */
  #horizonMs(found: number | undefined): number {
    return (found === undefined ? CLOCK_CHANGE_HORIZON_MS : HORIZON_MS) + 7 * this.#stepMs;
  }

  /** The index of the first point from `ms` on. */
  #indexFrom(ms: number): number {
    return Math.ceil((ms - this.#anchorAt) / this.#stepMs);
  }
}
