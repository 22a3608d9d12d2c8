import { thrownText } from '../run/bounded-text.js';
import type { Run } from '../run/run.js';
import { dateTimeIn } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import type { JobEntry } from './job-entry.js';
import { unlessItThrows } from './occurrences.js';

/** What became, or will become, of a job at an instant. */
export interface RunExplanation {
  /**
   * - `ran`: it was started, however that ended; `runs`: it is in progress; `waits`: it is due and waits
   * - `notRun`: it was due and not run, or taken back
   * - `toCome`: it will run then; `willNot`: it won't, as things stand
   * - `noOccurrence`: its schedule names no such instant
   * - `unknown`: nothing is known of it any more, or of the job
   */
  readonly verdict: 'ran' | 'runs' | 'waits' | 'notRun' | 'toCome' | 'willNot' | 'noOccurrence' | 'unknown';
  /** Why, to switch on: an outcome such as `failed`, a reason to skip such as `overlap`, or `notStarted` and the like. */
  readonly code: string;
  /** One sentence. */
  readonly text: string;
  /** The run that it is about: its own, or the one that holds the place for which it waits. */
  readonly runId?: string;
}

/** What there is to know beside the job: when its scheduler was at work, and what it will do next. */
export interface Attendance {
  /** The first occurrence that was not handed out yet. */
  readonly nextMs: number | undefined;
  readonly nowMs: number;
  readonly startedAtMs: number | undefined;
  readonly stoppedAtMs: number | undefined;
  /** Who holds the place for which a run waits. */
  holderOf(run: Run): Run | undefined;
}

/**
 * Says what became of a job at an instant, from what the scheduler itself recorded and would do. The instant is that of an
 * occurrence, or that at which its run starts, jitter included. Of an instant that came again the latest run counts.
 */
export function explainRun(entry: JobEntry, askedMs: number, attendance: Attendance): RunExplanation {
  const atMs = unlessItThrows(() => occurrenceOf(entry, askedMs)) ?? askedMs;
  const isIt = ({ occurrenceMs }: Run) => occurrenceMs === atMs;
  const running = entry.guard?.running.find(isIt);
  if (running !== undefined) return about(entry, atMs, 'runs', 'running', 'it is running', running);
  const waiting = entry.guard?.waiting.find(isIt);
  if (waiting !== undefined) return explainWaiting(entry, atMs, attendance.holderOf(waiting) ?? waiting);
  const record = entry.history?.records.findLast(candidate => covers(candidate, atMs));
  if (record !== undefined) return explainRecord(record, atMs);
  return (
    (entry.isBroken ? undefined : unlessItThrows(() => explainWithoutRun(entry, atMs, attendance))) ??
    broken(entry, atMs)
  );
}

/** The same of a record alone, such as one of a job that has left. */
export function explainRecord(run: Run, atMs: number): RunExplanation {
  const { outcome, runId } = run;
  const code = outcome.kind === 'skipped' ? outcome.reason : outcome.kind;
  const verdict = run.startedAtMs !== undefined ? 'ran' : 'notRun';
  return { verdict, code, text: `job '${run.jobName}' at ${text(run.zone, atMs)}: ${fate(run)}.`, runId };
}

/** Whether the record tells of an occurrence at that instant. */
export function covers(run: Run, atMs: number): boolean {
  const { outcome } = run;
  if (outcome.kind !== 'missed' && outcome.kind !== 'skipped') return run.occurrenceMs === atMs;
  const lastMs = outcome.last?.toMillis() ?? run.occurrenceMs;
  return atMs >= run.occurrenceMs && atMs <= lastMs && isOccurrence(run, atMs);
}

function explainWaiting(entry: JobEntry, atMs: number, holder: Run): RunExplanation {
  const { zone } = entry.enrolment.definition.schedule;
  const sentence = `job '${entry.name}' has not run at ${text(zone, atMs)} yet: it waits for its turn.`;
  return { verdict: 'waits', code: 'waiting', text: sentence, runId: holder.runId };
}

function explainWithoutRun(entry: JobEntry, atMs: number, attendance: Attendance): RunExplanation {
  const { name } = entry;
  const { zone } = entry.enrolment.definition.schedule;
  const at = text(zone, atMs);
  const { startedAtMs, stoppedAtMs, nowMs, nextMs } = attendance;
  const did = (verdict: RunExplanation['verdict'], code: string, why: string): RunExplanation => ({
    verdict,
    code,
    text: `job '${name}' did not run at ${at}: ${why}.`,
  });
  if (startedAtMs === undefined) return did('notRun', 'notStarted', 'the scheduler has not been started');
  const strays = nearest(entry, atMs);
  if (strays !== undefined) return did('noOccurrence', 'noOccurrence', `its schedule names no such instant${strays}`);
  if (atMs < startedAtMs) {
    return did('notRun', 'startedLater', `the scheduler was started later, at ${text(zone, startedAtMs)}`);
  }
  if (stoppedAtMs !== undefined && atMs >= stoppedAtMs) {
    return did('notRun', 'stopped', `the scheduler was stopped at ${text(zone, stoppedAtMs)}`);
  }
  return explainToCome(entry, atMs, nowMs, nextMs) ?? did('unknown', 'forgotten', FORGOTTEN);
}

function broken({ name, enrolment }: JobEntry, atMs: number): RunExplanation {
  const at = text(enrolment.definition.schedule.zone, atMs);
  const sentence = `job '${name}' did not run at ${at}: its schedule threw, and is tried again.`;
  return { verdict: 'unknown', code: 'broken', text: sentence };
}

