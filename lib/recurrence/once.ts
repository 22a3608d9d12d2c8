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

/** A timetable with one more occurrence, which the other may name too: `single` names no more than one. */
export function alsoAt(single: Timetable, timetable: Timetable): Timetable {
  return {
    next: afterMs => least(single.next(afterMs), timetable.next(afterMs)),
    previous: beforeMs => greatest(single.previous(beforeMs), timetable.previous(beforeMs)),
    count(fromMs, toMs) {
      const at = single.next(fromMs - 1);
      const isExtra = at !== undefined && at < toMs && timetable.count(at, at + 1) === 0;
      return timetable.count(fromMs, toMs) + (isExtra ? 1 : 0);
    },
  };
}

/** The lesser of two answers, where there are any. */
export function least(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

/** The greater of two answers, where there are any. */
export function greatest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}
