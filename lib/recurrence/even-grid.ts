import type { Timetable } from './timetable.js';

/** The points at a constant distance from an anchor, in both directions and without an end: most elapsed schedules. */
export class EvenGrid implements Timetable {
  readonly stepMs: number;
  readonly #anchorAt: number;

  constructor(anchorAt: number, stepMs: number) {
    this.stepMs = stepMs;
    this.#anchorAt = anchorAt;
  }

  next(afterMs: number): number {
    return this.#anchorAt + (Math.floor((afterMs - this.#anchorAt) / this.stepMs) + 1) * this.stepMs;
  }

  previous(beforeMs: number): number {
    return this.#anchorAt + (Math.ceil((beforeMs - this.#anchorAt) / this.stepMs) - 1) * this.stepMs;
  }

  count(fromMs: number, toMs: number): number {
    return this.#indexFrom(toMs) - this.#indexFrom(fromMs);
  }

  /** The index of the first point from `ms` on. */
  #indexFrom(ms: number): number {
    return Math.ceil((ms - this.#anchorAt) / this.stepMs);
  }
}
