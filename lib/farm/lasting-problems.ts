import type { FarmHappening } from './seam.js';

/** A problem that lasts is told again after so long: whoever is shown problems forgets them after half an hour. */
const TELL_AGAIN_MS = 20 * 60_000;

/**
 * The problems of a farm that last: each is told when it begins, now and then while it lasts, and when it is over. What is
 * wrong is noticed in several places, and each of them says all that it sees.
 */
export class LastingProblems {
  readonly #tell: (event: FarmHappening) => void;
  readonly #toldMs = new Map<string, Map<string, number>>();

  constructor(tell: (event: FarmHappening) => void) {
    this.#tell = tell;
  }

  /** @param where it is noticed @param all what is wrong there now, in words that stay the same while it lasts */
  see(where: string, all: readonly string[], nowMs: number): void {
    const told = this.#toldMs.get(where) ?? new Map<string, number>();
    this.#toldMs.set(where, told);
    for (const text of [...told.keys()]) {
      if (all.includes(text)) continue;
      told.delete(text);
      this.#tell({ kind: 'over', text });
    }
    for (const text of all) {
      if (nowMs - (told.get(text) ?? Number.NEGATIVE_INFINITY) < TELL_AGAIN_MS) continue;
      told.set(text, nowMs);
      this.#tell({ kind: 'problem', text });
    }
  }
}
