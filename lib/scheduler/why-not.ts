import type { RunEntry } from '../job/run-entry.js';
import { textOf } from '../job/text-of.js';
import { dateTimeIn } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import type { JobEntry } from './job-entry.js';

/** What there is to know beside the job: when its scheduler was at work, and what it will do next. */
export interface Attendance {
  /** The first occurrence that was not handed out yet. */
  readonly nextMs: number | undefined;
  readonly nowMs: number;
  readonly startedAtMs: number | undefined;
  readonly stoppedAtMs: number | undefined;
}

/**
 * Says in one sentence what became of a job at an instant, from what the scheduler itself recorded and would do. The
 * instant is that of an occurrence, or that at which its run starts, jitter included.
 */
export function whyNot(entry: JobEntry, askedMs: number, attendance: Attendance): string {
  const { name } = entry;
  const atMs = occurrenceOf(entry, askedMs);
  const at = text(entry, atMs);
  const run = entry.history?.records.find(candidate => covers(candidate, atMs));
  if (run !== undefined) return `job '${name}' at ${at}: ${fate(entry, run)}.`;
  const { startedAtMs, stoppedAtMs, nowMs, nextMs } = attendance;
  const isIt = ({ occurrenceMs }: RunEntry) => occurrenceMs === atMs;
  if (entry.runner?.runs.some(isIt)) return `job '${name}' at ${at}: it is running.`;
  if (entry.runner?.waiting.some(isIt)) return `job '${name}' has not run at ${at} yet: it waits for its turn.`;
  if (startedAtMs === undefined) return `job '${name}' did not run at ${at}: the scheduler has not been started.`;
  const strays = nearest(entry, atMs);
  if (strays !== undefined) return `job '${name}' did not run at ${at}: its schedule names no such instant${strays}.`;
  if (atMs < startedAtMs) {
    return `job '${name}' did not run at ${at}: the scheduler was started later, at ${text(entry, startedAtMs)}.`;
  }
  if (stoppedAtMs !== undefined && atMs >= stoppedAtMs) {
    return `job '${name}' did not run at ${at}: the scheduler was stopped at ${text(entry, stoppedAtMs)}.`;
  }
  if (entry.pausedFor !== undefined && atMs > nowMs) {
    return `job '${name}' will not run at ${at} unless it is resumed: ${entry.pausedFor}.`;
  }
  if (nextMs !== undefined && atMs >= nextMs) return `job '${name}' ${outlook(entry, nextMs, atMs)}.`;
  if (atMs > nowMs && entry.bound?.isAfterCompletion && entry.runner?.isIdle === false) {
    return `job '${name}' has not run at ${at} yet: its next run is counted from the end of the one in progress.`;
  }
  if (atMs > nowMs) return `job '${name}' will not run at ${at}: it has no next run.`;
  return `job '${name}' at ${at}: its history no longer reaches back that far, or its schedule was another one then.`;
}

/** Jitter never reaches the next occurrence, so it can only be the one before. */
function occurrenceOf({ bound }: JobEntry, startMs: number): number {
  const before = bound?.previous(startMs + 1);
  return bound !== undefined && before !== undefined && before + bound.jitterMs(before) === startMs ? before : startMs;
}

/** What is to be said of an occurrence that is not before the next one. */
function outlook(entry: JobEntry, nextMs: number, atMs: number): string {
  const { bound, runsLeft } = entry;
  const at = text(entry, atMs);
  if (bound?.isAfterCompletion && atMs !== nextMs)
    return `has not run at ${at} yet: its next run is at ${text(entry, nextMs)}, and the one after hangs on when that ends`;
  if (bound !== undefined && runsLeft !== undefined && bound.count(nextMs, atMs) >= runsLeft)
    return `will not run at ${at}: its number of runs, of which ${runsLeft} are left, is used up before`;
  return `has not run at ${at} yet: it is due then`;
}

function covers(run: RunEntry, atMs: number): boolean {
  if (run.outcome.kind !== 'missed') return run.occurrenceMs === atMs;
  return atMs >= run.occurrenceMs && atMs <= run.outcome.last.toMillis() && isOccurrence(run, atMs);
}

function isOccurrence(run: RunEntry, atMs: number): boolean {
  return atMs === run.occurrenceMs || run.definition.schedule.nextMs(atMs - 1) === atMs;
}

function fate(entry: JobEntry, run: RunEntry): string {
  const { outcome } = run;
  switch (outcome.kind) {
    case 'succeeded':
      return `it ran, and succeeded after ${Math.round(run.durationMs ?? 0)} ms`;
    case 'failed':
      return `it ran and failed: ${textOf(outcome.error)}`;
    case 'timedOut':
      return `it ran and was aborted: ${outcome.error.message}`;
    case 'cancelled':
      return `it was cancelled: ${outcome.error.reason}`;
    case 'abandoned':
      return `it ran, was aborted and did not end, so it was abandoned: ${outcome.error.message}`;
    case 'skipped':
      return `it was skipped (${outcome.reason}): ${outcome.detail}`;
    case 'missed':
      return `it was missed, since the scheduler came only at ${text(entry, run.settledAtMs)}; ${madeUp(outcome.into)}`;
  }
}

function madeUp(into: string | undefined): string {
  return into === undefined ? 'nothing made up for it' : `the run ${into} stood in for it`;
}

/** The occurrences on both sides, in words, or `undefined` if the instant is one itself. */
function nearest(entry: JobEntry, atMs: number): string | undefined {
  const { bound } = entry;
  if (bound === undefined || bound.isAfterCompletion) return undefined;
  const next = bound.next(atMs - 1);
  if (next === atMs) return undefined;
  const sides = [bound.previous(atMs), next].filter(side => side !== undefined).map(side => text(entry, side));
  return sides.length === 0 ? '' : `; the nearest are ${sides.join(' and ')}`;
}

function text(entry: JobEntry, ms: number): string {
  return dateTimeIn(zoneOf(entry.definition.schedule.zone), ms).toISO({ suppressMilliseconds: true });
}
