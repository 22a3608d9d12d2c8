import { DAY_MS } from '../../time/calendar.js';
import { zoneOf } from '../../time/zone.js';
import { type FeltChange, feltChanges, isFrequency, onUnchangingClock } from '../clock-changes.js';
import { timetableOf } from '../compile.js';
import { clockText, exactMomentText, lengthText, listed } from '../describe/english.js';
import { NO_FILTERS } from '../filters.js';
import { recurrenceOf, type SchedulePlan } from '../plan.js';
import type { Recurrence, Window } from '../recurrence.js';
import type { Schedule } from '../schedule.js';
import { lintCron } from './lint-cron.js';

/** What a finding is about. */
export type LintCode =
  /** It has no occurrence from the start of the period on. */
  | 'neverFires'
  /** More than four years lie between two of its occurrences. */
  | 'rare'
  /** Clocks skip a time that it names. */
  | 'gap'
  /** Clocks show a time that it names twice. */
  | 'overlap'
  /** Cron text that restricts day of month and day of week, of which either may match. */
  | 'cronEitherDay'
  /** Cron text with a day from 29 to 31, which skips shorter months. */
  | 'cronMissingDay'
  /** A run may take longer than the time to the next occurrence, which is then skipped. */
  | 'timeoutOverInterval'
  /** The zone is unknown here. */
  | 'unknownZone'
  /** None of its times lies in its window. */
  | 'emptyWindow'
  /** It counts from the start of a scheduler, and so differs from process to process. */
  | 'relative'
  /** JSON that is no schedule. */
  | 'unreadable';

/** A finding before it is given its job. */
export interface Remark {
  readonly code: LintCode;
  readonly message: string;
  readonly remedy: string;
  /** In epoch milliseconds. */
  readonly at?: number;
}

/** What a check looks at, in the period [from, to). */
export interface Subject {
  readonly schedule: Schedule;
  readonly plan: SchedulePlan;
  readonly timeoutMs?: number | undefined;
  readonly overlap?: string;
  readonly from: number;
  readonly to: number;
}

/** Each looks for one thing. */
export const CHECKS: readonly ((subject: Subject) => Iterable<Remark>)[] = [
  relative,
  rare,
  clockChanges,
  cronTraps,
  emptyWindow,
  timeoutOverInterval,
];

const FOUR_YEARS_MS = 1461 * DAY_MS;
/** Clock changes that are listed for one job: twice a year in a century. */
const MAX_CHANGES = 200;
/** Intervals of which the shortest is found. */
const MAX_INTERVALS = 1000;

function* relative({ plan }: Subject): Generator<Remark> {
  const said = [
    ...relativeHeads(plan),
    ...(plan.delay === undefined ? [] : ['delayFor(…)']),
    ...(plan.when.kind === 'afterCompletion' ? ['afterCompletion()'] : []),
    ...(plan.times === undefined ? [] : ['times(…)']),
  ];
  if (said.length === 0) return;
  yield {
    code: 'relative',
    message: `${listed(said)} ${said.length === 1 ? 'depends' : 'depend'} on when a process starts, so two of them, or a restart, disagree on when it runs`,
    remedy: 'name the times with toRunEvery(…) or toRunOnceAt(instant), if that matters',
  };
}

function relativeHeads({ when }: SchedulePlan): readonly string[] {
  switch (when.kind) {
    case 'startup':
      return ['toRunNow()'];
    case 'afterStart':
      return ['at' in when.by ? 'toRunOnceAt(h, m)' : 'toRunOnceIn(…)'];
    case 'afterCompletion':
      return when.atStartup ? ['toRunNow()'] : [];
    default:
      return [];
  }
}

function* rare({ schedule, plan, from, to }: Subject): Generator<Remark> {
  if (plan.when.kind !== 'instant' && recurrenceOf(plan) === undefined) return;
  const first = schedule.nextMs(from - 1);
  if (first === undefined) {
    const message = `it has no occurrence from ${shown(schedule, from)} on`;
    yield { code: 'neverFires', message, remedy: 'remove it, or move its last bound' };
    return;
  }
  let at = first;
  do {
    // Two leaps from one occurrence to the last within four years of it go four years or more, however many lie between.
    const last = schedule.previousMs(at + FOUR_YEARS_MS + 1);
    if (last === undefined || last <= at) {
      yield* gapAfter(schedule, at);
      return;
    }
    at = last;
  } while (at < to);
}