const FORGOTTEN = 'its history no longer reaches back that far, or its schedule was another one then';

function explainToCome(
  entry: JobEntry,
  atMs: number,
  nowMs: number,
  nextMs: number | undefined,
): RunExplanation | undefined {
  const { name, pause, guard, enrolment, skips } = entry;
  const { zone } = enrolment.definition.schedule;
  const at = text(zone, atMs);
  const said = (verdict: RunExplanation['verdict'], code: string, words: string): RunExplanation => ({
    verdict,
    code,
    text: `job '${name}' ${words}.`,
  });
  const skip = skips?.get(atMs);
  if (skip !== undefined) return said('willNot', 'byHand', `will not run at ${at}: it is left out, ${skip.reason}`);
  if (pause !== undefined && atMs > nowMs && (pause.untilMs === undefined || atMs < pause.untilMs)) {
    return said('willNot', 'paused', `will not run at ${at} unless it is resumed: ${pause.reason}`);
  }
  if (nextMs !== undefined && atMs >= nextMs) return outlook(entry, nextMs, atMs);
  if (atMs <= nowMs) return undefined;
  if (enrolment.bound?.isAfterCompletion && guard?.isIdle === false) {
    const words = `has not run at ${at} yet: its next run is counted from the end of the one in progress`;
    return said('toCome', 'afterCompletion', words);
  }
  return said('willNot', 'over', `will not run at ${at}: it has no next run`);
}

/** Jitter never reaches the next occurrence, so it can only be the one before. */
function occurrenceOf({ enrolment: { bound } }: JobEntry, startMs: number): number {
  const before = bound?.previous(startMs + 1);
  return bound !== undefined && before !== undefined && before + bound.jitterMs(before) === startMs ? before : startMs;
}

/** What is to be said of an occurrence that is not before the next one. */
function outlook(entry: JobEntry, nextMs: number, atMs: number): RunExplanation {
  const { bound, runsLeft, definition } = entry.enrolment;
  const { zone } = definition.schedule;
  const at = text(zone, atMs);
  const said = (verdict: RunExplanation['verdict'], code: string, words: string): RunExplanation => ({
    verdict,
    code,
    text: `job '${entry.name}' ${words}.`,
  });
  if (bound?.isAfterCompletion && atMs !== nextMs) {
    const words = `has not run at ${at} yet: its next run is at ${text(zone, nextMs)}, and the one after hangs on when that ends`;
    return said('toCome', 'afterCompletion', words);
  }
  if (bound !== undefined && runsLeft !== undefined && bound.count(nextMs, atMs) >= runsLeft) {
    const words = `will not run at ${at}: its number of runs, of which ${runsLeft} are left, is used up before`;
    return said('willNot', 'limit', words);
  }
  return said('toCome', 'due', `has not run at ${at} yet: it is due then`);
}

function about(
  entry: JobEntry,
  atMs: number,
  verdict: RunExplanation['verdict'],
  code: string,
  words: string,
  { runId }: Run,
): RunExplanation {
  const at = text(entry.enrolment.definition.schedule.zone, atMs);
  return { verdict, code, text: `job '${entry.name}' at ${at}: ${words}.`, runId };
}

function isOccurrence(run: Run, atMs: number): boolean {
  const { schedule } = run.enrolment.definition;
  return atMs === run.occurrenceMs || unlessItThrows(() => schedule.nextMs(atMs - 1)) === atMs;
}

function fate(run: Run): string {
  const { outcome } = run;
  switch (outcome.kind) {
    case 'succeeded':
      return `it ran, and succeeded after ${Math.round(run.durationMs ?? 0)} ms`;
    case 'failed':
      return `it ran and failed: ${errorText(outcome.error)}`;
    case 'timedOut':
      return `it ran and was aborted: ${outcome.error.message}`;
    case 'cancelled':
      return `it was cancelled: ${outcome.error.reason}`;
    case 'abandoned':
      return `it ran, was aborted and did not end, so it was abandoned: ${outcome.error.message}`;
    case 'skipped':
      return `it was skipped (${outcome.reason}): ${outcome.detail}`;
    case 'lost':
      return `it was lost: ${outcome.detail}`;
    case 'missed':
      return `it was missed, since the scheduler came only at ${text(run.zone, run.settledAtMs)}; ${madeUp(outcome.into)}`;
  }
}

/** Of an error that is plain data by now, too. */
function errorText(error: unknown): string {
  if (error instanceof Error || typeof error !== 'object' || error === null) return thrownText(error);
  const { name, message } = error as { readonly name?: unknown; readonly message?: unknown };
  return typeof name === 'string' && typeof message === 'string' ? `${name}: ${message}` : thrownText(error);
}

function madeUp(into: string | undefined): string {
  return into === undefined ? 'nothing made up for it' : `the run ${into} stood in for it`;
}

/** The occurrences on both sides, in words, or `undefined` if the instant is one itself. */
function nearest({ enrolment }: JobEntry, atMs: number): string | undefined {
  const { bound, definition } = enrolment;
  if (bound === undefined || bound.isAfterCompletion) return undefined;
  const next = bound.next(atMs - 1);
  if (next === atMs) return undefined;
  const { zone } = definition.schedule;
  const sides = [bound.previous(atMs), next].filter(side => side !== undefined).map(side => text(zone, side));
  return sides.length === 0 ? '' : `; the nearest are ${sides.join(' and ')}`;
}

function text(zone: string, ms: number): string {
  return dateTimeIn(zoneOf(zone), ms).toISO({ suppressMilliseconds: true });
}
