import { DateTime } from 'luxon';

/** The moment at which the most runs were in progress, the first of them where there were several. */
export interface GreatestOverlap {
  /** How many runs were in progress. */
  readonly count: number;
  /** When it began. */
  readonly at: DateTime;
  /** The jobs of these runs, in the order in which they started. */
  readonly jobs: readonly string[];
}

/** The minute in which the most runs started, the first of them where there were several. */
export interface BusiestMinute {
  /** Its beginning. */
  readonly at: DateTime;
  /** How many runs started in it. */
  readonly starts: number;
}

const MINUTE_MS = 60_000;

/** Watches runs start and end, in order of time, and remembers the worst of it. */
export class Load {
  readonly #zone: string;
  readonly #running: string[] = [];
  #minuteMs = Number.NaN;
  #startsInMinute = 0;
  #most: { readonly atMs: number; readonly jobs: readonly string[] } = { atMs: 0, jobs: [] };
  #busiest = { atMs: 0, starts: 0 };

  /** `zone` is that of the answers. */
  constructor(zone: string) {
    this.#zone = zone;
  }

  started(jobName: string, atMs: number): void {
    this.#running.push(jobName);
    if (this.#running.length > this.#most.jobs.length) this.#most = { atMs, jobs: [...this.#running] };
    const minuteMs = Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
    this.#startsInMinute = minuteMs === this.#minuteMs ? this.#startsInMinute + 1 : 1;
    this.#minuteMs = minuteMs;
    if (this.#startsInMinute > this.#busiest.starts) this.#busiest = { atMs: minuteMs, starts: this.#startsInMinute };
  }

  ended(jobName: string): void {
    this.#running.splice(this.#running.indexOf(jobName), 1);
  }

  get greatestOverlap(): GreatestOverlap | undefined {
    const { atMs, jobs } = this.#most;
    return jobs.length === 0 ? undefined : { count: jobs.length, at: this.#show(atMs), jobs };
  }

  get busiestMinute(): BusiestMinute | undefined {
    const { atMs, starts } = this.#busiest;
    return starts === 0 ? undefined : { at: this.#show(atMs), starts };
  }

  #show(ms: number): DateTime {
    return DateTime.fromMillis(ms, { zone: this.#zone });
  }
}
