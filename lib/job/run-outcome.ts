import { RunCancelledError, RunTimeoutError, SchedulerStoppingError } from '../errors.js';
import type { Outcome, SkipReason } from './outcome.js';
import type { RunEntry } from './run-entry.js';
import type { Cause, DropReason, Ending, Settlement } from './runner-state.js';

/** What is said of a run that a stop keeps from starting. */
export const STOPPING = 'the scheduler was stopping';

/** What becomes the reason of a run's signal. */
export type AbortError = RunTimeoutError | RunCancelledError;

/** The outcome of a run that was started. */
export function endOutcome(run: RunEntry, ending: Ending, abortError: AbortError | undefined): Outcome {
  switch (ending.kind) {
    case 'settled':
      return settledOutcome(ending.settlement);
    case 'aborted': {
      const error = abortError ?? abortErrorOf(run, ending.cause);
      const thrown = thrownBeside(error, ending.settlement);
      return error instanceof RunTimeoutError
        ? { kind: 'timedOut', error, thrown }
        : { kind: 'cancelled', error, thrown };
    }
    case 'abandoned':
      return { kind: 'abandoned', error: abortError ?? abortErrorOf(run, ending.cause) };
  }
}

/** The outcome of a run that was never started. */
export function dropOutcome(run: RunEntry, reason: DropReason<RunEntry>): Outcome {
  switch (reason.kind) {
    case 'overlap':
      return skipped('overlap', `the run ${reason.inTheWay.key} was in its way`);
    case 'superseded':
      return skipped('overlap', `the newer run ${reason.by.key} took its turn`);
    case 'paused':
      return skipped('paused', reason.reason);
    case 'stopping':
      return skipped('stopping', STOPPING);
    case 'cancelled':
      return { kind: 'cancelled', error: new RunCancelledError(run.jobName, reason.reason), thrown: undefined };
  }
}

/** Why the run is aborted. `jobTimeoutMs` is the timeout of its job, where its schedule has said none. */
export function abortErrorOf(run: RunEntry, cause: Cause, jobTimeoutMs?: number): AbortError {
  switch (cause.kind) {
    case 'timeout':
      return new RunTimeoutError(run.jobName, run.definition.timeoutMs ?? jobTimeoutMs ?? 0);
    case 'superseded':
      return new RunCancelledError(run.jobName, 'a newer occurrence is due');
    case 'cancel':
      return new RunCancelledError(run.jobName, cause.reason);
  }
}

/** What becomes the reason of `stopping`. */
export function stopErrorOf(run: RunEntry): Error {
  return new SchedulerStoppingError(`further work of job '${run.jobName}'`);
}

function settledOutcome(settlement: Settlement): Outcome {
  switch (settlement.kind) {
    case 'returned':
      return { kind: 'succeeded', value: settlement.value };
    case 'threw':
      return { kind: 'failed', error: settlement.error };
    case 'declined':
      return skipped(settlement.reason, settlement.detail);
  }
}

/** An aborted run that throws the reason of its abort says nothing new. */
function thrownBeside(abortError: AbortError, settlement: Settlement): unknown {
  return settlement.kind === 'threw' && settlement.error !== abortError ? settlement.error : undefined;
}

function skipped(reason: SkipReason, detail: string): Outcome {
  return { kind: 'skipped', reason, detail };
}
