import type { Histogram } from './console.js';

/** The bounds that durations are counted by, in seconds. */
export const DURATION_BUCKETS_S: readonly number[] = [0.01, 0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600];

/** The bounds that lateness is counted by, in seconds. */
export const LATENESS_BUCKETS_S: readonly number[] = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 60];

/** Counts milliseconds by bounds in seconds. */
export class Counting implements Histogram {
  readonly #boundsS: readonly number[];
  readonly #buckets: Uint32Array;
  #sumMs = 0;

  constructor(boundsS: readonly number[]) {
    this.#boundsS = boundsS;
    this.#buckets = new Uint32Array(boundsS.length + 1);
  }

  add(ms: number): void {
    const index = this.#boundsS.findIndex(boundS => ms <= boundS * 1000);
    const bucket = index < 0 ? this.#boundsS.length : index;
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
    this.#sumMs += ms;
  }

  get buckets(): readonly number[] {
    return [...this.#buckets];
  }

  get sumMs(): number {
    return this.#sumMs;
  }
}
