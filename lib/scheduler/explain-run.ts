import { errorData } from '../run/error-data.js';
import type { Run } from '../run/run.js';
import { type Attendance, explainAbsence } from './explain-absence.js';
import { at, type RunExplanation, said, textIn, unsure } from './explanation.js';
import type { JobEntry } from './job-entry.js';
import { unlessItThrows } from './occurrences.js';

/** Besides what explains that there is no run: who holds the place of one that waits, and what jobs of the name left behind. */
export interface Knowledge extends Attendance {
  readonly departed: readonly Run[];
  holderOf(run: Run): Run | undefined;
}

/**
 * Says what became of a job at an instant, from what the scheduler itself recorded and would do. The instant is that of an
 * occurrence, or that at which its run starts, jitter included. Of an instant that came again the latest run counts.
 */
export function explainRun(entry: JobEntry, askedMs: number, known: Knowledge): RunExplanation {
  const atMs = unlessItThrows(() => occurrenceOf(entry, askedMs)) ?? askedMs;
  const isIt = ({ occurrenceMs }: Run) => occurrenceMs === atMs;
  const startedThen = ({ startedAtMs }: Run) => startedAtMs === askedMs;
  const running = explainRunning(entry, atMs, askedMs);
  if (running !== undefined) return running;
  const waiting = entry.guard?.waiting.find(isIt);
  if (waiting !== undefined) return explainWaiting(entry, atMs, waiting, known);
  const records = [...known.departed, ...(entry.history?.records ?? [])];
  const record = records.findLast(candidate => covers(candidate, atMs));
  if (record !== undefined) return explainRecord(record, atMs, records);
  const started = records.findLast(startedThen);
  if (started !== undefined) return explainRecord(started, started.occurrenceMs, records);
  return (
    (entry.isBroken ? undefined : unlessItThrows(() => explainAbsence(entry, atMs, known))) ??
    unsure(entry, atMs, known.nowMs, 'broken', 'its schedule threw, and is tried again')
  );
}

/** Says so where a run for that instant, or one that started then, is in progress; also of a job that has left. */
export function explainRunning(entry: JobEntry, atMs: number, startMs: number): RunExplanation | undefined {
  const running = entry.guard?.running.find(run => run.occurrenceMs === atMs || run.startedAtMs === startMs);
  if (running === undefined) return undefined;
  const words = `at ${at(entry, running.occurrenceMs)}: it is running`;
  return { ...said(entry, 'runs', 'running', words), runId: running.runId };
}

/** The same of a record, one of those that are kept, also where the job has left. */
export function explainRecord(run: Run, atMs: number, records: readonly Run[]): RunExplanation {
  const { outcome, runId } = run;
  const code = outcome.kind === 'skipped' ? outcome.reason : outcome.kind;
  const verdict = run.startedAtMs !== undefined ? 'ran' : 'notRun';
  return { verdict, code, text: `job '${run.jobName}' at ${textIn(run.zone, atMs)}: ${fate(run, records)}.`, runId };
}

/** Whether the record tells of an occurrence at that instant. */
export function covers(run: Run, atMs: number): boolean {
  return atMs >= run.occurrenceMs && atMs <= run.lastMs && isOccurrence(run, atMs);
}

function explainWaiting(entry: JobEntry, atMs: number, run: Run, { holderOf }: Knowledge): RunExplanation {
  const words = `has not run at ${at(entry, atMs)} yet`;
  // It waits for nobody's place.
  if (entry.guard?.isStarting(run)) {
    return { ...said(entry, 'waits', 'starting', `${words}: its conditions are being asked`), runId: run.runId };
  }
  const { runId } = holderOf(run) ?? run;
  return { ...said(entry, 'waits', 'waiting', `${words}: it waits for its turn`), runId };
}

/** Jitter never reaches the next occurrence, so it can only be the one before; or the first that was found late and is run. */
function occurrenceOf({ enrolment: { bound }, late, dueAt, skips }: JobEntry, startMs: number): number {
  const before = bound?.previous(startMs + 1);
  if (before === startMs || bound === undefined) return startMs;
  if (late !== undefined && dueAt === startMs) return late.occurrences.find(ms => !skips?.has(ms)) ?? startMs;
  return before !== undefined && before + bound.jitterMs(before) === startMs ? before : startMs;
}

function isOccurrence(run: Run, atMs: number): boolean {
  return atMs === run.occurrenceMs || unlessItThrows(() => run.enrolment.bound?.next(atMs - 1)) === atMs;
}

function fate(run: Run, records: readonly Run[]): string {
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
      return `it was missed, since the scheduler came only at ${textIn(run.zone, run.settledAtMs)}; ${madeUp(outcome.into, records)}`;
  }
}

/** Says the same of what was thrown and of the plain data that is kept of it. Never throws. */
function errorText(thrown: unknown): string {
  const { name, message } = errorData(thrown);
  return message === '' ? name : `${name}: ${message}`;
}

/** When it was missed, the run that makes up for it had not begun, and may not have since. */
function madeUp(into: string | undefined, records: readonly Run[]): string {
  if (into === undefined) return 'nothing made up for it';
  const run = records.findLast(({ key, outcome }) => key === into && outcome.kind !== 'missed');
  if (run?.startedAtMs !== undefined) return `the run ${into} stood in for it`;
  return `the run ${into} was to stand in for it${run === undefined ? '' : `, but ${fate(run, records)}`}`;
}
