/** Changes that can be told one by one; who was away for longer asks for everything again. */
const KEPT = 1_024;

/** Which jobs changed at which revision: the last thousand changes, in a ring. */
export class ChangeLog {
  readonly #jobs: (string | undefined)[] = Array.from({ length: KEPT });
  readonly #revs = new Float64Array(KEPT);
  #count = 0;

  add(job: string, rev: number): void {
    const at = this.#count % KEPT;
    this.#jobs[at] = job;
    this.#revs[at] = rev;
    this.#count += 1;
  }

  /** The jobs that changed after a revision; `undefined` where that is too long ago. */
  since(rev: number): ReadonlySet<string> | undefined {
    const jobs = new Set<string>();
    for (let back = 1; back <= Math.min(this.#count, KEPT); back += 1) {
      const at = (this.#count - back) % KEPT;
      if ((this.#revs[at] ?? 0) <= rev) return jobs;
      jobs.add(this.#jobs[at] ?? '');
    }
    // Revisions have no gaps, so nothing is missing where the oldest that is kept is the next one.
    const oldest = this.#revs[this.#count % KEPT] ?? 0;
    return this.#count <= KEPT || oldest <= rev + 1 ? jobs : undefined;
  }
}
