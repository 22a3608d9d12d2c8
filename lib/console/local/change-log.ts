/** Changes that can be told one by one; who was away for longer asks for everything again. */
const KEPT = 1_024;

/** Which jobs changed at which revision: the last thousand changes, in a ring. */
export class ChangeLog {
  readonly #jobs: (string | undefined)[] = Array.from({ length: KEPT });
  readonly #revs = new Float64Array(KEPT);
  readonly #now: () => number;
  readonly #from: number;
  #count = 0;
  #rev: number;
  #observedRev: number;

  /** @param now a clock by which several hosts count, so that the revision of one says something to another */
  constructor(now: () => number = () => 0) {
    this.#now = now;
    this.#from = Math.max(1, now());
    this.#rev = this.#from;
    this.#observedRev = this.#from;
  }

  /** The present revision. */
  get rev(): number {
    return this.#rev;
  }

  /** The revision, which somebody has seen from now on: what changes next makes another. */
  observed(): number {
    this.#observedRev = this.#rev;
    return this.#rev;
  }

  /** A job has changed that last did at `rev`. @returns its revision: the same where nobody has looked since */
  changed(job: string, rev: number): number {
    if (rev > this.#observedRev) return rev;
    this.#rev = Math.max(this.#rev + 1, this.#now());
    const at = this.#count % KEPT;
    this.#jobs[at] = job;
    this.#revs[at] = this.#rev;
    this.#count += 1;
    return this.#rev;
  }

  /** The jobs that changed after a revision; `undefined` where that is too long ago, or is still to come. */
  since(rev: number): ReadonlySet<string> | undefined {
    if (rev < this.#from || rev > this.#rev) return undefined;
    const jobs = new Set<string>();
    for (let back = 1; back <= Math.min(this.#count, KEPT); back += 1) {
      const at = (this.#count - back) % KEPT;
      if ((this.#revs[at] ?? 0) <= rev) return jobs;
      jobs.add(this.#jobs[at] ?? '');
    }
    // Where revisions have no gap, nothing is missing if the oldest that is kept is the next one.
    const oldest = this.#revs[this.#count % KEPT] ?? 0;
    return this.#count <= KEPT || oldest <= rev + 1 ? jobs : undefined;
  }
}
