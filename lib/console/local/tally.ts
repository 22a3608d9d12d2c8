import type { Histogram } from '../console.js';
import { DURATION_BUCKETS_S, LATENESS_BUCKETS_S } from '../histogram.js';
import type { DayCounts } from '../overview.js';
import { type Counts, Slab } from './slab.js';

const HOUR_MS = 3_600_000;
const HOURS = 24;
const DURATIONS_AT = HOURS;
const LATENESS_AT = DURATIONS_AT + DURATION_BUCKETS_S.length + 1;
const LENGTH = LATENESS_AT + LATENESS_BUCKETS_S.length + 1;

/** What is counted hour by hour: runs, and what did not go well. */
export const RUNS = 0;
/** Runs that ended badly. */
export const FAILED = 1;
/** Occurrences that were skipped. */
export const SKIPPED = 2;
/** Occurrences that were missed. */
export const MISSED = 3;

const runs = new Slab(LENGTH);
const troubles = new Slab(MISSED * HOURS);

/**
 * The numbers of one job: what ended in each of the last 24 hours, and how long and how late its runs were, by buckets.
 * A count costs O(1).
 */
export class Tally {
  /** Runs hour by hour, then the buckets. */
  readonly #runs: Counts = runs.next();
  /** What did not go well: 24 hours of each kind, made with the first, since of most jobs there is none. */
  #troubles: Counts | undefined = undefined;
  /** The last hour that was counted in. */
  #hour: number;
  #durationsMs = 0;
  #latenessMs = 0;

  constructor(nowMs: number) {
    this.#hour = Math.floor(nowMs / HOUR_MS);
  }

  count(what: number, atMs: number, many = 1): void {
    const hour = Math.floor(atMs / HOUR_MS);
    if (hour > this.#hour) this.#advance(hour);
    // What is older than a day, as after the clock was set forward, is in no hour that is shown.
    if (hour <= this.#hour - HOURS) return;
    if (what === RUNS) {
      this.#runs.add(hour % HOURS, many);
    } else {
      this.#troubles ??= troubles.next();
      this.#troubles.add(placeOf(what) + (hour % HOURS), many);
    }
  }

  measure(durationMs: number, lateMs: number): void {
    this.#runs.add(DURATIONS_AT + bucketOf(DURATION_BUCKETS_S, durationMs));
    this.#runs.add(LATENESS_AT + bucketOf(LATENESS_BUCKETS_S, lateMs));
    this.#durationsMs += durationMs;
    this.#latenessMs += lateMs;
  }

  /** Of the present hour and the 23 before. */
  day(nowMs: number): DayCounts {
    this.#advance(Math.floor(nowMs / HOUR_MS));
    const of = (what: number) => sum(this.#troubles?.part(placeOf(what), placeOf(what) + HOURS));
    return { runs: sum(this.#runs.part(0, HOURS)), failed: of(FAILED), skipped: of(SKIPPED), missed: of(MISSED) };
  }

  /** Takes over what another has counted hour by hour. */
  absorb(other: Tally, nowMs: number): void {
    const hour = Math.floor(nowMs / HOUR_MS);
    this.#advance(hour);
    other.#advance(hour);
    this.#runs.addAll(other.#runs.part(0, HOURS));
    if (other.#troubles === undefined) return;
    this.#troubles ??= troubles.next();
    this.#troubles.addAll(other.#troubles.part(0, MISSED * HOURS));
  }

  /** How many runs took longer than five seconds. */
  get longRuns(): number {
    return sum(this.#runs.part(DURATIONS_AT + DURATION_BUCKETS_S.indexOf(5) + 1, LATENESS_AT));
  }

  get durations(): Histogram {
    return { buckets: [...this.#runs.part(DURATIONS_AT, LATENESS_AT)], sumMs: this.#durationsMs };
  }

  get lateness(): Histogram {
    return { buckets: [...this.#runs.part(LATENESS_AT, LENGTH)], sumMs: this.#latenessMs };
  }

  /** Forgets the hours that are over since. A clock that is set back changes nothing. */
  #advance(hour: number): void {
    for (let next = Math.max(this.#hour + 1, hour - HOURS + 1); next <= hour; next += 1) {
      const at = next % HOURS;
      this.#runs.part(at, at + 1).fill(0);
      for (const what of [FAILED, SKIPPED, MISSED]) {
        this.#troubles?.part(placeOf(what) + at, placeOf(what) + at + 1).fill(0);
      }
    }
    if (hour > this.#hour) this.#hour = hour;
  }
}

function placeOf(trouble: number): number {
  return (trouble - FAILED) * HOURS;
}

function bucketOf(boundsS: readonly number[], ms: number): number {
  let bucket = 0;
  while (bucket < boundsS.length && ms > (boundsS[bucket] ?? 0) * 1000) bucket += 1;
  return bucket;
}

function sum(counts: Uint32Array | undefined): number {
  return counts?.reduce((all, count) => all + count, 0) ?? 0;
}
