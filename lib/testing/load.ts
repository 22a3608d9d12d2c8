import { DateTime } from 'luxon';
import type { RunStart } from '../index.js';

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
  /** Those that have started, in order; which of them made up the greatest overlap is asked at the end. */
  readonly #spans: Span[] = [];
  readonly #running = new Map<string, Span>();
  /** Counts starts and ends. */
  #moment = 0;
  #minuteMs = Number.NaN;
  #startsInMinute = 0;
  #most = { atMs: 0, count: 0, moment: 0 };
  #busiest = { atMs: 0, starts: 0 };

  /** `zone` is that of the answers. */
  constructor(zone: string) {
    this.#zone = zone;
  }

  started({ jobName, runId }: RunStart, atMs: number): void {
    this.#moment += 1;
    const span = { jobName, from: this.#moment, to: Number.POSITIVE_INFINITY };
    this.#spans.push(span);
    this.#running.set(runId, span);
    const count = this.#running.size;
    if (count > this.#most.count) this.#most = { atMs, count, moment: this.#moment };
    const minuteMs = Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
    this.#startsInMinute = minuteMs === this.#minuteMs ? this.#startsInMinute + 1 : 1;
    this.#minuteMs = minuteMs;
    if (this.#startsInMinute > this.#busiest.starts) this.#busiest = { atMs: minuteMs, starts: this.#startsInMinute };
  }

  ended({ runId }: RunStart): void {
    const span = this.#running.get(runId);
    if (span === undefined) return;
    this.#moment += 1;
    span.to = this.#moment;
    this.#running.delete(runId);
  }

  get greatestOverlap(): GreatestOverlap | undefined {
    const { atMs, count, moment } = this.#most;
    if (count === 0) return undefined;
    const jobs = this.#spans.filter(({ from, to }) => from <= moment && moment < to).map(({ jobName }) => jobName);
    return { count, at: this.#show(atMs), jobs };
  }

  get busiestMinute(): BusiestMinute | undefined {
    const { atMs, starts } = this.#busiest;
    return starts === 0 ? undefined : { at: this.#show(atMs), starts };
  }

  #show(ms: number): DateTime {
    return DateTime.fromMillis(ms, { zone: this.#zone });
  }
}

interface Span {
  readonly jobName: string;
  readonly from: number;
  to: number;
}
