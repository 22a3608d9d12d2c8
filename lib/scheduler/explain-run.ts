import { errorData } from '../run/error-data.js';
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
  if (running !== undefined) {
    return { ...said(entry, 'runs', 'running', `at ${at(entry, atMs)}: it is running`), runId: running.runId };
  }
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
  const words = `has not run at ${at(entry, atMs)} yet: it waits for its turn`;
  return { ...said(entry, 'waits', 'waiting', words), runId: holder.runId };
}

function explainWithoutRun(entry: JobEntry, atMs: number, attendance: Attendance): RunExplanation {
  const { startedAtMs, stoppedAtMs, nowMs, nextMs } = attendance;
  const didNot = (verdict: Verdict, code: string, why: string): RunExplanation =>
    said(entry, verdict, code, `did not run at ${at(entry, atMs)}: ${why}`);
  if (startedAtMs === undefined) return didNot('notRun', 'notStarted', 'the scheduler has not been started');
  const strays = nearest(entry, atMs);
  if (strays !== undefined)
    return didNot('noOccurrence', 'noOccurrence', `its schedule names no such instant${strays}`);
  if (atMs < startedAtMs) {
    return didNot('notRun', 'startedLater', `the scheduler was started later, at ${at(entry, startedAtMs)}`);
  }
  if (stoppedAtMs !== undefined && atMs >= stoppedAtMs) {
    return didNot('notRun', 'stopped', `the scheduler was stopped at ${at(entry, stoppedAtMs)}`);
  }
  return explainToCome(entry, atMs, nowMs, nextMs) ?? didNot('unknown', 'forgotten', FORGOTTEN);
}

function broken(entry: JobEntry, atMs: number): RunExplanation {
  const words = `did not run at ${at(entry, atMs)}: its schedule threw, and is tried again`;
  return said(entry, 'unknown', 'broken', words);
}

const FORGOTTEN = 'its history no longer reaches back that far, or its schedule was another one then';

function explainToCome(
  entry: JobEntry,
  atMs: number,
  nowMs: number,
  nextMs: number | undefined,
): RunExplanation | undefined {
  const { pause, guard, enrolment, skips } = entry;
  const then = at(entry, atMs);
  const skip = skips?.get(atMs);
  if (skip !== undefined) {
    return said(entry, 'willNot', 'byHand', `will not run at ${then}: it is left out, ${skip.reason}`);
  }
  if (pause !== undefined && atMs > nowMs && (pause.untilMs === undefined || atMs < pause.untilMs)) {
    return said(entry, 'willNot', 'paused', `will not run at ${then} unless it is resumed: ${pause.reason}`);
  }
  if (nextMs !== undefined && atMs >= nextMs) return outlook(entry, nextMs, atMs);
  if (atMs <= nowMs) return undefined;
  if (enrolment.bound?.isAfterCompletion && guard?.isIdle === false) {
    const words = `has not run at ${then} yet: its next run is counted from the end of the one in progress`;
    return said(entry, 'toCome', 'afterCompletion', words);
  }
  return said(entry, 'willNot', 'over', `will not run at ${then}: it has no next run`);
}

/** Jitter never reaches the next occurrence, so it can only be the one before. */
function occurrenceOf({ enrolment: { bound } }: JobEntry, startMs: number): number {
  const before = bound?.previous(startMs + 1);
  return bound !== undefined && before !== undefined && before + bound.jitterMs(before) === startMs ? before : startMs;
}

/** What is to be said of an occurrence that is not before the next one. */
function outlook(entry: JobEntry, nextMs: number, atMs: number): RunExplanation {
  const { bound, runsLeft } = entry.enrolment;
  const then = at(entry, atMs);
  if (bound?.isAfterCompletion && atMs !== nextMs) {
    const next = at(entry, nextMs);
    const words = `has not run at ${then} yet: its next run is at ${next}, and the one after hangs on when that ends`;
    return said(entry, 'toCome', 'afterCompletion', words);
  }
  if (bound !== undefined && runsLeft !== undefined && bound.count(nextMs, atMs) >= runsLeft) {
    const words = `will not run at ${then}: its number of runs, of which ${runsLeft} are left, is used up before`;
    return said(entry, 'willNot', 'limit', words);
  }
  return said(entry, 'toCome', 'due', `has not run at ${then} yet: it is due then`);
}

type Verdict = RunExplanation['verdict'];

function said({ name }: JobEntry, verdict: Verdict, code: string, words: string): RunExplanation {
  return { verdict, code, text: `job '${name}' ${words}.` };
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

/** Says the same of what was thrown and of the plain data that is kept of it. Never throws. */
function errorText(thrown: unknown): string {
  const { name, message } = errorData(thrown);
  return message === '' ? name : `${name}: ${message}`;
}

function madeUp(into: string | undefined): string {
  return into === undefined ? 'nothing made up for it' : `the run ${into} stood in for it`;
}

/** The occurrences on both sides, in words, or `undefined` if the instant is one itself. */
function nearest(entry: JobEntry, atMs: number): string | undefined {
  const { bound } = entry.enrolment;
  if (bound === undefined || bound.isAfterCompletion) return undefined;
  const next = bound.next(atMs - 1);
  if (next === atMs) return undefined;
  const sides = [bound.previous(atMs), next].filter(side => side !== undefined).map(side => at(entry, side));
  return sides.length === 0 ? '' : `; the nearest are ${sides.join(' and ')}`;
}

/** An instant in the zone of a job. */
function at({ enrolment }: JobEntry, ms: number): string {
  return text(enrolment.definition.schedule.zone, ms);
}

function text(zone: string, ms: number): string {
  return dateTimeIn(zoneOf(zone), ms).toISO({ suppressMilliseconds: true });
}
