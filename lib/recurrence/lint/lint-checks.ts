import { DAY_MS } from '../../time/calendar.js';
import { zoneOf } from '../../time/zone.js';
import { type FeltChange, feltChanges, isFrequency, onUnchangingClock } from '../clock-changes.js';
import { timetableOf } from '../compile.js';
import { windowsText } from '../describe/describe-filters.js';
import { instantText, listed, momentText } from '../describe/english.js';
import { isHeldFromStart, knownRecurrenceOf, recurrenceOf, type SchedulePlan } from '../plan.js';
import type { Recurrence, Window } from '../recurrence.js';
import type { Schedule } from '../schedule.js';
import { NO_WINDOWS } from '../windows.js';
import { lintCron } from './lint-cron.js';
import { doubtfulName } from './lint-names.js';
import { surprisingTimes, tooLittleTime } from './lint-times.js';
import type { Remark, Subject } from './remark.js';

/** Each looks for one thing. */
export const CHECKS: readonly ((subject: Subject) => Iterable<Remark>)[] = [
  relative,
  rare,
  clockChanges,
  cronTraps,
  emptyWindow,
  surprisingTimes,
  tooLittleTime,
  doubtfulName,
];

const FOUR_YEARS_MS = 1461 * DAY_MS;
/** Clock changes that are listed for one job: twice a year in a century. */
const MAX_CHANGES = 200;

function* relative({ plan }: Subject): Generator<Remark> {
  const said = [
    ...relativeHeads(plan),
    ...(isHeldFromStart(plan) ? ['delayFor(…)'] : []),
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
  if (plan.when.kind !== 'instant' && knownRecurrenceOf(plan) === undefined) return;
  const first = schedule.nextMs(from - 1);
  if (first === undefined) {
    // That of the start itself comes all the same.
    const what = plan.when.kind === 'startup' ? 'what andEvery(…) adds' : 'it';
    const message = `${what} has no occurrence from ${shown(schedule, from)} on`;
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
  const recurrence = knownRecurrenceOf(plan);
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
  const named = momentText(wall);
  if (kind === 'overlap') {
    return `clocks show ${named} twice: ${isFrequency(recurrence) ? 'it runs both times' : 'it runs the first time only'}`;
  }
  if (occurrenceAt !== undefined) return `clocks skip ${named}: it runs on ${shown(recurrence, occurrenceAt)}, once`;
  return isFrequency(recurrence)
    ? `clocks skip ${named}: it goes on after the gap`
    : `clocks skip ${named}: it does not run, since its filters take it where it is moved to`;
}

function* cronTraps({ plan }: Subject): Generator<Remark> {
  const recurrence = recurrenceOf(plan);
  if (recurrence?.rule.kind === 'cron') yield* lintCron(recurrence.rule);
}

function* emptyWindow({ plan, from, to }: Subject): Generator<Remark> {
  const recurrence = knownRecurrenceOf(plan);
  if (recurrence === undefined) return;
  const { between, unlessBetween } = recurrence.filters;
  if (between.length + unlessBetween.length === 0) return;
  const filters = { ...recurrence.filters, between: NO_WINDOWS, unlessBetween: NO_WINDOWS };
  if (countOf({ ...recurrence, filters }, from, to) === 0 || countOf(recurrence, from, to) > 0) return;
  const times = plan.when.kind === 'grid' ? 'its times' : 'the times that andEvery(…) adds';
  yield {
    code: 'emptyWindow',
    message: `none of ${times} lies ${timesText(between, unlessBetween)} in the period`,
    remedy: 'widen the window or move the times into it',
  };
}

/** How many occurrences a period would have if clocks never changed: what a gap moves into a window is no time that was said. */
function countOf(recurrence: Recurrence, from: number, to: number): number {
  // The times of a grid that counts elapsed time are those that clocks show, however they are changed.
  if (recurrence.rule.kind === 'elapsed') return timetableOf(recurrence).count(from, to);
  const { offsetMs } = zoneOf(recurrence.zone).periodAt(from);
  return onUnchangingClock(recurrence, recurrence.startingAt ?? from).count(from + offsetMs, to + offsetMs);
}

function timesText(between: readonly Window[], unlessBetween: readonly Window[]): string {
  const inside = between.length === 0 ? [] : [windowsText(between, 'or')];
  const outside = unlessBetween.length === 0 ? [] : [`outside of what is ${windowsText(unlessBetween)}`];
  return [...inside, ...outside].join(' and ');
}

function shown({ zone }: { readonly zone: string }, instant: number): string {
  return instantText(zoneOf(zone), instant);
}
