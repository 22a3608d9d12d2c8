import { DAY_MS, dayOfWall, HOUR_MS, parseIsoDate } from '../../time/calendar.js';
import { zoneOf } from '../../time/zone.js';
import { DEFAULT_ANCHOR_WALL } from '../compile.js';
import { parseCron } from '../cron/cron.js';
import { elapsedStepMs } from '../elapsed.js';
import { recurrenceOf, type SchedulePlan } from '../plan.js';
import { DayOfWeek, type Filters, type Recurrence, type Window } from '../recurrence.js';
import { clockTimeMs } from '../times-of-day.js';
import type { Timetable } from '../timetable.js';
import { overnightMs } from '../windows.js';
import { clockChangeWords } from './describe-clock-changes.js';
import { isOneTime } from './describe-cron.js';
import { ruleWords } from './describe-rule.js';
import { limitClauses, startMoment, startWords } from './describe-start.js';
import { clockText, dateText, dayNames, exactMomentText, lengthText, listed, momentText } from './english.js';

/** Without a moment to look ahead from, the clock changes of the rules that zones have had of late decide. */
const UNDATED_FROM = Date.UTC(2030, 0, 1);

/** More excepted dates than these are counted, not said. */
const MAX_DATES = 5;

/**
 * A plan in English: what, in which zone, counted from where, narrowed by what, what happens on clock changes and, with
 * a moment `after` in epoch milliseconds, when next. `timetable` is that of the plan.
 */
export function describe(plan: SchedulePlan, timetable: Timetable, after?: number): string {
  const recurrence = recurrenceOf(plan);
  const { jitterMs } = plan;
  const clauses = recurrence === undefined ? [startWords(plan)] : recurrenceClauses(plan, recurrence);
  clauses.push(...limitClauses(plan));
  if (jitterMs > 0) clauses.push(`each run up to ${lengthText(jitterMs)} later by jitter`);
  if (recurrence === undefined) return clauses.join(', ');
  const changes = clockChangeWords(recurrence, timetable, after ?? UNDATED_FROM);
  if (changes !== undefined) clauses.push(changes);
  const next = after === undefined || isUnbound(plan) ? undefined : nextWords(plan, recurrence, timetable, after);
  return [...clauses, ...(next ?? [])].join(', ');
}

/** What a plan says first, without its zone: `every day at 21:15`. */
export function headWords(plan: SchedulePlan): string {
  const recurrence = recurrenceOf(plan);
  const [head = ''] = recurrence === undefined ? [startWords(plan)] : recurrenceClauses(plan, recurrence);
  return head.replace(` (${plan.zone})`, '');
}

function recurrenceClauses(plan: SchedulePlan, recurrence: Recurrence): string[] {
  const zone = zoneOf(recurrence.zone);
  const { rule, filters, startingAt, until } = recurrence;
  const startWall = startingAt === undefined ? undefined : zone.wallOf(startingAt);
  const anchorDay = plan.when.kind === 'afterStart' ? undefined : dayOfWall(startWall ?? DEFAULT_ANCHOR_WALL);
  const words = ruleWords(rule, anchorDay);
  const first = startMoment(plan);
  const head = first === undefined ? words : `${first} and then ${words}`;
  const clauses = [`${head}${windowWords(recurrence)} (${recurrence.zone})`, ...filterClauses(filters)];
  const phase = phaseWords(plan, recurrence, startWall);
  if (phase !== undefined) clauses.splice(1, 0, phase);
  if (until !== undefined) clauses.push(`until ${exactMomentText(zone.wallOf(until))}`);
  return clauses;
}

function windowWords({ rule, filters: { between, unlessBetween } }: Recurrence): string {
  const but = unlessBetween.length === 0 ? '' : ` but not ${windowsText(unlessBetween)}`;
  if (between.length === 0) return but;
  const anew = between.length === 1 ? ', anew each day' : ', anew at each opening';
  return ` ${windowsText(between)}${rule.kind === 'elapsed' ? anew : ''}${but}`;
}

