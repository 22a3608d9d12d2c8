import { isOverAt } from '../job/pause.js';
import type { BoundSchedule } from '../recurrence/bound.js';
import { at, type RunExplanation, said, unsure } from './explanation.js';
import type { JobEntry } from './job-entry.js';
import { dueAtOf, firstBesideLate } from './occurrences.js';

/** What there is to know beside the job: when its scheduler was at work, and what it will do next. */
export interface Attendance {
  /** The first occurrence that was not handed out yet. */
  readonly nextMs: number | undefined;
  readonly nowMs: number;
  readonly startedAtMs: number | undefined;
  readonly stoppedAtMs: number | undefined;
  /** Whether other hosts run the job, too. */
  readonly isShared: boolean;
}

/** Says why there is no run at an instant and no record of one: what is to come, or why there was none. */
export function explainAbsence(entry: JobEntry, atMs: number, attendance: Attendance): RunExplanation {
  const { startedAtMs, stoppedAtMs, nowMs, nextMs = Infinity } = attendance;
  if (startedAtMs === undefined) return none(entry, atMs, nowMs, 'notStarted', 'the scheduler has not been started');
  const strays = strayWords(entry, atMs);
  if (strays !== undefined) return noOccurrence(entry, atMs, nowMs, strays);
  // Of a clock that was set back since, what lies before the start may be to come.
  if (atMs < Math.min(startedAtMs, nextMs) && atMs <= nowMs) {
    return none(entry, atMs, nowMs, 'startedLater', `the scheduler was started later, at ${at(entry, startedAtMs)}`);
  }
  if (stoppedAtMs !== undefined && atMs >= stoppedAtMs) {
    return none(entry, atMs, nowMs, 'stopped', `the scheduler was stopped at ${at(entry, stoppedAtMs)}`);
  }
  if (entry.enrolment.bound === undefined)
    return unsure(entry, atMs, nowMs, 'notEnrolled', 'its farm has not told yet when it runs');
  return explainToCome(entry, atMs, attendance) ?? explainPast(entry, atMs, attendance);
}

function none(entry: JobEntry, atMs: number, nowMs: number, code: string, why: string): RunExplanation {
  const isToCome = atMs > nowMs;
  const words = `${isToCome ? 'will' : 'did'} not run at ${at(entry, atMs)}: ${why}`;
  return said(entry, isToCome ? 'willNot' : 'notRun', code, words);
}

function noOccurrence(entry: JobEntry, atMs: number, nowMs: number, why: string): RunExplanation {
  return { ...none(entry, atMs, nowMs, 'noOccurrence', why), verdict: 'noOccurrence' };
}

/** Why an instant is no occurrence, with those on both sides; `undefined` if it is one, or nobody can tell. */
function strayWords(entry: JobEntry, atMs: number): string | undefined {
  const { bound, isWhenAsked } = entry.enrolment;
  if (isWhenAsked) return 'it has no schedule, and runs when it is asked for';
  if (bound === undefined || bound.isAfterCompletion) return undefined;
  const next = bound.next(atMs - 1);
  if (next === atMs) return undefined;
  const sides = [bound.previous(atMs), next].filter(side => side !== undefined).map(side => at(entry, side));
  const nearest = sides.length === 1 ? 'the nearest is' : 'the nearest are';
  return `its schedule names no such instant${sides.length === 0 ? '' : `; ${nearest} ${sides.join(' and ')}`}`;
}

