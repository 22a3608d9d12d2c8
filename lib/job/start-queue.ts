import { SLICE_MS } from '../time/slice.js';
import type { RunHost } from './run-scope.js';

/** Starts what it was made for, when its turn has come. */
export interface Starter {
  start(): void;
}

/**
 * The starts of one job, one after the other. None is made from within another, so that work which is over at once, a
 * thousand times in turn, does not grow the stack; nor for longer than a slice, so that it does not hold the event loop.
 */
export class StartQueue {
  readonly #host: RunHost;
  readonly #waiting: Starter[] = [];
  #taken = 0;
  #isAtWork = false;

  constructor(host: RunHost) {
    this.#host = host;
  }

  /** Starts it now, or after those before it. */
  add(starter: Starter): void {
    this.#waiting.push(starter);
    if (!this.#isAtWork) this.#goOn();
  }

  /** Calls `work`, and starts what it adds afterwards. */
  gather(work: () => void): void {
    const isOutermost = !this.#isAtWork;
    this.#isAtWork = true;
    work();
    if (isOutermost) this.#goOn();
  }

  #goOn(): void {
    const { clock, keepAlive } = this.#host;
    let endMs: number | undefined;
    this.#isAtWork = true;
    for (let next = this.#take(); next !== undefined; next = this.#take()) {
      next.start();
      if (this.#taken === this.#waiting.length) continue;
      endMs ??= clock.monotonic() + SLICE_MS;
      if (clock.monotonic() < endMs) continue;
      clock.alarm(clock.monotonic(), () => this.#goOn(), { keepAlive });
      return;
    }
    this.#isAtWork = false;
  }

  #take(): Starter | undefined {
    const next = this.#waiting[this.#taken];
    this.#taken += 1;
    if (next !== undefined) return next;
    this.#waiting.length = 0;
    this.#taken = 0;
    return undefined;
  }
}
