import { performance as hostPerformance } from 'node:perf_hooks';
import type { Alarm, AlarmOptions, Clock } from '../time/clock.js';

/** Node keeps a timer's delay in 31 bits; a longer one fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The real clock and the only timers. Each global is read when it is used, so that the fake timers of sinon, Jest and
 * Node's `mock.timers` drive it, whenever they are installed.
 */
export const systemClock: Clock = { now, monotonic, alarm };

function now(): number {
  return Date.now();
}

/**
 * `mock.timers`, and sinon when it is told to fake only some, fake the date and the timers but not `performance`, which
 * would then stand still beside them: the faked date is the one axis there is.
 */
function monotonic(): number {
  return performance === hostPerformance && isFaked(Date) ? Date.now() : performance.now();
}

function alarm(atMonotonicMs: number, ring: () => void, { keepAlive = true }: AlarmOptions = {}): Alarm {
  const delayMs = Math.max(0, Math.ceil(atMonotonicMs - monotonic()));
  const timer: { unref?(): unknown } = setTimeout(ring, Math.min(delayMs, LONGEST_TIMER_MS));
  // Fake timers for browsers give a number, which has no unref.
  if (!keepAlive) timer.unref?.();
  return { cancel: () => clearTimeout(timer as NodeJS.Timeout) };
}

let lastSeen: DateConstructor | undefined;
let lastSeenIsFaked = false;

/** Only the real one prints itself so: fakes are functions of JavaScript or proxies. The answer is kept, as each reading asks. */
function isFaked(date: DateConstructor): boolean {
  if (date !== lastSeen) {
    lastSeen = date;
    lastSeenIsFaked = Function.prototype.toString.call(date) !== 'function Date() { [native code] }';
  }
  return lastSeenIsFaked;
}
