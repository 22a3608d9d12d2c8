/** How many rows share one array: an array for each would weigh as much again as its numbers. */
const ROWS = 64;

/** Rows of `length` counts each, which share arrays. */
export class Slab {
  readonly #length: number;
  #counts = new Uint32Array(0);
  #used = ROWS;

  constructor(length: number) {
    this.#length = length;
  }

  /** A row of zeros, which is nobody else's. */
  next(): Counts {
    if (this.#used === ROWS) {
      this.#counts = new Uint32Array(ROWS * this.#length);
      this.#used = 0;
    }
    this.#used += 1;
    return new Counts(this.#counts, (this.#used - 1) * this.#length);
  }
}

/** One row of counts: a piece of an array. */
export class Counts {
  readonly #all: Uint32Array;
  readonly #start: number;

  constructor(all: Uint32Array, start: number) {
    this.#all = all;
    this.#start = start;
  }

  add(at: number, many = 1): void {
    const index = this.#start + at;
    this.#all[index] = (this.#all[index] ?? 0) + many;
  }

  /** As many as there are of these, from the first on. */
  addAll(counts: Uint32Array): void {
    for (const [at, many] of counts.entries()) this.add(at, many);
  }

  /** Those in [from, to): a view, which changes as they do. */
  part(from: number, to: number): Uint32Array {
    return this.#all.subarray(this.#start + from, this.#start + to);
  }
}
