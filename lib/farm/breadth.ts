/**
 * How many rows may run on a host at once: as many as it has slots, and no more than its scheduler lets in, since what waited
 * there would be kept from hosts that are free. But where a run waits for one that it has triggered, there is room for that,
 * too: it is told here that it would wait for itself.
 */
export class Breadth {
  readonly #slots: number;
  readonly #atOnce: number;
  #awaited = 0;

  constructor(slots: number, maxConcurrency = slots) {
    this.#slots = slots;
    this.#atOnce = Math.min(slots, maxConcurrency);
  }

  /** The most rows that may run now. */
  get most(): number {
    return this.#awaited > 0 ? this.#slots : this.#atOnce;
  }

  /** Waits for what was triggered from within these runs. */
  async during<Done>(from: readonly string[], work: () => Promise<Done>): Promise<Done> {
    if (from.length === 0) return work();
    this.#awaited += 1;
    try {
      return await work();
    } finally {
      this.#awaited -= 1;
    }
  }
}
