import type { Alarm, AlarmOptions, Clock } from '../index.js';

/** The most that the clock is moved at a sample after the first, so that no schedule sees a jump. */
const MOST_SLEW_MS = 50;

/** A wall clock that goes further from the monotonic one than this between two samples was set, or its host has slept. */
const SET_MS = 1_000;

/** A host whose clock is off by more than this is a problem. */
export const SKEWED_MS = 10_000;

/** One look at the database's clock. */
export interface ClockSample {
  /** What the database's clock showed. */
  readonly databaseMs: number;
  /** What the host's clock showed when the question was sent, and its monotonic one. */
  readonly sentMs: number;
  readonly sentMonotonicMs: number;
  /** How long the answer took. */
  readonly tripMs: number;
}

/** The clock of a host moved onto the database's, so that all hosts of a farm agree. Alarms are the host's own. */
export class FarmClock implements Clock {
  readonly base: Clock;
  #offsetMs = 0;
  #measuredMs = 0;
  /** How far the host's wall clock was ahead of its monotonic one at the last sample. */
  #wallAheadMs: number | undefined;

  constructor(base: Clock) {
    this.base = base;
  }

  /**
   * Where the host's clock was set since the last sample, or the host has slept, it goes on by the monotonic one until the next
   * sample says how far that was: what was planned ahead of the database would take the turn of all that comes before it.
   */
  now(): number {
    const nowMs = this.base.now();
    const aheadMs = nowMs - this.base.monotonic();
    const lastAheadMs = this.#wallAheadMs ?? aheadMs;
    const setMs = isSetBetween(lastAheadMs, aheadMs) ? aheadMs - lastAheadMs : 0;
    return Math.floor(nowMs - setMs + this.#offsetMs);
  }

  monotonic(): number {
    return this.base.monotonic();
  }

  alarm(atMonotonicMs: number, ring: () => void, options?: AlarmOptions): Alarm {
    return this.base.alarm(atMonotonicMs, ring, options);
  }

  /** How far the host's own clock is taken to be behind the database's; negative where it is ahead. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** The same as the last sample says it, which this clock may still be on its way to. */
  get measuredMs(): number {
    return this.#measuredMs;
  }

  /**
   * Moves the clock towards what the best of the samples says: all of it at first; then no further than is certain, since an
   * answer may be of any moment of its trip, and by 50 ms at most, but where the host's own clock was set or
   * the host has slept.
   */
  sample(samples: readonly ClockSample[]): void {
    const [first, ...others] = samples;
    if (first === undefined) return;
    const best = others.reduce((least, one) => (one.tripMs < least.tripMs ? one : least), first);
    const wallAheadMs = best.sentMs - best.sentMonotonicMs;
    // It was set while the answer was under way: the next one says how far it is off.
    if (isSetBetween(wallAheadMs, this.base.now() - this.base.monotonic())) return;
    this.#measuredMs = best.databaseMs - (best.sentMs + best.tripMs / 2);
    this.#offsetMs += this.#moveMs(this.#measuredMs - this.#offsetMs, wallAheadMs, best.tripMs);
    this.#wallAheadMs = wallAheadMs;
  }

  #moveMs(byMs: number, wallAheadMs: number, tripMs: number): number {
    if (this.#wallAheadMs === undefined) return byMs;
    const mostMs = isSetBetween(this.#wallAheadMs, wallAheadMs) ? Number.POSITIVE_INFINITY : MOST_SLEW_MS;
    return Math.sign(byMs) * Math.min(mostMs, Math.max(0, Math.abs(byMs) - tripMs / 2));
  }
}

/** Whether a wall clock was set that was so far ahead of the monotonic one, and is so far ahead of it now. */
function isSetBetween(aheadMs: number, nowAheadMs: number): boolean {
  return Math.abs(nowAheadMs - aheadMs) > SET_MS;
}
