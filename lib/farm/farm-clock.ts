import type { Alarm, AlarmOptions, Clock } from '../index.js';

/** The most that the clock is moved at a sample after the first, so that no schedule sees a jump. */
const MOST_SLEW_MS = 50;

/** A host whose clock is off by more than this is a problem. */
export const SKEWED_MS = 10_000;

/** One look at the database's clock. */
export interface ClockSample {
  /** What the database's clock showed. */
  readonly databaseMs: number;
  /** What the host's clock showed when the question was sent. */
  readonly sentMs: number;
  /** How long the answer took. */
  readonly tripMs: number;
}

/** The clock of a host moved onto the database's, so that all hosts of a farm agree. Alarms are the host's own. */
export class FarmClock implements Clock {
  readonly base: Clock;
  #offsetMs = 0;
  #measuredMs = 0;
  #isSet = false;

  constructor(base: Clock) {
    this.base = base;
  }

  now(): number {
    return Math.floor(this.base.now() + this.#offsetMs);
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
   * Moves the clock towards what the best of the samples says: at once at first, later by 50 ms at most, and no further than
   * is certain, since an answer may be of any moment of its trip.
   */
  sample(samples: readonly ClockSample[]): void {
    const [first, ...others] = samples;
    if (first === undefined) return;
    const best = others.reduce((least, one) => (one.tripMs < least.tripMs ? one : least), first);
    this.#measuredMs = best.databaseMs - (best.sentMs + best.tripMs / 2);
    const byMs = this.#measuredMs - this.#offsetMs;
    const certainMs = Math.min(MOST_SLEW_MS, Math.max(0, Math.abs(byMs) - best.tripMs / 2));
    this.#offsetMs += this.#isSet ? Math.sign(byMs) * certainMs : byMs;
    this.#isSet = true;
  }
}