function* gapAfter(schedule: Schedule, at: number): Generator<Remark> {
  const next = schedule.nextMs(at);
  if (next === undefined) return;
  const message = `after ${shown(schedule, at)} it does not run again until ${shown(schedule, next)}`;
  yield { code: 'rare', message, remedy: 'check its days and filters', at };
}

function* clockChanges({ plan, from, to }: Subject): Generator<Remark> {
  const recurrence = recurrenceOf(plan);
  if (recurrence === undefined) return;
  let left = MAX_CHANGES;
  for (const felt of feltChanges(recurrence, timetableOf(recurrence), from, to)) {
    if (left-- === 0) return;
    const remedy =
      felt.kind === 'gap'
        ? 'name a time that the zone never skips, or use UTC'
        : 'name a time that the zone shows once, or use UTC';
    yield { code: felt.kind, message: changeMessage(recurrence, felt), remedy, at: felt.occurrenceAt ?? felt.changeAt };
  }
}

function changeMessage(recurrence: Recurrence, { kind, wall, occurrenceAt }: FeltChange): string {
  const named = exactMomentText(wall);
  if (kind === 'overlap') {
    return `clocks show ${named} twice: ${isFrequency(recurrence) ? 'it runs both times' : 'it runs the first time only'}`;
  }
  const becomes =
    occurrenceAt === undefined ? 'it goes on after the gap' : `it runs on ${shown(recurrence, occurrenceAt)}, once`;
  return `clocks skip ${named}: ${becomes}`;
}

function* cronTraps({ plan }: Subject): Generator<Remark> {
  const recurrence = recurrenceOf(plan);
  if (recurrence?.rule.kind === 'cron') yield* lintCron(recurrence.rule);
}

function* emptyWindow({ plan, from, to }: Subject): Generator<Remark> {
  const recurrence = recurrenceOf(plan);
  if (recurrence === undefined) return;
  const { between, unlessBetween } = recurrence.filters;
  if (between.length + unlessBetween.length === 0) return;
  const withWindow = onUnchangingClock(recurrence, recurrence.startingAt ?? from);
  const without = onUnchangingClock({ ...recurrence, filters: NO_FILTERS }, recurrence.startingAt ?? from);
  const { offsetMs } = zoneOf(recurrence.zone).periodAt(from);
  if (without.count(from + offsetMs, to + offsetMs) === 0 || withWindow.count(from + offsetMs, to + offsetMs) > 0)
    return;
  yield {
    code: 'emptyWindow',
    message: `none of its times lies ${timesText(between.length > 0 ? between : unlessBetween, between.length > 0)} in the period`,
    remedy: 'widen the window or move the times into it',
  };
}

function timesText(windows: readonly Window[], isInside: boolean): string {
  const texts = windows.map(({ from, to }) => `between ${clockText(from)} and ${clockText(to)}`);
  return isInside ? listed(texts, 'or') : `outside of what is ${listed(texts)}`;
}

function* timeoutOverInterval({ schedule, timeoutMs, overlap, from, to }: Subject): Generator<Remark> {
  if (timeoutMs === undefined || overlap !== 'skip') return;
  let shortest: number | undefined;
  let at: number | undefined;
  let last = schedule.nextMs(from - 1);
  for (let left = MAX_INTERVALS; left > 0 && last !== undefined && last < to; left--) {
    const next = schedule.nextMs(last);
    if (next !== undefined && next - last < (shortest ?? Infinity)) [shortest, at] = [next - last, last];
    last = next;
  }
  if (shortest === undefined || at === undefined || timeoutMs <= shortest) return;
  yield {
    code: 'timeoutOverInterval',
    message: `a run may take ${lengthText(timeoutMs)}, but the next is due ${lengthText(shortest)} later and would be skipped`,
    remedy: "shorten withTimeout(…), or let runs wait with whenOverlapping('runAfter')",
    at,
  };
}

function shown({ zone }: { readonly zone: string }, instant: number): string {
  return exactMomentText(zoneOf(zone).wallOf(instant));
}
