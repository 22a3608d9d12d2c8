import { RunCancelledError, RunTimeoutError, SchedulerStoppingError } from '../errors.js';
import type { Outcome } from '../job/outcome.js';
import type { Run } from './run.js';
import type { Cause, Refusal, Settlement } from './slot-state.js';
import { type DueAct, MAX_WAITING } from './slot-step.js';

/** What is said of a run that a stop keeps from starting. */
export const STOPPING = 'the scheduler was stopping';

/** What becomes the reason of a run's signal. */
export type AbortError = RunTimeoutError | RunCancelledError;

/** The outcome of a run that had been aborted before it settled. */
export function abortedOutcome(settlement: Settlement, abortError: AbortError): Outcome {
  // An aborted run that throws the reason of its abort says nothing new.
  const thrown = settlement.kind === 'failed' && settlement.error !== abortError ? settlement.error : undefined;
  return abortError instanceof RunTimeoutError
    ? { kind: 'timedOut', error: abortError, thrown }
    : { kind: 'cancelled', error: abortError, thrown };
}

/** The outcome of a run that was not run. */
export function skipped({ reason, detail }: Refusal): Outcome {
  return { kind: 'skipped', reason, detail };
}

/** The outcome of a run that its slot refuses, or that may not wait there; `inTheWay` is the run that is there. */
export function refused(act: RefusingAct, inTheWay: Run | undefined): Outcome {
  switch (act) {
    case 'refuseOverlap':
    case 'queueFirst':
      return skipped({ reason: 'overlap', detail: `the run ${inTheWay?.key} was in its way` });
    case 'queue':
      return skipped({ reason: 'limit', detail: `${MAX_WAITING} runs of its job wait already` });
    case 'refuseStopping':
      return skipped({ reason: 'stopping', detail: STOPPING });
  }
}

type RefusingAct = Extract<DueAct, `refuse${string}` | 'queue' | 'queueFirst'>;

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
