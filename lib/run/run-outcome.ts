import { RunCancelledError, RunTimeoutError, SchedulerStoppingError } from '../errors.js';
import type { Outcome, SkipReason } from '../job/outcome.js';
import type { Run } from './run.js';
import type { Cause, Settlement } from './slot-state.js';
import { type DueAct, MAX_WAITING } from './slot-step.js';

/** What is said of a run that a stop keeps from starting. */
export const STOPPING = 'the scheduler was stopping';

/** What becomes the reason of a run's signal. */
export type AbortError = RunTimeoutError | RunCancelledError;

/** The outcome of a run that has settled; `abortError` where it had been aborted before. */
export function settledOutcome(settlement: Settlement, abortError: AbortError | undefined): Outcome {
  if (abortError !== undefined) {
    // An aborted run that throws the reason of its abort says nothing new.
    const thrown = settlement.kind === 'threw' && settlement.error !== abortError ? settlement.error : undefined;
    return abortError instanceof RunTimeoutError
      ? { kind: 'timedOut', error: abortError, thrown }
      : { kind: 'cancelled', error: abortError, thrown };
  }
  return settlement.kind === 'returned'
    ? { kind: 'succeeded', value: settlement.value }
    : { kind: 'failed', error: settlement.error };
}

/** The outcome of a run that was not run. */
export function skipped(reason: SkipReason, detail: string): Outcome {
  return { kind: 'skipped', reason, detail };
}

/** The outcome of a run that its slot refuses; `inTheWay` is the run that is there. */
export function refused(act: Extract<DueAct, `refuse${string}`>, inTheWay: Run | undefined): Outcome {
  switch (act) {
    case 'refuseOverlap':
      return skipped('overlap', `the run ${inTheWay?.key} was in its way`);
    case 'refuseLimit':
      return skipped('limit', `${MAX_WAITING} runs of its job wait already`);
    case 'refuseStopping':
      return skipped('stopping', STOPPING);
  }
}

/** Why the run is aborted. */
export function abortErrorOf(run: Run, cause: Cause): AbortError {
  switch (cause.kind) {
    case 'timeout':
      return new RunTimeoutError(run.jobName, run.timeoutMs ?? 0);
    case 'superseded':
      return new RunCancelledError(run.jobName, 'a newer occurrence is due');
    case 'cancel':
      return new RunCancelledError(run.jobName, cause.reason, cause.by);
  }
}

/** What becomes the reason of `stopping`. */
export function stopErrorOf(run: Run): Error {
  return new SchedulerStoppingError(`further work of job '${run.jobName}'`);
}
