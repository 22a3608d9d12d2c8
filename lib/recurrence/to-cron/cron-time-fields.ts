import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../time/calendar.js';
import { timetableOf } from '../compile.js';
import { sortedDistinct } from '../cron/cron-field.js';
import { elapsedStepMs } from '../elapsed.js';
import { NO_FILTERS, sieveOf } from '../filters.js';
import type { ClockTime, ElapsedRule, Filters } from '../recurrence.js';
import { clockTimeMs, type DayStretch, isInSome } from '../times-of-day.js';

/** The fields of cron text for the time of day. */
export interface TimeFields {
  readonly second: string;
  readonly minute: string;
  readonly hour: string;
}

/** Clock times as lists, without a star, a range or a step: these would make them a frequency. */
export function listedTimes(times: readonly ClockTime[], filters: Filters): TimeFields | 'times' | 'window' {
  const stretches = sieveOf(filters).stretches;
  const left = times.filter(time => isInSome(stretches, clockTimeMs(time)));
  const hours = sortedDistinct(left.map(time => time.hour));
  const minutes = sortedDistinct(left.map(time => time.minute));
  const seconds = sortedDistinct(left.map(time => time.second));
  if (left.length === 0) return 'window';
  if (hours.length * minutes.length * seconds.length !== left.length) return 'times';
  return { second: seconds.join(), minute: minutes.join(), hour: hours.join() };
}

/** Steps as cron has them or, in windows, where they begin anew each day, the times that they come to. */
export function steppedTimes(rule: ElapsedRule, filters: Filters): TimeFields | 'unevenSteps' | 'window' {
  const steps = evenSteps(rule, filters);
  if (typeof steps !== 'string' || filters.between.length === 0) return steps;
  const listed = listedTimes(timesOfOneDay(rule, filters), NO_FILTERS);
  return typeof listed === 'string' ? steps : listed;
}

/** Those to the minute, on a day like any other. */
function timesOfOneDay(rule: ElapsedRule, filters: Filters): readonly ClockTime[] {
  if (elapsedStepMs(rule) % MINUTE_MS !== 0) return [];
  const daily = {
    rule,
    filters: { ...filters, onlyOn: undefined },
    zone: 'UTC',
    startingAt: undefined,
    until: undefined,
  };
  const timetable = timetableOf(daily);
  const times: ClockTime[] = [];
  for (let at = timetable.next(-1); at !== undefined && at < DAY_MS; at = timetable.next(at)) {
    times.push({ hour: Math.floor(at / HOUR_MS), minute: (at % HOUR_MS) / MINUTE_MS, second: 0 });
  }
  return times;
}

/** Steps that divide a minute, an hour or a day evenly, in windows of whole hours if there are any. */
function evenSteps(rule: ElapsedRule, filters: Filters): TimeFields | 'unevenSteps' | 'window' {
  const stepMs = elapsedStepMs(rule);
  const minute = rule.atMinutes.length === 0 ? '0' : rule.atMinutes.join();
  const isNarrowed = filters.between.length + filters.unlessBetween.length > 0;
  const hour = isNarrowed ? hoursOf(sieveOf(filters).stretches) : '*';
  if (hour === undefined) return 'window';
  if (divides(stepMs, MINUTE_MS, 1000)) return { second: every(stepMs / 1000, 60), minute: '*', hour };
  if (divides(stepMs, HOUR_MS, MINUTE_MS)) {
    return { second: '0', minute: stepMs === HOUR_MS ? minute : every(stepMs / MINUTE_MS, 60), hour };
  }
  if (!divides(stepMs, DAY_MS, HOUR_MS)) return 'unevenSteps';
  return !isNarrowed ? { second: '0', minute, hour: every(stepMs / HOUR_MS, 24) } : 'window';
}

function divides(stepMs: number, wholeMs: number, unitMs: number): boolean {
  return stepMs % unitMs === 0 && wholeMs % stepMs === 0;
}

function every(step: number, size: number): string {
  if (step === size) return '0';
  return step === 1 ? '*' : `*/${step}`;
}

/** Whole hours, as ranges; `undefined` where a stretch begins or ends within one. */
function hoursOf(stretches: readonly DayStretch[]): string | undefined {
  if (stretches.some(([from, to]) => from % HOUR_MS !== 0 || to % HOUR_MS !== 0)) return undefined;
  return stretches.map(([from, to]) => range(from / HOUR_MS, to / HOUR_MS - 1)).join();
}

function range(from: number, to: number): string {
  return from === to ? `${from}` : `${from}-${to}`;
}
