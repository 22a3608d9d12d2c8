import type { Alarm, Clock } from '../time/clock.js';
import { SLICE_MS } from '../time/slice.js';

/** Starts what it was made for, when its turn has come. */
export interface Starter {
  start(): void;
}

/** How many jobs may be started from within one another's work before the next has to wait for the event loop. */
const MAX_DEPTH = 32;

/** Of the call stack, whosever jobs are on it. */
let depth = 0;

/**
 * The starts of one job, one after the other. None is made from within another, so that work which is over at once, a
 * thousand times in turn, does not grow the stack; nor for longer than a slice, so that it does not hold the event loop.
 */
export class StartQueue {
  readonly #clock: Clock;
  readonly #waiting: Starter[] = [];
  #taken = 0;
  #isAtWork = false;
  /** Until it rings, what comes waits. */
  #pause: Alarm | undefined = undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Starts it now, or after those before it. */
  add(starter: Starter): void {
    this.#waiting.push(starter);
    if (this.#isAtWork || this.#pause !== undefined) return;
    if (depth < MAX_DEPTH) this.#goOn();
    else this.#goOnLater();
  }

  /** Calls `work`, and starts what it adds afterwards. */
  gather(work: () => void): void {
    const isOutermost = !this.#isAtWork;
    this.#isAtWork = true;
    work();
    if (isOutermost) this.#goOn();
  }

  /** Starts nothing again of what waits. */
  clear(): void {
    this.#waiting.length = 0;
    this.#taken = 0;
    this.#pause?.cancel();
    this.#pause = undefined;
  }

  #goOn(): void {
    let endMs: number | undefined;
    this.#pause = undefined;
    this.#isAtWork = true;
    depth += 1;
    for (let next = this.#take(); next !== undefined; next = this.#take()) {
      next.start();
      if (this.#taken === this.#waiting.length) continue;
      endMs ??= this.#clock.monotonic() + SLICE_MS;
      if (this.#clock.monotonic() < endMs) continue;
      this.#goOnLater();
      break;
    }
    depth -= 1;
    this.#isAtWork = false;
  }

  /** Soon, and the process stays alive until then: these runs are due. */
  #goOnLater(): void {
    this.#pause = this.#clock.alarm(this.#clock.monotonic(), () => this.#goOn());
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
