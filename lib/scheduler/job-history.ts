import { isBad } from '../job/bad-outcome.js';
import type { Outcome, SkipReason } from '../job/outcome.js';
import type { Enrolment } from '../run/enrolment.js';
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
  #newest: Run | undefined = undefined;
  /** Those before it, a ring. Made with its first: an array that grows by `push` starts with room for seventeen. */
  #older: Run[] | undefined = undefined;
  /** Where the next of them goes once the ring is full. */
  #oldest = 0;
  /** How often each outcome came; made when there is one that is no success. */
  #counts: Counts | undefined = undefined;
  #succeeded = 0;
  #runs = 0;
  #lastRun: Run | undefined = undefined;
  #lastSuccess: Run | undefined = undefined;
  /** Made with the second run: what there is to be told of one is told by itself, and most jobs of a crowd have had one. */
  #digests: Digests | undefined = undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(run: Run, outcome: Outcome): void {
    if (run.attempts > 0) {
      this.#runs += 1;
      if (this.#lastRun !== undefined) this.#measure(this.#lastRun, run);
      this.#lastRun = run;
    }
    if (outcome.kind === 'succeeded') {
      this.#succeeded += 1;
      if (this.#counts !== undefined) this.#counts.streak = 0;
      this.#lastSuccess = run;
    } else {
      this.#count(outcome);
    }
    const previous = this.#newest;
    if (this.#limit > 0) this.#newest = run;
    if (this.#limit > 1 && previous !== undefined) this.#keep(previous, run.enrolment);
  }

  /** Oldest first. */
  get records(): readonly Run[] {
    const older = this.#older ?? [];
    const newest = this.#newest === undefined ? [] : [this.#newest];
    return [...older.slice(this.#oldest), ...older.slice(0, this.#oldest), ...newest];
  }

  /** Whether it drops a record for each that comes, and may have dropped some. */
  get isFull(): boolean {
    const count = (this.#older?.length ?? 0) + (this.#newest === undefined ? 0 : 1);
    return count >= this.#limit;
  }

  /** The last run that was started, however many occurrences were skipped since. */
  get lastRun(): Run | undefined {
    return this.#lastRun;
  }

  get lastSuccess(): Run | undefined {
    return this.#lastSuccess;
  }

  get streak(): number {
    return this.#counts?.streak ?? 0;
  }

  stats(jobName: string): JobStats {
    const { skipped, ...counts } = this.#counts ?? NO_COUNTS;
    const digests = this.#digests ?? (this.#lastRun && digestsFrom(this.#lastRun));
    return {
      jobName,
      runs: this.#runs,
      succeeded: this.#succeeded,
      ...counts,
      skipped: { ...skipped },
      latenessMs: digests?.latenessMs.percentiles,
      durationMs: digests?.durationMs.percentiles,
    };
  }

  /** What is the newest no longer holds no objects from now on; where the job was edited since, no record does. */
  #keep(previous: Run, enrolment: Enrolment): void {
    if (previous.enrolment !== enrolment) this.#older = this.#older?.map(one => withoutObjects(one, enrolment));
    const record = withoutObjects(previous, enrolment);
    const older = this.#older;
    if (older === undefined) {
      this.#older = [record];
    } else if (older.length < this.#limit - 1) {
      older.push(record);
    } else {
      older[this.#oldest] = record;
      this.#oldest = (this.#oldest + 1) % older.length;
    }
  }

  #count(outcome: Exclude<Outcome, { readonly kind: 'succeeded' }>): void {
    this.#counts ??= { ...NO_COUNTS, skipped: { ...NO_COUNTS.skipped } };
    if (outcome.kind === 'skipped') this.#counts.skipped[outcome.reason] += outcome.count ?? 1;
    else this.#counts[outcome.kind] += outcome.kind === 'missed' ? outcome.count : 1;
    if (isBad(outcome.kind)) this.#counts.streak += 1;
  }

  #measure(previous: Run, run: Run): void {
    this.#digests ??= digestsFrom(previous);
    this.#digests.latenessMs.add(run.lateMs);
    this.#digests.durationMs.add(run.durationMs ?? 0);
  }
}

/** How late runs were, and how long they took. */
interface Digests {
  readonly latenessMs: Digest;
  readonly durationMs: Digest;
}

function digestsFrom(first: Run): Digests {
  const digests = { latenessMs: new Digest(), durationMs: new Digest() };
  digests.latenessMs.add(first.lateMs);
  digests.durationMs.add(first.durationMs ?? 0);
  return digests;
}

/** @internal The stats of a job that has had no occurrence yet. */
export function emptyStats(jobName: string): JobStats {
  return new JobHistory(0).stats(jobName);
}

type Counts = { -readonly [K in Exclude<keyof JobCounts, 'runs' | 'succeeded' | 'skipped'>]: number } & {
  skipped: Record<SkipReason, number>;
  streak: number;
};

const NO_COUNTS: Counts = {
  failed: 0,
  timedOut: 0,
  cancelled: 0,
  abandoned: 0,
  missed: 0,
  lost: 0,
  skipped: { overlap: 0, paused: 0, condition: 0, stopping: 0, limit: 0, removed: 0, edited: 0, byHand: 0 },
  streak: 0,
};

/** A record as it stays once it is not the last any more, of a job that goes by `present` or, without it, has left. */
export function withoutObjects(run: Run, present?: Enrolment): Run {
  const { outcome, enrolment, extrasIfAny: extras } = run;
  const plain = plainOutcome(outcome);
  const holdsWork = enrolment !== present && enrolment !== enrolment.past;
  const isPlain = plain === outcome && extras?.retriedErrors === undefined && extras?.data === undefined;
  return isPlain && !holdsWork ? run : run.kept(plain);
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
