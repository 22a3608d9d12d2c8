import type { Histogram } from '../console.js';
import { DURATION_BUCKETS_S, LATENESS_BUCKETS_S } from '../histogram.js';
import type { DayCounts } from '../overview.js';

const HOUR_MS = 3_600_000;
const HOURS = 24;
const KINDS = 4;
const DURATIONS_AT = HOURS * KINDS;
const LATENESS_AT = DURATIONS_AT + DURATION_BUCKETS_S.length + 1;
const LENGTH = LATENESS_AT + LATENESS_BUCKETS_S.length + 1;

/** What is counted hour by hour, in the order of the fields of `DayCounts`. */
export const RUNS = 0;
/** Runs that ended badly. */
export const FAILED = 1;
/** Occurrences that were skipped. */
export const SKIPPED = 2;
/** Occurrences that were missed. */
export const MISSED = 3;

/** The tallies whose numbers share one array: an array for each would weigh half as much again as its numbers. */
const TALLIES_A_SLAB = 64;

/** Where the numbers of the next tally go. */
let slab = { numbers: new Uint32Array(0), used: TALLIES_A_SLAB };

/**
 * The numbers of one job, half a kilobyte: what ended in each of the last 24 hours, and how long and how late its runs
 * were, by buckets. A count costs O(1).
 */
export class Tally {
  readonly #numbers: Uint32Array;
  /** Where its own begin. */
  readonly #start: number;
  /** The last hour that was counted in. */
  #hour: number;
  #durationsMs = 0;
  #latenessMs = 0;

  constructor(nowMs: number) {
    if (slab.used === TALLIES_A_SLAB) slab = { numbers: new Uint32Array(TALLIES_A_SLAB * LENGTH), used: 0 };
    this.#numbers = slab.numbers;
    this.#start = slab.used * LENGTH;
    slab.used += 1;
    this.#hour = Math.floor(nowMs / HOUR_MS);
  }

  count(what: number, atMs: number, many = 1): void {
    const hour = Math.floor(atMs / HOUR_MS);
    if (hour > this.#hour) this.#advance(hour);
    // What is older than a day, as after the clock was set forward, is in no hour that is shown.
    if (hour <= this.#hour - HOURS) return;
    const at = this.#start + (hour % HOURS) * KINDS + what;
    this.#numbers[at] = (this.#numbers[at] ?? 0) + many;
  }

  measure(durationMs: number, lateMs: number): void {
    this.#bump(DURATIONS_AT, DURATION_BUCKETS_S, durationMs);
    this.#bump(LATENESS_AT, LATENESS_BUCKETS_S, lateMs);
    this.#durationsMs += durationMs;
    this.#latenessMs += lateMs;
  }

  /** Of the present hour and the 23 before. */
  day(nowMs: number): DayCounts {
    this.#advance(Math.floor(nowMs / HOUR_MS));
    const sum = [0, 0, 0, 0];
    for (let at = 0; at < DURATIONS_AT; at += 1) {
      sum[at % KINDS] = (sum[at % KINDS] ?? 0) + (this.#numbers[this.#start + at] ?? 0);
    }
    const [runs = 0, failed = 0, skipped = 0, missed = 0] = sum;
    return { runs, failed, skipped, missed };
  }

  /** How many runs took longer than five seconds. */
  get longRuns(): number {
    const over5S = DURATIONS_AT + DURATION_BUCKETS_S.indexOf(5) + 1;
    return this.#part(over5S, LATENESS_AT).reduce((sum, count) => sum + count, 0);
  }

  get durations(): Histogram {
    return { buckets: [...this.#part(DURATIONS_AT, LATENESS_AT)], sumMs: this.#durationsMs };
  }

  get lateness(): Histogram {
    return { buckets: [...this.#part(LATENESS_AT, LENGTH)], sumMs: this.#latenessMs };
  }

  #part(from: number, to: number): Uint32Array {
    return this.#numbers.subarray(this.#start + from, this.#start + to);
  }

  #bump(from: number, boundsS: readonly number[], ms: number): void {
    let bucket = 0;
    while (bucket < boundsS.length && ms > (boundsS[bucket] ?? 0) * 1000) bucket += 1;
    const at = this.#start + from + bucket;
    this.#numbers[at] = (this.#numbers[at] ?? 0) + 1;
  }

  /** Forgets the hours that are over since. A clock that is set back changes nothing. */
  #advance(hour: number): void {
    for (let next = Math.max(this.#hour + 1, hour - HOURS + 1); next <= hour; next += 1) {
      const at = this.#start + (next % HOURS) * KINDS;
      this.#numbers.fill(0, at, at + KINDS);
    }
    if (hour > this.#hour) this.#hour = hour;
  }
}
