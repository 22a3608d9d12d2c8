import type { Pace, Step } from './pace.js';

/**
 * Aborts signals, of however many runs at once: at once, but where their listeners have held the event loop for a slice by
 * then, when it has come round.
 */
export class SignalTurns implements Step {
  readonly #pace: Pace;
  readonly #waiting: (() => void)[] = [];

  constructor(pace: Pace) {
    this.#pace = pace;
  }

  take(abort: () => void): void {
    const pace = this.#pace;
    pace.around(() => {
      if (this.#waiting.length === 0 && !pace.mustRest) {
        abort();
        pace.read();
      } else {
        this.#waiting.push(abort);
        if (this.#waiting.length === 1) pace.take(this);
      }
    });
  }

  go(): void {
    let done = 0;
    for (; done < this.#waiting.length && !this.#pace.isOverNow(); done += 1) this.#waiting[done]?.();
    this.#waiting.splice(0, done);
    if (this.#waiting.length > 0) this.#pace.take(this);
  }
}
