import type { Outcome, OutcomeKind, SkipReason } from '../job/outcome.js';
import type { RunEntry } from '../job/run-entry.js';

/** How the occurrences of a job have ended, since the scheduler was made. */
export interface JobCounts {
  /** Runs that were started and have ended. */
  readonly runs: number;
  /** Runs that ended well. */
  readonly succeeded: number;
  /** Runs that threw or rejected. */
  readonly failed: number;
  /** Runs that their timeout aborted. */
  readonly timedOut: number;
  /** Runs that were cancelled. */
  readonly cancelled: number;
  /** Runs that were given up. */
  readonly abandoned: number;
  /** Occurrences that were not noticed in time. */
  readonly missed: number;
  /** Occurrences that were due and not run, by reason. */
  readonly skipped: Readonly<Record<SkipReason, number>>;
}

/** The smallest value, the middle, the tail and the greatest, in milliseconds. */
export interface Percentiles {
  /** The smallest. */
  readonly min: number;
  /** What half of them do not exceed. */
  readonly p50: number;
  /** What nine of ten do not exceed. */
  readonly p90: number;
  /** What 99 of a hundred do not exceed. */
  readonly p99: number;
  /** The greatest. */
  readonly max: number;
}

/** Counters of a job, and percentiles over the runs that its history still holds. */
export interface JobStats extends JobCounts {
  /** The name of the job. */
  readonly jobName: string;
  /** From occurrence to start; `undefined` before the first run. */
  readonly latenessMs: Percentiles | undefined;
  /** From start to end; `undefined` before the first run. */
  readonly durationMs: Percentiles | undefined;
}

/** @internal The last records of one job, oldest dropped first, and the counters of all. */
export class JobHistory {
  readonly #limit: number;
  /** Made with its first record: an array that grows by `push` starts with room for seventeen. */
  #records: RunEntry[] | undefined = undefined;
  /** Where the next record goes once the ring is full. */
  #oldest = 0;
  readonly #counts: Counts = zero();
  #skipped: Record<SkipReason, number> | undefined = undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(run: RunEntry): void {
    this.#count(run.outcome, run.hasStarted);
    if (this.#limit === 0) return;
    if (this.#records === undefined) {
      this.#records = [run];
    } else if (this.#records.length < this.#limit) {
      this.#records.push(run);
    } else {
      this.#records[this.#oldest] = run;
      this.#oldest = (this.#oldest + 1) % this.#limit;
    }
  }

  /** Oldest first. */
  get records(): readonly RunEntry[] {
    const ring = this.#records ?? [];
    return [...ring.slice(this.#oldest), ...ring.slice(0, this.#oldest)];
  }

  stats(jobName: string): JobStats {
    const started = this.records.filter(run => run.hasStarted);
    return {
      jobName,
      ...this.#counts,
      skipped: { ...(this.#skipped ?? NONE_SKIPPED) },
      latenessMs: percentiles(started.map(run => run.lateMs)),
      durationMs: percentiles(started.map(run => run.durationMs ?? 0)),
    };
  }

  #count(outcome: Outcome, hasStarted: boolean): void {
    if (hasStarted) this.#counts.runs += 1;
    if (outcome.kind === 'skipped') {
      this.#skipped ??= { ...NONE_SKIPPED };
      this.#skipped[outcome.reason] += 1;
    } else {
      this.#counts[outcome.kind] += outcome.kind === 'missed' ? outcome.count : 1;
    }
  }
}

/** @internal The stats of a job that has had no occurrence yet. */
export function emptyStats(jobName: string): JobStats {
  return { jobName, ...zero(), skipped: NONE_SKIPPED, latenessMs: undefined, durationMs: undefined };
}

type Counts = { -readonly [K in Exclude<OutcomeKind, 'skipped'> | 'runs']: number };

const NONE_SKIPPED: Readonly<Record<SkipReason, number>> = {
  overlap: 0,
  paused: 0,
  condition: 0,
  stopping: 0,
  limit: 0,
};

function zero(): Counts {
  return { runs: 0, succeeded: 0, failed: 0, timedOut: 0, cancelled: 0, abandoned: 0, missed: 0 };
}

/** By the nearest rank. */
function percentiles(values: number[]): Percentiles | undefined {
  if (values.length === 0) return undefined;
  values.sort((a, b) => a - b);
  const at = (share: number) => values[Math.max(0, Math.ceil(share * values.length) - 1)] ?? 0;
  return { min: at(0), p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}
