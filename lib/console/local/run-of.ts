import type { ErrorJson, LogLine } from '../../index.js';
import type { Attempt, ErrorView, LineView, Run, RunDetail } from '../run-view.js';
import type { Near } from './near-path.js';
import type { Retries } from './retries.js';
import { progressOf, saidBy } from './row-of.js';
import type { SubjectProgress, SubjectRecord } from './subject.js';

/** A record as a list of runs shows it. */
export function runOf(record: SubjectRecord): Run<unknown> {
  const { outcome, durationMs } = record;
  const { error, value } = saidBy(record);
  const detail = detailOf(record);
  return {
    ...basics(record),
    ...(durationMs !== undefined && { ms: Math.round(durationMs) }),
    kind: outcome.kind,
    ...(detail !== undefined && { detail }),
    ...(error !== undefined && { message: `${error.name}: ${error.message}` }),
    ...(value !== undefined && { value }),
    ...(outcome.kind === 'skipped' && outcome.count !== undefined && { count: outcome.count }),
    ...(outcome.kind === 'missed' && { count: outcome.count, lastAt: outcome.last.toMillis() }),
  };
}

/** A run in progress, or one that waits, as a list shows it. */
export function runInProgress(run: SubjectProgress, nowMs: number): Run {
  const { startedAtMs, progress } = run;
  return {
    ...basics(run),
    ...(startedAtMs !== undefined && { ms: Math.max(0, nowMs - startedAtMs) }),
    kind: startedAtMs === undefined ? 'waiting' : 'running',
    ...(progress !== undefined && { progress: progressOf(progress) }),
  };
}

/** A record in full. */
export function recordDetail(record: SubjectRecord, retries: Retries, near: Near): RunDetail<unknown> {
  const json = record.toJSON();
  const { settledAtMs, progress } = record;
  const { error } = json.outcome;
  const thrown = (json.retriedErrors ?? []).map(thrownOnce => errorView(thrownOnce, near));
  return {
    ...runOf(record),
    settledAt: settledAtMs,
    ...(progress !== undefined && { progress: progressOf(progress) }),
    tries: triesOf(record, thrown, error && errorView(error, near), record.durationMs, retries),
    ...linesOf(record),
    ...(error !== undefined && { error: errorView(error, near) }),
  };
}

/** A run in progress in full. */
export function progressDetail(run: SubjectProgress, nowMs: number, retries: Retries): RunDetail<unknown> {
  const { startedAtMs } = run;
  const tries = triesOf(run, [], undefined, startedAtMs === undefined ? undefined : nowMs - startedAtMs, retries);
  return { ...runInProgress(run, nowMs), tries, ...linesOf(run) };
}

/** A line of a log, by its number from 1. */
export function lineView({ level, message, data, atMs }: LogLine, seq: number): LineView<unknown> {
  return { seq, at: atMs, level, text: message, ...(data !== undefined && { data }) };
}

/** An error as the core tells it, with which of its frames are the application's own. */
export function errorView(error: ErrorJson, near: Near): ErrorView {
  const { name, code, message, frames = [], hidden = 0, cause, errors, moreErrors } = error;
  return {
    name,
    ...(code !== undefined && { code }),
    message,
    frames: frames.map(frame => ({
      text: near(frame.replace(/^at /, '')),
      own: !/[\\/]node_modules[\\/]/.test(frame),
    })),
    hidden,
    ...(cause !== undefined && { cause: errorView(cause, near) }),
    ...(errors !== undefined && { errors: errors.map(one => errorView(one, near)) }),
    ...(moreErrors !== undefined && { truncated: true as const }),
  };
}

function basics(run: SubjectProgress) {
  const { runId, key, jobName, occurrenceMs, startedAtMs, lateMs, trigger, by, attempts, host } = run;
  return {
    id: runId,
    key,
    job: jobName,
    at: occurrenceMs,
    ...(startedAtMs !== undefined && { startedAt: startedAtMs }),
    lateMs: Math.round(lateMs),
    trigger,
    ...(by !== undefined && { by }),
    ...(host !== undefined && { host }),
    attempts,
  };
}

function detailOf(record: SubjectRecord): string | undefined {
  const { outcome } = record;
  switch (outcome.kind) {
    case 'skipped':
    case 'lost':
      return outcome.detail;
    case 'missed':
      return outcome.into === undefined ? 'nothing made up for it' : `the run ${outcome.into} was to stand in for it`;
    default:
      return undefined;
  }
}

/** The first lines and the last; the numbers show what lies between. */
function linesOf({ lines, droppedLines }: SubjectProgress): Pick<RunDetail<unknown>, 'lines' | 'hiddenLines'> {
  if (droppedLines === 0) return { lines: lines.map((line, index) => lineView(line, index + 1)) };
  const after = Math.ceil(lines.length / 2);
  return {
    lines: lines.map((line, index) => lineView(line, index < after ? index + 1 : index + 1 + droppedLines)),
    hiddenLines: { count: droppedLines, after },
  };
}

/** Each attempt from its start to its end. The times of those before the last are known while the process remembers. */
function triesOf(
  { runId, attempts }: SubjectProgress,
  thrown: readonly ErrorView[],
  last: ErrorView | undefined,
  durationMs: number | undefined,
  retries: Retries,
): readonly Attempt[] {
  const waits = retries.of(runId);
  let startMs: number | undefined = 0;
  return Array.from({ length: attempts }, (_, index) => {
    const isLast = index === attempts - 1;
    const wait = waits[index];
    const endMs = isLast ? durationMs : wait?.endMs;
    // Of a run that was aborted before another attempt, the last has thrown, too.
    const error = thrown[index] ?? (isLast ? last : undefined);
    const attempt: Attempt = {
      n: index + 1,
      ...(startMs !== undefined && { startMs: Math.round(startMs) }),
      ...(startMs !== undefined && endMs !== undefined && { ms: Math.max(0, Math.round(endMs - startMs)) }),
      ...(error !== undefined && { error }),
    };
    startMs = wait === undefined ? undefined : wait.endMs + wait.delayMs;
    return attempt;
  });
}
