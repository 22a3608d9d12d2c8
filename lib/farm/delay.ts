import type { Alarm, Clock } from '../index.js';
import { afterDelay } from '../kit.js';

/** Calls `ring` once when `delayMs` have passed; it holds no process alive. */
export function after(clock: Clock, delayMs: number, ring: () => void): Alarm {
  return afterDelay(clock, delayMs, ring, { keepAlive: false });
}

/** Waits so long. */
export function wait(clock: Clock, delayMs: number): Promise<void> {
  return new Promise(resolve => {
    after(clock, delayMs, resolve);
  });
}

/** Waits for `work`, and no longer than so long. @returns what it comes to; `undefined` where it takes longer */
export async function inTime<Done>(
  clock: Clock,
  withinMs: number,
  work: Promise<Done>,
): Promise<{ readonly done: Done } | undefined> {
  let alarm: Alarm | undefined;
  const late = new Promise<undefined>(resolve => {
    alarm = after(clock, withinMs, () => resolve(undefined));
  });
  try {
    return await Promise.race([work.then(done => ({ done })), late]);
  } finally {
    alarm?.cancel();
  }
}

/** Those who wait for one thing, each no longer than it says: who has given up is kept no longer, however long it takes. */
export class Waiters {
  readonly #all = new Set<() => void>();

  /** @param withinMs without it, as long as it takes */
  wait(clock: Clock, withinMs: number | undefined): Promise<void> {
    return new Promise(resolve => {
      const done = () => {
        alarm?.cancel();
        this.#all.delete(done);
        resolve();
      };
      const alarm = withinMs === undefined ? undefined : after(clock, withinMs, done);
      this.#all.add(done);
    });
  }

  /** It has happened. */
  release(): void {
    for (const done of [...this.#all]) done();
  }
}

/** A wait that can be cut short. It holds its process alive. */
export class Nap {
  #alarm: Alarm | undefined;
  #wake: (() => void) | undefined;
  #isCut = false;

  async take(clock: Clock, delayMs: number): Promise<void> {
    if (!this.#isCut) {
      await new Promise<void>(resolve => {
        this.#wake = resolve;
        this.#alarm = afterDelay(clock, delayMs, resolve, { keepAlive: true });
      });
    }
    this.#wake = undefined;
    this.#isCut = false;
  }

  /** Also where it is still to be taken, as by who is told why it will be. */
  cut(): void {
    this.#isCut = true;
    this.#alarm?.cancel();
    this.#wake?.();
  }
}

/** 250 ms, doubling to 15 s, with full jitter: so that a hundred hosts do not come back at one moment. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(15_000, 250 * 2 ** attempt);
}
