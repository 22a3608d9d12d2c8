import { cronFields } from '../cron/cron-text.js';
import { ALL_MONTHS } from '../describe/describe-days.js';
import { isRelative, recurrenceOf, type SchedulePlan } from '../plan.js';
import type { CronRule, Recurrence } from '../recurrence.js';
import { overnightMs } from '../windows.js';
import { calendarDays, dayFields } from './cron-day-fields.js';
import { listedTimes, steppedTimes, type TimeFields } from './cron-time-fields.js';
import { isSameOverChanges } from './same-over-changes.js';

/** Why cron can't say a schedule. */
export type NoCronReason =
  | 'relative'
  | 'jitter'
  | 'bounds'
  | 'exceptions'
  | 'everyNth'
  | 'unevenSteps'
  | 'times'
  | 'window'
  | 'days'
  | 'clockChanges';

/** Cron text that names the same instants, or why there is none. */
export type ToCron = { readonly cron: string } | { readonly reason: NoCronReason; readonly message: string };

/** The fields, or the first reason against them. */
type Fields = { readonly times: TimeFields; readonly days: string } | NoCronReason;

/**
 * Cron text of five fields, or six with seconds first, that names exactly the instants of a plan from 2024 on, in its
 * zone; read by Carillon's rules, where a field with `*`, a range or a step follows elapsed time.
 */
export function toCron(plan: SchedulePlan): ToCron {
  if (isRelative(plan)) return refused('relative');
  if (plan.jitterMs > 0) return refused('jitter');
  const recurrence = recurrenceOf(plan);
  if (recurrence === undefined || recurrence.startingAt !== undefined || recurrence.until !== undefined)
    return refused('bounds');
  if (recurrence.filters.exceptOn.length + recurrence.filters.exceptWhere.length > 0) return refused('exceptions');
  if (recurrence.filters.onlyOn !== undefined && overnightMs(recurrence.filters.between) > 0) return refused('days');
  const fields = fieldsOf(recurrence);
  if (typeof fields === 'string') return refused(fields);
  const { second, minute, hour } = fields.times;
  const cron = [...(second === '0' ? [] : [second]), minute, hour, fields.days].join(' ');
  return isSameOverChanges(recurrence, cron) ? { cron } : refused('clockChanges');
}

const MESSAGES: Readonly<Record<NoCronReason, string>> = {
  relative: 'cron has no words for what counts from the start of a scheduler or from the end of a run',
  jitter: 'cron has no word for jitter',
  bounds: 'cron has no year and goes on for ever: it can neither begin, end nor happen once',
  exceptions: 'cron has no word for dates on which nothing happens',
  everyNth: 'cron can only name what is the same in every hour, day, week or year, and not count every n-th of them',
  unevenSteps:
    'cron steps evenly only by seconds through a minute, by minutes through an hour and by hours through a day, and starts anew after each',
  times: 'cron combines each of its hours with each of its minutes, and here not every combination is wanted',
  window: 'the window begins or ends within the steps of an hour, which cron gives to all hours alike',
  days: 'cron skips a missing day, rolls none to Monday, and lets either of its two day fields match',
  clockChanges: 'cron text would name other instants where clocks change',
};

function refused(reason: NoCronReason): ToCron {
  return { reason, message: MESSAGES[reason] };
}

function fieldsOf(recurrence: Recurrence): Fields {
  const { rule, filters } = recurrence;
  switch (rule.kind) {
    case 'cron':
      if (filters.between.length + filters.unlessBetween.length > 0) return 'window';
      return filters.onlyOn === undefined ? writtenFields(rule) : 'days';
    case 'elapsed': {
      const times = steppedTimes(rule, filters);
      return typeof times === 'string' ? times : { times, days: dayFields([], ALL_MONTHS, filters.onlyOn) };
    }
    default: {
      const days = calendarDays(rule, filters.onlyOn);
      if (days === 'everyNth' || days === 'days') return days;
      const times = listedTimes(rule.times, filters);
      return typeof times === 'string' ? times : { times, days };
    }
  }
}

function writtenFields({ text, dialect }: CronRule): Fields {
  const { second, minute, hour, dayOfMonth, month, dayOfWeek, year } = cronFields(text, dialect);
  if (year !== '*') return 'bounds';
  return { times: { second, minute, hour }, days: `${dayOfMonth} ${month} ${dayOfWeek}` };
}
