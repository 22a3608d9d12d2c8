import { selectorOrder } from '../recurrence/days/day-selectors.js';
import type { ClockTime, EveryRule, Roll } from '../recurrence/recurrence.js';
import { MIDNIGHT } from '../recurrence/times-of-day.js';
import type { Draft, Every } from './draft.js';

/** The rule that a draft counts by, in its one form: lists sorted, without doubles. */
export function everyRuleOf(draft: Draft, every: Every): EveryRule {
  return Object.freeze(ruleOf(draft, every));
}

function ruleOf(draft: Draft, { count: every, unit }: Every): EveryRule {
  const times = clockTimesOf(draft);
  const on = sorted(draft.calendar.daysOfMonth, selectorOrder);
  switch (unit) {
    case 'milliseconds':
    case 'seconds':
    case 'minutes':
    case 'hours':
      return { kind: 'elapsed', every, unit, atMinutes: sorted(draft.calendar.minutesOfHour, Number) };
    case 'days':
    case 'weekdays':
    case 'weekends':
      return { kind: 'daily', every, counting: unit, times };
    case 'weeks':
      return { kind: 'weekly', every, on: sorted(draft.calendar.daysOfWeek, Number), times };
    case 'months':
      return { kind: 'monthly', every, on, roll: rollOf(draft), times };
    case 'years':
      return {
        kind: 'yearly',
        every,
        months: sorted(draft.calendar.months, Number),
        on,
        roll: rollOf(draft),
        times,
      };
  }
}

function rollOf({ calendar: { weekdaysOnly: to, skippingDays, skippingWhere } }: Draft): Roll | undefined {
  return to && Object.freeze({ to, skippingDays: Object.freeze([...new Set(skippingDays)].sort()), skippingWhere });
}

function clockTimesOf(draft: Draft): readonly ClockTime[] {
  const { clockTimes } = draft.calendar;
  if (clockTimes.length === 0) return MIDNIGHT;
  return clockTimes.length === 1 ? shared(clockTimes) : sorted(clockTimes, secondOfDay);
}

/** Most schedules have one time of day, and many have the same, of which there is one list for all. */
const singleTimes = new Map<number, readonly ClockTime[]>();

function shared(times: readonly ClockTime[]): readonly ClockTime[] {
  const key = secondOfDay(times[0] as ClockTime);
  const known = singleTimes.get(key);
  if (known === undefined) singleTimes.set(key, times);
  return known ?? times;
}

function secondOfDay(time: ClockTime): number {
  return (time.hour * 60 + time.minute) * 60 + time.second;
}

function sorted<Item>(items: readonly Item[], key: (item: Item) => number): readonly Item[] {
  if (items.length < 2) return items;
  const byKey = new Map(items.map(item => [key(item), item]));
  return Object.freeze([...byKey.values()].sort((a, b) => key(a) - key(b)));
}
