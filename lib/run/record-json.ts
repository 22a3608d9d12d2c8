import { RunCancelledError } from '../errors.js';
import type {
  Outcome,
  OutcomeJson,
  OutcomeKind,
  RunProgress,
  RunProgressJson,
  RunRecord,
  RunRecordJson,
} from '../job/outcome.js';
import { isoOf } from '../time/instant.js';
import { errorData } from './error-data.js';
import { isSmallAndPlain, plainData } from './plain-data.js';

/** A run, ended or not, as bounded plain data. Never throws, and holds no object of the application. */
export function progressJson(run: RunProgress): RunProgressJson {
  const { jobName, runId, key, trigger, by, occurrenceMs, startedAtMs, lateMs, attempts, lines, progress } = run;
  const { retriedErrors, droppedLines, repeated, startedAt, host } = run;
  return {
    jobName,
    runId,
    key,
    trigger,
    ...(by !== undefined && { by }),
    ...(host !== undefined && { host }),
    ...(repeated && { repeated }),
    occurrence: isoOf(run.occurrence),
    occurrenceMs,
    ...(startedAt !== undefined && startedAtMs !== undefined && { startedAt: isoOf(startedAt), startedAtMs }),
    lateMs,
    attempts,
    ...(retriedErrors.length > 0 && { retriedErrors: retriedErrors.map(error => errorData(error)) }),
    lines,
    ...(droppedLines > 0 && { droppedLines }),
    ...(progress !== undefined && {
      progress: {
        done: progress.done,
        ...(progress.total !== undefined && { total: progress.total }),
        ...(progress.message !== undefined && { message: progress.message }),
      },
    }),
  };
}

/** A record as bounded plain data. */
export function recordJson(run: RunRecord): RunRecordJson {
  const { settledAtMs, durationMs } = run;
  return {
    ...progressJson(run),
    outcome: outcomeJson(run.outcome),
    settledAt: isoOf(run.settledAt),
    settledAtMs,
    ...(durationMs !== undefined && { durationMs }),
  };
}

/** How something ended, with what the application returned or threw. */
interface End {
  readonly kind: OutcomeKind;
  readonly value?: unknown;
  readonly error?: unknown;
  readonly thrown?: unknown;
}

/** Lets an outcome be made into JSON as that of a record is; to all else it stays what it was. */
export function tellable<Some extends End>(end: Some): Some {
  const holdsObjects = end.kind === 'succeeded' ? !isSmallAndPlain(end.value) : 'error' in end;
  if (holdsObjects) Object.defineProperty(end, 'toJSON', { value: () => endJson(end), configurable: true });
  return end;
}

function endJson(end: End): OutcomeJson {
  const { kind, value, thrown } = end;
  return {
    kind,
    ...(value !== undefined && { value: plainData(value) }),
    ...('error' in end && { error: errorData(end.error) }),
    ...(kind === 'cancelled' && saidBy(end.error)),
    ...(thrown !== undefined && { thrown: errorData(thrown) }),
  };
}

/** Who cancelled it, where somebody said so. */
function saidBy(error: unknown): Pick<OutcomeJson, 'by'> {
  return error instanceof RunCancelledError && error.by !== undefined ? { by: error.by } : {};
}

function outcomeJson(outcome: Outcome): OutcomeJson {
  switch (outcome.kind) {
    case 'succeeded':
    case 'failed':
    case 'abandoned':
    case 'timedOut':
    case 'cancelled':
      return endJson(outcome);
    case 'skipped': {
      const { first, last, ...rest } = outcome;
      return { ...rest, ...(first && { first: isoOf(first) }), ...(last && { last: isoOf(last) }) };
    }
    case 'lost':
      return outcome;
    case 'missed': {
      const { kind, count, atLeast, first, last, into } = outcome;
      return {
        kind,
        count,
        ...(atLeast && { atLeast }),
        first: isoOf(first),
        last: isoOf(last),
        ...(into !== undefined && { into }),
      };
    }
  }
}
