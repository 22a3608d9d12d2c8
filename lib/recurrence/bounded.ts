import type { Timetable } from './timetable.js';

/** A timetable between two inclusive bounds. */
export class Bounded implements Timetable {
  readonly #timetable: Timetable;
  readonly #firstAt: number;
  readonly #lastAt: number;

  constructor(timetable: Timetable, firstAt: number, lastAt: number) {
    this.#timetable = timetable;
    this.#firstAt = firstAt;
    this.#lastAt = lastAt;
  }

  next(afterMs: number): number | undefined {
    if (!(afterMs < this.#lastAt)) return undefined;
    const at = this.#timetable.next(Math.max(afterMs, this.#firstAt - 1));
    return at !== undefined && at <= this.#lastAt ? at : undefined;
  }

  previous(beforeMs: number): number | undefined {
    if (!(beforeMs > this.#firstAt)) return undefined;
    const at = this.#timetable.previous(Math.min(beforeMs, this.#lastAt + 1));
    return at !== undefined && at >= this.#firstAt ? at : undefined;
  }

  count(fromMs: number, toMs: number): number {
    const from = Math.max(fromMs, this.#firstAt);
    const to = Math.min(toMs, this.#lastAt + 1);
    return from < to ? this.#timetable.count(from, to) : 0;
  }
}
