import type { RunContext } from './context.js';
import type { RunRecord } from './outcome.js';

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
  /** The longest delay; `undefined`: a day, or the first delay where that is longer. */
  readonly maxDelayMs: number | undefined;
  /** The share of each delay that is random, 0 to 1. */
  readonly jitter: number;
  /** How long one attempt may take; `undefined`: as long as the run. */
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
  /** Before the work, within the run's timeout; given up after 30 seconds. */
  readonly before?: (context: RunContext) => unknown;
  /** After each run that was started. */
  readonly after?: (record: RunRecord) => unknown;
  /** Is called after a run that succeeded. */
  readonly onSuccess?: (record: RunRecord) => unknown;
  /** After each run that ended badly: failed, timed out or abandoned. */
  readonly onFailure?: (record: RunRecord) => unknown;
}
