import { RunCancelledError } from '../errors.js';
import type { Outcome, SkipReason } from '../job/outcome.js';
import type { Run } from './run.js';
import { skipped } from './run-outcome.js';
import type { Cause } from './slot-state.js';

/** Why what has not begun will not: it is skipped for this reason, or cancelled. */
export interface TakingBack {
  readonly reason: SkipReason | 'cancelled';
  readonly detail: string;
  /** Who did it, where somebody said so. */
  readonly by?: string | undefined;
}

/** What aborts a run that is taken back or cancelled. */
export function causeOf({ detail, by }: TakingBack): Cause {
  return { kind: 'cancel', reason: detail, by };
}

/** The outcome of a run that is taken back before it has begun. */
export function takenBack(run: Run, { reason, detail, by }: TakingBack): Outcome {
  if (reason !== 'cancelled') return skipped({ reason, detail });
  return { kind: 'cancelled', error: new RunCancelledError(run.jobName, detail, by), thrown: undefined };
}

/** Why a run gives way to a newer one of its job. */
export function superseded(newer: Run): TakingBack {
  return { reason: 'overlap', detail: `the newer run ${newer.key} took its turn` };
}
