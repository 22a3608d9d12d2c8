import type { Sees } from '../console.js';

/** How many of the last runs are looked at. */
const KEPT = 1_024;

/** How late the last thousand runs began. */
export class Latenesses {
  readonly #jobs: (string | undefined)[] = Array.from({ length: KEPT });
  readonly #lateMs = new Float64Array(KEPT);
  #count = 0;

  add(job: string, lateMs: number): void {
    const at = this.#count % KEPT;
    this.#jobs[at] = job;
    this.#lateMs[at] = lateMs;
    this.#count += 1;
  }

  /** By the nearest rank; `undefined` where there was no run. */
  p99(sees: Sees | undefined): number | undefined {
    const known = this.#lateMs.subarray(0, Math.min(this.#count, KEPT));
    const seen = sees === undefined ? known : known.filter((_, at) => sees(this.#jobs[at] ?? ''));
    const sorted = seen.slice().sort();
    return sorted[Math.ceil(0.99 * sorted.length) - 1];
  }
}
