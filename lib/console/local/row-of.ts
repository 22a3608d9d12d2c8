import type { JobPause, Progress } from '../../index.js';
import type { EndKind, LastRun, PauseView, ProgressView, Row, RowState } from '../row.js';
import { STRIP_LENGTH, stripOf } from './strip.js';
import type { SubjectRecord } from './subject.js';
import { factsOf, type Rank, type Tracked } from './tracked.js';

/** By what a list sorts a job; made anew only when it has changed. */
export function rankOf(of: Tracked): Rank {
  if (of.rank === undefined) {
    const { phase, nextRunMs } = of.job;
    of.rank = { state: stateOf(of, phase), phase, nextMs: nextRunMs, p50Ms: undefined };
  }
  return of.rank;
}

/** Whether a job is otherwise than when it was last asked, of which nobody tells: a run is cancelled, its scheduler starts. */
export function isStale({ rank, job }: Tracked): boolean {
  if (rank?.phase === 'running') return job.phase === 'cancelling';
  return rank !== undefined && rank.nextMs === undefined && job.nextRunMs !== undefined;
}

/** The median of how long its runs take; 0 before the first. */
export function p50Of(of: Tracked): number {
  const rank = rankOf(of);
  rank.p50Ms ??= of.job.stats.durationMs?.p50 ?? 0;
  return rank.p50Ms;
}

/** A job as a list shows it; made anew only when it has changed. */
export function rowOf(of: Tracked): Row {
  of.row ??= makeRow(of);
  return of.row;
}

/** The error or the value of a record, plain; nothing is made plain where there is neither. */
export function saidBy(record: SubjectRecord): Pick<ReturnType<SubjectRecord['toJSON']>['outcome'], 'error' | 'value'> {
  const { outcome } = record;
  switch (outcome.kind) {
    case 'failed':
    case 'timedOut':
    case 'cancelled':
    case 'abandoned':
      return record.toJSON().outcome;
    case 'succeeded':
      return outcome.value === undefined ? {} : record.toJSON().outcome;
    default:
      return {};
  }
}

/** What an error says, whatever it is. */
export function messageOf(record: SubjectRecord): string | undefined {
  return record.outcome.kind === 'succeeded' ? undefined : saidBy(record).error?.message;
}

/** Progress as a page shows it. */
export function progressOf({ done, total, message }: Progress): ProgressView {
  return { done, ...(total !== undefined && { total }), ...(message !== undefined && { message }) };
}

function makeRow(of: Tracked): Row {
  const { name, job, rev } = of;
  const { words, cron } = factsOf(of);
  const { state, phase, nextMs } = rankOf(of);
  const { purpose, tags, streak, history, lastRun } = job;
  const { group, takesData } = job.rules;
  const running = job.running.at(-1);
  const run = running ?? job.waiting.at(0);
  const progress = running?.progress;
  const since = running?.startedAtMs ?? run?.occurrenceMs ?? (streak > 0 ? of.failingSince : undefined);
  const p50 = job.stats.durationMs?.p50;
  return {
    name,
    words,
    ...(cron !== undefined && { cron }),
    zone: job.schedule.zone,
    state,
    // What its state says already.
    phase: phase === 'broken' ? 'idle' : phase,
    streak,
    ...(group !== undefined && { group }),
    ...(purpose !== undefined && { purpose }),
    ...(tags.length > 0 && { tags }),
    strip: history.slice(-STRIP_LENGTH).map(stripPart).join(''),
    ...(lastRun !== undefined && { last: lastOf(lastRun) }),
    ...(nextMs !== undefined && { next: nextMs }),
    ...(p50 !== undefined && { p50: Math.round(p50) }),
    ...(progress !== undefined && { progress: progressOf(progress) }),
    ...(run !== undefined && { run: run.runId }),
    ...(since !== undefined && { since }),
    ...(job.paused !== undefined && { paused: pauseView(job.paused, of.pausedSkips) }),
    ...(takesData && { takesData }),
    rev,
  };
}

function stateOf({ job, dueSince }: Tracked, phase: Rank['phase']): RowState {
  if (phase === 'broken') return 'broken';
  if (phase === 'cancelling') return 'cancelling';
  if (phase !== 'paused' && job.streak > 0) return 'failing';
  if (phase === 'paused' || phase === 'ended' || phase === 'running') return phase;
  if (phase !== 'idle') return 'waiting';
  if (dueSince !== undefined) return 'due';
  return job.lastRun === undefined ? 'never' : 'ok';
}

function stripPart({ outcome, attempts, durationMs }: SubjectRecord): string {
  return stripOf(outcome.kind satisfies EndKind, attempts, durationMs);
}

function lastOf(record: SubjectRecord): LastRun {
  const { runId, settledAtMs, durationMs = 0, outcome, attempts } = record;
  const message = messageOf(record);
  return {
    id: runId,
    at: settledAtMs,
    ms: Math.round(durationMs),
    kind: outcome.kind,
    ...(attempts > 1 && { retried: true as const }),
    ...(message !== undefined && { message }),
  };
}

function pauseView({ reason, by, at, until }: JobPause, skipped: number): PauseView {
  const untilMs = until?.toMillis();
  return {
    ...(by !== undefined && { by }),
    reason,
    at: at.toMillis(),
    ...(untilMs !== undefined && { until: untilMs }),
    ...(skipped > 0 && { skipped }),
  };
}
