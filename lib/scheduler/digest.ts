/** Values up to this are counted one by one; above, sixteen buckets for each doubling. */
const EXACT_BELOW = 16;
const BUCKETS_PER_DOUBLING = 16;
/** Enough for 2⁵³ milliseconds. */
const MOST_BUCKETS = EXACT_BELOW + BUCKETS_PER_DOUBLING * 50;

/**
 * Percentiles of how long runs took, or how late they were, of all since the start: a count for each bucket of
 * milliseconds, so that a value costs O(1) and reading O(1). What it gives is at most 4 % off, and never outside
 * of the smallest and the greatest value.
 */
export class Digest {
  readonly #counts: number[] = [];
  #count = 0;
  #min = Infinity;
  #max = 0;

  /** `valueMs`: 0 or more. */
  add(valueMs: number): void {
    const value = Math.round(valueMs);
    const bucket = value < EXACT_BELOW ? value : bucketOf(value);
    while (this.#counts.length <= bucket) this.#counts.push(0);
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#count += 1;
    if (valueMs < this.#min) this.#min = valueMs;
    if (valueMs > this.#max) this.#max = valueMs;
  }

  /** `undefined` before the first value. */
  get percentiles(): Percentiles | undefined {
    if (this.#count === 0) return undefined;
    const at = (share: number) => this.#at(share);
    return { min: this.#min, p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), max: this.#max };
  }

  /** By the nearest rank. */
  #at(share: number): number {
    let rank = Math.ceil(share * this.#count);
    if (rank >= this.#count) return this.#max;
    const bucket = this.#counts.findIndex(count => {
      rank -= count;
      return rank <= 0;
    });
    return Math.min(this.#max, Math.max(this.#min, middleOf(bucket)));
  }
}

/** The smallest value, the middle, the tail and the greatest, in milliseconds. */
export interface Percentiles {
  /** The smallest. */
  readonly min: number;
  /** What half of them do not exceed. */
  readonly p50: number;
  /** What nine of ten do not exceed. */
  readonly p90: number;
  /** What 19 of twenty do not exceed. */
  readonly p95: number;
  /** What 99 of a hundred do not exceed. */
  readonly p99: number;
  /** The greatest. */
  readonly max: number;
}

/** Halved until it is one of the first sixteen buckets above the exact ones; a logarithm would take longer, see `burst`. */
function bucketOf(value: number): number {
  let bucket = value;
  let doublings = 0;
  for (; bucket >= EXACT_BELOW + BUCKETS_PER_DOUBLING; bucket /= 2) doublings += 1;
  return Math.min(MOST_BUCKETS, doublings * BUCKETS_PER_DOUBLING + Math.floor(bucket));
}

/** The middle of the bucket. */
function middleOf(bucket: number): number {
  if (bucket < EXACT_BELOW) return bucket;
  const doublings = Math.floor((bucket - EXACT_BELOW) / BUCKETS_PER_DOUBLING) + 4;
  const part = (bucket - EXACT_BELOW) % BUCKETS_PER_DOUBLING;
  return Math.round(2 ** doublings * (1 + (part + 0.5) / BUCKETS_PER_DOUBLING));
}
