import type { Alarm, Clock } from '../index.js';

/** Calls `ring` once when `delayMs` have passed, however early the clock rings; it holds no process alive. */
export function after(clock: Clock, delayMs: number, ring: () => void): Alarm {
  const atMs = clock.monotonic() + delayMs;
  let alarm = clock.alarm(atMs, wake, { keepAlive: false });
  return { cancel: () => alarm.cancel() };

  function wake(): void {
    if (clock.monotonic() >= atMs) ring();
    else alarm = clock.alarm(atMs, wake, { keepAlive: false });
  }
}

/** Waits so long. */
export function wait(clock: Clock, delayMs: number): Promise<void> {
  return new Promise(resolve => {
    after(clock, delayMs, resolve);
  });
}

/** 250 ms, doubling to 15 s, with full jitter: so that a hundred hosts do not come back at one moment. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(15_000, 250 * 2 ** attempt);
}
