import { dateOfDay, dayOfWeek } from '../../time/calendar.js';
import { anchorsDayOfMonth } from '../days/monthly.js';
import type {
  ClockTime,
  DailyRule,
  DayOfWeek,
  ElapsedRule,
  Month,
  MonthlyRule,
  Roll,
  Rule,
  WeeklyRule,
  YearlyRule,
} from '../recurrence.js';
import { cronWords } from './describe-cron.js';
import { ALL_MONTHS, datesOfYear, selectorWords } from './describe-days.js';
import { clockText, dayNames, everyFew, everyNth, listed, monthName } from './english.js';

const COUNTED: Readonly<Record<DailyRule['counting'], string>> = {
  days: 'day',
  weekdays: 'weekday',
  weekends: 'weekend day',
};

/**
 * What a rule says, in English. What it leaves to the anchor is taken from `anchorDay`; `undefined` is a day that only the
 * start of a scheduler will tell.
 */
export function ruleWords(rule: Rule, anchorDay: number | undefined): string {
  switch (rule.kind) {
    case 'elapsed':
      return elapsedWords(rule);
    case 'daily':
      return `${everyNth(rule.every, COUNTED[rule.counting])} ${timesWords(rule.times)}`;
    case 'weekly':
      return `${everyNth(rule.every, 'week')} on ${daysOfWeek(rule, anchorDay)} ${timesWords(rule.times)}`;
    case 'monthly':
      return `${everyNth(rule.every, 'month')} on ${daysOfMonth(rule, anchorDay)}${rolled(rule)} ${timesWords(rule.times)}`;
    case 'yearly':
      return `${everyNth(rule.every, 'year')} on ${daysOfYear(rule, anchorDay)}${rolled(rule)} ${timesWords(rule.times)}`;
    case 'cron':
      return cronWords(rule);
  }
}

function daysOfWeek({ on }: WeeklyRule, anchorDay: number | undefined): string {
  if (on.length > 0) return dayNames(on);
  return anchorDay === undefined ? 'the same day of the week' : dayNames([dayOfWeek(anchorDay) as DayOfWeek]);
}

function daysOfMonth({ on }: MonthlyRule, anchorDay: number | undefined): string {
  if (on.length > 0) return selectorWords(on, ALL_MONTHS);
  return anchorDay === undefined ? 'the same day' : selectorWords(anchorsDayOfMonth(anchorDay), ALL_MONTHS);
}

function daysOfYear({ on, months }: YearlyRule, anchorDay: number | undefined): string {
  const days = on.length > 0 ? on : anchorDay === undefined ? undefined : anchorsDayOfMonth(anchorDay);
  const anchorMonth = anchorDay === undefined ? undefined : (dateOfDay(anchorDay).month as Month);
  const chosen = months.length > 0 ? months : anchorMonth === undefined ? undefined : [anchorMonth];
  if (days !== undefined && chosen !== undefined) return datesOfYear(days, chosen);
  if (days !== undefined) return `${selectorWords(days, ALL_MONTHS)} of the same month`;
  return chosen === undefined ? 'the same date' : `the same day of ${listed(chosen.map(monthName))}`;
}

function elapsedWords({ every, unit, atMinutes }: ElapsedRule): string {
  const minutes = listed(atMinutes.map(String));
  const at = atMinutes.length === 0 ? '' : ` at minute${atMinutes.length === 1 ? '' : 's'} ${minutes}`;
  return `${everyFew(every, unit)}${at}`;
}

function timesWords(times: readonly ClockTime[]): string {
  return `at ${listed(times.map(clockText))}`;
}

function rolled({ roll }: { readonly roll: Roll | undefined }): string {
  if (roll === undefined) return '';
  const dates = roll.skippingDays.length;
  const skipped = [
    ...(dates === 0 ? [] : [dates === 1 ? 'a date that is skipped' : `one of ${dates} dates that are skipped`]),
    ...(roll.skippingWhere.length === 0 ? [] : ['a date that a function skips']),
  ];
  if (skipped.length === 0) {
    const day = roll.to === 'forward' ? 'the next Monday' : 'the Friday before';
    return ` (or ${day} if that is on a weekend)`;
  }
  const day = roll.to === 'forward' ? 'the next working day' : 'the last working day before';
  return ` (or ${day} if that is ${listed(['on a weekend', ...skipped], 'or')})`;
}
