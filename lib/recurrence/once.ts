import type { Timetable } from './timetable.js';

/** The timetable of one instant, or of none. */
export class Once implements Timetable {
  readonly #at: number | undefined;

  constructor(at: number | undefined) {
    this.#at = at;
  }

  next(afterMs: number): number | undefined {
    return this.#at !== undefined && this.#at > afterMs ? this.#at : undefined;
  }

  previous(beforeMs: number): number | undefined {
    return this.#at !== undefined && this.#at < beforeMs ? this.#at : undefined;
  }

  count(fromMs: number, toMs: number): number {
    return this.#at !== undefined && this.#at >= fromMs && this.#at < toMs ? 1 : 0;
  }
}
