/**
 * The one door through which time comes. Two axes: `now` is the wall clock, which may be set forward or back;
 * `monotonic` never goes back, and stands still while the host sleeps. Occurrences live on the wall axis;
 * timeouts, drains and delays on the monotonic one.
 */
export interface Clock {
  /** The wall clock, in whole epoch milliseconds. */
  now(): number;
  /** Milliseconds since some fixed moment; only differences mean something. May have a fraction. */
  monotonic(): number;
  /**
   * Calls `ring` once when `monotonic()` has reached `atMonotonicMs`, never synchronously. A hint, not a promise:
   * it may ring late, and early where the host's timers can't reach that far, so who is called looks at the clock
   * and sets another. An alarm holds the process alive unless `keepAlive` is false.
   */
  alarm(atMonotonicMs: number, ring: () => void, options?: AlarmOptions): Alarm;
}

/** How an alarm is set. */
export interface AlarmOptions {
  /** Whether the pending alarm keeps the process alive. Default true. */
  readonly keepAlive?: boolean;
}

/** A pending ring. Cancelling it twice, or after it rang, does nothing. */
export interface Alarm {
  /** Takes it back. */
  cancel(): void;
}

/** Calls back when the event loop has come round; `undefined` where nobody knows, under a virtual clock. */
export type AfterRound = (ring: () => void) => Alarm;

/** The wall clock may be slewed; from here on a difference is a jump. */
export const CLOCK_JUMP_MS = 1_000;

/** Calls `ring` once when `delayMs` have really passed by the monotonic axis, re-arming after every early alarm. */
export function afterDelay(clock: Clock, delayMs: number, ring: () => void, options?: AlarmOptions): Alarm {
  const atMs = clock.monotonic() + delayMs;
  let alarm = clock.alarm(atMs, wake, options);
  return { cancel: () => alarm.cancel() };

  function wake(): void {
    if (clock.monotonic() >= atMs) ring();
    else alarm = clock.alarm(atMs, wake, options);
  }
}
