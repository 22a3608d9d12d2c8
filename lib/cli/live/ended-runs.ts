import type { Run } from './answers.js';
import type { Client } from './client.js';

/** How many runs are asked for at first, and at once where there are more. */
const PAGE = 50;
const LARGE_PAGE = 500;
/** More than so many pages have not ended between two questions. */
const MOST_PAGES = 100;

/** The runs of a job, or of all, as they end: each is given once, however many end between two questions. */
export class EndedRuns {
  readonly #client: Client;
  readonly #job: string | undefined;
  #known: ReadonlySet<string> = new Set();

  constructor(client: Client, job: string | undefined) {
    this.#client = client;
    this.#job = job;
  }

  /** The last ones, the newest first. Those that end from now on are given by `since`. */
  async last(count: number): Promise<readonly Run[]> {
    const { runs } = await this.#client.runs({ job: this.#job, limit: Math.max(count, PAGE) });
    this.#known = idsOf(runs);
    return runs.slice(0, count);
  }

  /** Those that have ended since it was asked last, the oldest first. */
  async since(): Promise<readonly Run[]> {
    const seen: Run[] = [];
    const known = this.#known;
    let before: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const limit = page === 0 ? PAGE : LARGE_PAGE;
      const { runs, after } = await this.#client.runs({ job: this.#job, limit, before });
      seen.push(...runs);
      before = after;
      if (before === undefined || runs.some(({ id }) => known.has(id))) break;
    }
    this.#known = idsOf(seen);
    // What is older than all that were known is not new: it has moved up, since others are no longer kept.
    const oldest = seen.findLastIndex(({ id }) => known.has(id));
    const newer = oldest < 0 ? seen : seen.slice(0, oldest);
    return newer.filter(({ id }) => !known.has(id)).reverse();
  }

  /** Whether a run is among the last that have ended. */
  has(id: string): boolean {
    return this.#known.has(id);
  }
}

function idsOf(runs: readonly Run[]): ReadonlySet<string> {
  return new Set(runs.map(({ id }) => id));
}
