import type { Expectation } from './expectation.js';
import type { Plan } from './plan.js';

/** An occurrence that was handed out and has no outcome yet, and the plan that it is of. */
export interface Errand {
  readonly occurrence: number;
  readonly plan: Plan;
  readonly epoch: Epoch;
  hasStarted: boolean;
  /** Of its run, once that has waited or started: where the clock was set back there may be another for the same instant. */
  runId?: string;
}

/** The time under one plan. */
export interface Epoch {
  readonly plan: Plan;
  readonly openedMs: number;
  expected: Expectation;
  runsLeft: number;
}

/** Occurrences that were found late, and wait for their jitter. */
export interface Late {
  /** When they start, once that was shown; else not after `latestMs`. */
  readonly shownMs: number | undefined;
  readonly latestMs: number;
  readonly errands: readonly Errand[];
}
