/** How much later than asked the event loop woke the scheduler, as it was last seen. */
export class LoopDelay {
  #lastMs = 0;

  /** The last that was noticed, in milliseconds; 0 if it never was worth noticing. */
  get lastMs(): number {
    return this.#lastMs;
  }

  note(delayMs: number): void {
    this.#lastMs = delayMs;
  }
}
