import type { RunRecord } from './outcome.js';
import type { RunContext } from './run.js';

/**
 * What happens to an occurrence that is due while the last run of its job is in progress.
 *
 * - `skip`: it is recorded as skipped, with what it waited for
 * - `runAfter`: the first one waits, later ones are skipped
 * - `cancelPrevious`: the run is aborted, and the newest occurrence starts after it has settled
 * - `allow`: it runs beside it
 */
export type OverlapPolicy = 'skip' | 'runAfter' | 'cancelPrevious' | 'allow';

/** Further attempts inside one run, in its place. */
export interface RetryPolicy {
  /** How many attempts there are in all, 2 or more. */
  readonly attempts: number;
  /** What lies between the first two attempts. */
  readonly delayMs: number;
  /** What the delay is multiplied by after each attempt, 1 or more. */
  readonly factor: number;
  /** The longest delay; `undefined`: without a limit. */
  readonly maxDelayMs: number | undefined;
  /** The share of each delay that is random, 0 to 1. */
  readonly jitter: number;
  /** How long each attempt may take: one that takes longer is aborted and has failed; `undefined`: for ever. */
  readonly attemptTimeoutMs: number | undefined;
}

/** A `when` or `skip` predicate. One that throws, rejects or outlasts its time limit lets nothing run and is recorded. */
export interface Condition {
  /** What `test` must answer for the occurrence to run. */
  readonly expect: boolean;
  /** What is asked when an occurrence is due. */
  readonly test: (context: RunContext) => boolean | Promise<boolean>;
}

/** Callbacks around the runs of one schedule. What they throw is reported and changes nothing. */
export interface Hooks {
  /** Is called before each run, with its context. */
  readonly before?: (context: RunContext) => unknown;
  /** Is called after each run, whatever its outcome. */
  readonly after?: (record: RunRecord) => unknown;
  /** Is called after a run that succeeded. */
  readonly onSuccess?: (record: RunRecord) => unknown;
  /** Is called after a run that failed. */
  readonly onFailure?: (record: RunRecord) => unknown;
}
