import type { Alarm, Clock } from '../index.js';

/** Calls `ring` once when `delayMs` have passed, however early the clock rings; it holds no process alive, unless it is told to. */
export function after(clock: Clock, delayMs: number, ring: () => void, keepAlive = false): Alarm {
  const atMs = clock.monotonic() + delayMs;
  let alarm = clock.alarm(atMs, wake, { keepAlive });
  return { cancel: () => alarm.cancel() };

  function wake(): void {
    if (clock.monotonic() >= atMs) ring();
    else alarm = clock.alarm(atMs, wake, { keepAlive });
  }
}

/** Waits so long. With `keepAlive` the process lives until then. */
export function wait(clock: Clock, delayMs: number, keepAlive = false): Promise<void> {
  return new Promise(resolve => {
    after(clock, delayMs, resolve, keepAlive);
  });
}

/** 250 ms, doubling to 15 s, with full jitter: so that a hundred hosts do not come back at one moment. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(15_000, 250 * 2 ** attempt);
}