function explainToCome(entry: JobEntry, atMs: number, { nowMs, nextMs }: Attendance): RunExplanation | undefined {
  const { pause, guard, skips } = entry;
  const { bound, runsLeft } = entry.enrolment;
  const then = at(entry, atMs);
  const skip = skips?.get(atMs);
  if (skip !== undefined) {
    return said(entry, 'willNot', 'byHand', `will not run at ${then}: it is left out, ${skip.reason}`);
  }
  // Neither the end of a pause nor that of a run brings another.
  if (runsLeft === 0 && atMs > nowMs) return none(entry, atMs, nowMs, 'limit', 'its number of runs is used up');
  const firstMs = isLate(entry, atMs) || bound?.isAfterCompletion ? nextMs : firstBesideLate(entry, nextMs);
  if (pause !== undefined && (atMs > nowMs || atMs >= (firstMs ?? Infinity)) && !isOverAt(pause, atMs)) {
    // What has come, and waits for its jitter, is not caught up with either.
    const remedy = atMs > nowMs ? ' unless it is resumed' : '';
    return said(entry, 'willNot', 'paused', `will not run at ${then}${remedy}: ${pause.reason}`);
  }
  if (firstMs !== undefined && atMs >= firstMs) return outlook(entry, atMs, firstMs, nowMs);
  if (atMs <= nowMs) return undefined;
  if (bound?.isAfterCompletion && guard?.isIdle === false) {
    const words = `has not run at ${then} yet: its next run is counted from the end of the one in progress`;
    return said(entry, 'toCome', 'afterCompletion', words);
  }
  if (nextMs !== undefined) return none(entry, atMs, nowMs, 'notRepeated', `its next run is at ${at(entry, nextMs)}`);
  return none(entry, atMs, nowMs, 'over', 'it has no next run');
}

/** What is to be said of an occurrence that is not before the next one. */
function outlook(entry: JobEntry, atMs: number, nextMs: number, nowMs: number): RunExplanation {
  const { bound, runsLeft } = entry.enrolment;
  const then = at(entry, atMs);
  if (bound?.isAfterCompletion && atMs !== nextMs) {
    const next = at(entry, nextMs);
    const words = `has not run at ${then} yet: its next run is at ${next}, and the one after hangs on when that ends`;
    return said(entry, 'toCome', 'afterCompletion', words);
  }
  if (bound !== undefined && runsLeft !== undefined && runsBetween(entry, bound, nextMs, atMs) >= runsLeft) {
    const words = `will not run at ${then}: its number of runs, of which ${runsLeft} are left, is used up before`;
    return said(entry, 'willNot', 'limit', words);
  }
  const startMs = isLate(entry, atMs) ? entry.dueAt : dueAtOf(entry, atMs);
  const start = startMs === atMs ? '' : `, and starts at ${at(entry, startMs)}`;
  return said(entry, 'toCome', 'due', `has not run at ${then} yet: it is due${atMs > nowMs ? ' then' : ''}${start}`);
}

/** How many runs come in [fromMs, toMs), and late ones before: none of what is left out by hand or lies in a pause. */
function runsBetween(entry: JobEntry, bound: BoundSchedule, fromMs: number, toMs: number): number {
  const { pause, skips, late, dueAt } = entry;
  const beginsMs = Math.min(toMs, Math.max(fromMs, pause?.untilMs ?? fromMs));
  const leftOut = [...(skips?.keys() ?? [])].filter(ms => ms >= beginsMs && ms < toMs);
  const startsLate = late !== undefined && !isLate(entry, fromMs) && (pause === undefined || isOverAt(pause, dueAt));
  const lateRuns = startsLate ? late.occurrences.filter(ms => !skips?.has(ms)) : [];
  return lateRuns.length + bound.count(beginsMs, toMs) - leftOut.length;
}

/** Whether it was found late, and waits. */
function isLate({ late }: JobEntry, atMs: number): boolean {
  return late?.occurrences.includes(atMs) ?? false;
}

/** Of what was due once and left no record. While none was dropped, what has none was not run. */
function explainPast(entry: JobEntry, atMs: number, { isShared, nowMs }: Attendance): RunExplanation {
  const { history, enrolment } = entry;
  const { bound, runsLeft } = enrolment;
  if (isShared)
    return unsure(entry, atMs, nowMs, 'elsewhere', 'this host does not know what others of its farm have run');
  if (history?.isFull && history.records.every(({ occurrenceMs }) => occurrenceMs > atMs)) {
    return unsure(entry, atMs, nowMs, 'forgotten', 'its history no longer reaches back that far');
  }
  if (bound?.isAfterCompletion) return noOccurrence(entry, atMs, nowMs, 'none was due then');
  if (bound !== undefined && atMs < bound.startMs) {
    return none(entry, atMs, nowMs, 'scheduledLater', `its schedule holds only since ${at(entry, bound.startMs)}`);
  }
  if (runsLeft === 0) return none(entry, atMs, nowMs, 'limit', 'its number of runs was used up before');
  return unsure(entry, atMs, nowMs, 'forgotten', 'there is no record of it');
}