function windowsText(windows: readonly Window[]): string {
  return listed(windows.map(({ from, to }) => `between ${clockText(from)} and ${clockText(to)}`));
}

/** Where counting starts, if the words leave it open. */
function phaseWords(plan: SchedulePlan, recurrence: Recurrence, startWall: number | undefined): string | undefined {
  const counts = isCounted(recurrence, startWall);
  if (plan.when.kind === 'afterStart' || plan.when.kind === 'instant') {
    return counts || recurrence.rule.kind === 'elapsed' ? 'counted from there' : undefined;
  }
  if (startWall === undefined) return counts ? `counted from ${dateText(dayOfWall(DEFAULT_ANCHOR_WALL))}` : undefined;
  return `starting on ${momentText(startWall)}${counts ? ' and counted from there' : ''}`;
}

/** Whether there is a phase: not in every single period, and not in steps that fill the hour evenly from its start. */
function isCounted({ rule, filters }: Recurrence, startWall: number | undefined): boolean {
  switch (rule.kind) {
    case 'cron':
      return false;
    case 'elapsed':
      if (filters.between.length > 0) return false;
      return HOUR_MS % elapsedStepMs(rule) !== 0 || (startWall ?? 0) % elapsedStepMs(rule) !== 0;
    default:
      return rule.every > 1;
  }
}

function filterClauses(filters: Filters): readonly string[] {
  const { between, onlyOn, exceptOn, exceptWhere } = filters;
  const clauses: string[] = [];
  if (onlyOn !== undefined) clauses.push(weekWords(onlyOn));
  if (exceptOn.length > 0) clauses.push(`not on ${datesWords(exceptOn)}`);
  if (exceptWhere.length > 0) clauses.push('not on dates that a function excepts');
  if (clauses.length > 0 && overnightMs(between) > 0) clauses.push('by the day on which the window opens');
  return clauses;
}

/** `only on Monday to Friday`, or the other way round where that is shorter: `not on Saturday`. */
function weekWords(onlyOn: readonly DayOfWeek[]): string {
  const others = Object.values(DayOfWeek).filter(day => !onlyOn.includes(day));
  const isRun = (onlyOn.at(-1) ?? 0) - (onlyOn[0] ?? 0) === onlyOn.length - 1;
  return isRun || others.length > 2 ? `only on ${dayNames(onlyOn)}` : `not on ${dayNames(others)}`;
}

function datesWords(isoDates: readonly string[]): string {
  const dates = isoDates.map(text => dateText(parseIsoDate(text) as number));
  return dates.length > MAX_DATES ? `${dates.length} dates from ${dates[0]} to ${dates.at(-1)}` : listed(dates, 'or');
}

/** What counts from the start of a scheduler has no next occurrence before that. */
function isUnbound({ when, delay }: SchedulePlan): boolean {
  return when.kind === 'afterStart' || delay !== undefined;
}

function nextWords(
  { when }: SchedulePlan,
  recurrence: Recurrence,
  timetable: Timetable,
  after: number,
): readonly string[] {
  const next = timetable.next(after);
  if (next === undefined) return ['no further occurrence'];
  const wall = zoneOf(recurrence.zone).wallOf(next);
  const saysTime = when.kind !== 'instant' && isOnlyTime(recurrence, wall);
  return [`next ${saysTime ? dateText(dayOfWall(wall)) : exactMomentText(wall)}`];
}

/** Whether the rule has said the time already, so that the date will do. */
function isOnlyTime({ rule }: Recurrence, wall: number): boolean {
  if (rule.kind === 'cron')
    return isOneTime(parseCron(rule.text, rule.dialect)) && ruleWords(rule, undefined).includes(' at ');
  if (!('times' in rule)) return false;
  const [time, ...others] = rule.times;
  return time !== undefined && others.length === 0 && clockTimeMs(time) === wall - dayOfWall(wall) * DAY_MS;
}
