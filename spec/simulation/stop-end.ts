import type { WatchedClock } from './watched-clock.js';

/** What has begun in the scheduler while the loop was held goes on in slices, each an alarm of a millisecond. */
const SLICES_MS = 50;

/** By when a stop must be over. */
export class StopEnd {
  readonly #clock: WatchedClock;
  #atMs: number;
  #isPutOff = false;

  constructor(clock: WatchedClock, withinMs: number) {
    this.#clock = clock;
    this.#atMs = clock.monotonic() + withinMs;
  }

  /** Time goes from alarm to alarm, and one of the stop rings at its end: that has passed only where the loop was held over it. */
  get isPast(): boolean {
    const nowMs = this.#clock.monotonic();
    if (nowMs <= this.#atMs || this.#isPutOff) return nowMs >= this.#atMs;
    this.#isPutOff = true;
    this.#atMs = nowMs + SLICES_MS;
    return false;
  }
}
