import type { Alarm, AlarmOptions, Clock } from '../time/clock.js';
import { inNoContext } from '../time/no-context.js';
import { unfaked } from './unfaked.js';

/** Node keeps a timer's delay in 31 bits; a longer one fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The real clock and the only timers. Each global is read when it is used, so that the fake timers of sinon, Jest and
 * Node's `mock.timers` drive it, whenever they are installed. It never throws: a fake that does is not asked.
 */
export const systemClock: Clock = { now, monotonic, alarm };

function now(): number {
  try {
    const nowMs = Date.now();
    if (Number.isFinite(nowMs)) return nowMs;
  } catch {
    // See `unfaked`.
  }
  return unfaked.now();
}

/**
 * `mock.timers`, and sinon when it is told to fake only some, fake the date and the timers but not `performance`, which
 * would then stand still beside them: the faked date is the one axis there is.
 */
function monotonic(): number {
  try {
    if (Date !== lastSeen) look();
    const nowMs = isFaked && performance === unfaked.performance() ? Date.now() : performance.now();
    if (Number.isFinite(nowMs)) return nowMs;
  } catch {
    // See `unfaked`.
  }
  return unfaked.monotonic();
}

/** In no async context, whoever sets it: a timer keeps alive, and its ring would see, what a run's context holds. */
function alarm(atMonotonicMs: number, ring: () => void, { keepAlive = true }: AlarmOptions = {}): Alarm {
  const delayMs = Math.min(Math.max(0, Math.ceil(atMonotonicMs - monotonic())), LONGEST_TIMER_MS);
  return inNoContext(() => timer(delayMs, ring, keepAlive));
}

function timer(delayMs: number, ring: () => void, keepAlive: boolean): Alarm {
  try {
    const set: { unref?(): unknown } | undefined = setTimeout(ring, delayMs);
    // Fake timers for browsers give a number, which has no unref.
    if (!keepAlive) set?.unref?.();
    return { cancel: () => clearTimeout(set as NodeJS.Timeout) };
  } catch {
    const set = unfaked.setTimeout(ring, delayMs);
    if (!keepAlive) set.unref();
    return { cancel: () => unfaked.clearTimeout(set) };
  }
}

let lastSeen: DateConstructor | undefined;
let isFaked = false;

/** Only the real one prints itself so: fakes are functions of JavaScript or proxies. The answer is kept, as each reading asks. */
function look(): void {
  lastSeen = Date;
  isFaked = Function.prototype.toString.call(Date) !== 'function Date() { [native code] }';
}
