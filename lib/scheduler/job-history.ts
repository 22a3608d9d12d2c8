import { isBad } from '../job/bad-outcome.js';
import type { Outcome, SkipReason } from '../job/outcome.js';
import { errorData } from '../run/error-data.js';
import { isSmallAndPlain, shortForm } from '../run/plain-data.js';
import type { Run } from '../run/run.js';
import { Digest, type Percentiles } from './digest.js';

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
  /** Runs of a farm of which nobody knows whether they were done. */
  readonly lost: number;
  /** Occurrences that were not noticed in time. */
  readonly missed: number;
  /** Occurrences that were due and not run, by reason. */
  readonly skipped: Readonly<Record<SkipReason, number>>;
}

/** Counters of a job, and percentiles over its runs. */
export interface JobStats extends JobCounts {
  /** The name of the job. */
  readonly jobName: string;
  /** Runs in a row that ended badly: failed, timed out or abandoned. Success ends it. */
  readonly streak: number;
  /** From occurrence to start; `undefined` before the first run. */
  readonly latenessMs: Percentiles | undefined;
  /** From start to end; `undefined` before the first run. */
  readonly durationMs: Percentiles | undefined;
}

/**
 * The last records of one job, oldest dropped first, and the counters of all. The objects of the application are kept of
 * the run that ended last, of the last that was started and of the last success only; in older records stands their
 * plain form.
 */
export class JobHistory {
  readonly #limit: number;
  /** Made with its first record: an array that grows by `push` starts with room for seventeen. */
  #records: Run[] | undefined = undefined;
  /** Where the next record goes once the ring is full. */
  #oldest = 0;
  /** How often each outcome came; made when there is one that is no success. */
  #counts: Counts | undefined = undefined;
  #succeeded = 0;
  #runs = 0;
  #streak = 0;
  #lastRun: Run | undefined = undefined;
  #lastSuccess: Run | undefined = undefined;
  #latenessMs: Digest | undefined = undefined;
  #durationMs: Digest | undefined = undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(run: Run, outcome: Outcome): void {
    if (run.startedAtMs !== undefined) this.#measure(run);
    this.#count(run, outcome);
    if (this.#limit > 0) this.#keep(run);
  }

  /** Oldest first. */
  get records(): readonly Run[] {
    const ring = this.#records ?? [];
    return [...ring.slice(this.#oldest), ...ring.slice(0, this.#oldest)];
  }

  /** Whether it drops a record for each that comes, and may have dropped some. */
  get isFull(): boolean {
    return (this.#records?.length ?? 0) >= this.#limit;
  }

  /** The last run that was started, however many occurrences were skipped since. */
  get lastRun(): Run | undefined {
    return this.#lastRun;
  }

  get lastSuccess(): Run | undefined {
    return this.#lastSuccess;
  }

  get streak(): number {
    return this.#streak;
  }

  /** Of all runs that were started, how late they were. */
  get latenessMs(): Percentiles | undefined {
    return this.#latenessMs?.percentiles;
  }

  stats(jobName: string): JobStats {
    const { skipped, ...counts } = this.#counts ?? NO_COUNTS;
    return {
      jobName,
      runs: this.#runs,
      succeeded: this.#succeeded,
      ...counts,
      skipped: { ...skipped },
      streak: this.#streak,
      latenessMs: this.#latenessMs?.percentiles,
      durationMs: this.#durationMs?.percentiles,
    };
  }

  /** The record before it, which is the newest no longer, holds no objects from now on. */
  #keep(run: Run): void {
    const records = this.#records;
    if (records === undefined) {
      this.#records = [run];
      return;
    }
    const { length } = records;
    const newest = (this.#oldest + length - 1) % length;
    records[newest] = withoutObjects(records[newest] as Run);
    if (length < this.#limit) {
      records.push(run);
    } else {
      records[this.#oldest] = run;
      this.#oldest = (this.#oldest + 1) % length;
    }
  }

  #count(run: Run, outcome: Outcome): void {
    if (outcome.kind === 'succeeded') {
      this.#succeeded += 1;
      this.#streak = 0;
      this.#lastSuccess = run;
      return;
    }
    this.#counts ??= { ...NO_COUNTS, skipped: { ...NO_COUNTS.skipped } };
    if (outcome.kind === 'skipped') this.#counts.skipped[outcome.reason] += outcome.count ?? 1;
    else this.#counts[outcome.kind] += outcome.kind === 'missed' ? outcome.count : 1;
    if (isBad(outcome.kind)) this.#streak += 1;
  }

  #measure(run: Run): void {
    this.#runs += 1;
    const previous = this.#lastRun;
    this.#lastRun = run;
    // Of one run nothing is to be told but itself, and most jobs of a crowd have had one.
    if (previous === undefined) return;
    if (this.#durationMs === undefined) {
      this.#latenessMs = new Digest();
      this.#durationMs = new Digest();
      this.#latenessMs.add(previous.lateMs);
      this.#durationMs.add(previous.durationMs ?? 0);
    }
    this.#latenessMs?.add(run.lateMs);
    this.#durationMs.add(run.durationMs ?? 0);
  }
}

/** @internal The stats of a job that has had no occurrence yet. */
export function emptyStats(jobName: string): JobStats {
  return new JobHistory(0).stats(jobName);
}

type Counts = { -readonly [K in Exclude<keyof JobCounts, 'runs' | 'succeeded' | 'skipped'>]: number } & {
  skipped: Record<SkipReason, number>;
};

const NO_COUNTS: Counts = {
  failed: 0,
  timedOut: 0,
  cancelled: 0,
  abandoned: 0,
  missed: 0,
  lost: 0,
  skipped: { overlap: 0, paused: 0, condition: 0, stopping: 0, limit: 0, removed: 0, edited: 0, byHand: 0 },
};

/** A record as it stays in the history once it is not the last any more. */
export function withoutObjects(run: Run): Run {
  const { outcome, extrasIfAny: extras } = run;
  const plain = plainOutcome(outcome);
  const isPlain = plain === outcome && extras?.retriedErrors === undefined && extras?.data === undefined;
  return isPlain ? run : run.kept(plain);
}

function plainOutcome(outcome: Outcome): Outcome {
  switch (outcome.kind) {
    case 'succeeded':
      return outcome.value === undefined || isSmallAndPlain(outcome.value)
        ? outcome
        : { kind: 'succeeded', value: shortForm(outcome.value) };
    case 'failed':
      return { kind: 'failed', error: errorData(outcome.error) };
    case 'timedOut':
    case 'cancelled':
      // The error is one of ours, and holds nothing of the application.
      return outcome.thrown === undefined ? outcome : { ...outcome, thrown: errorData(outcome.thrown) };
    case 'abandoned':
    case 'skipped':
    case 'missed':
    case 'lost':
      return outcome;
  }
}
