import type { Alarm, Clock } from '../index.js';
import { afterDelay } from '../kit.js';

/** Calls `ring` once when `delayMs` have passed; it holds no process alive. */
export function after(clock: Clock, delayMs: number, ring: () => void): Alarm {
  return afterDelay(clock, delayMs, ring, { keepAlive: false });
}

/** Waits so long. With `keepAlive` the process lives until then. */
export function wait(clock: Clock, delayMs: number, keepAlive = false): Promise<void> {
  return new Promise(resolve => {
    afterDelay(clock, delayMs, resolve, { keepAlive });
  });
}

/** 250 ms, doubling to 15 s, with full jitter: so that a hundred hosts do not come back at one moment. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(15_000, 250 * 2 ** attempt);
}
