import { selectorOrder } from '../recurrence/days/day-selectors.js';
import type { ClockTime, EveryRule, Roll } from '../recurrence/recurrence.js';
import { clockTimeMs, MIDNIGHT } from '../recurrence/times-of-day.js';
import { type Draft, type Every, NONE } from './draft.js';

/** The rule that a draft counts by, in its one form: lists sorted, without doubles. */
export function everyRuleOf(draft: Draft, { count: every, unit }: Every): EveryRule {
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

function rollOf({ calendar: { weekdaysOnly: to, skippingDays, skippingWhere = NONE } }: Draft): Roll | undefined {
  return to && { to, skippingDays: [...new Set(skippingDays)].sort(), skippingWhere };
}

function clockTimesOf({ calendar: { clockTimes } }: Draft): readonly ClockTime[] {
  return clockTimes === undefined ? MIDNIGHT : sorted(clockTimes, clockTimeMs);
}

function sorted<Item>(items: readonly Item[] = NONE, key: (item: Item) => number): readonly Item[] {
  if (items.length < 2) return items;
  const byKey = new Map(items.map(item => [key(item), item]));
  return [...byKey.values()].sort((a, b) => key(a) - key(b));
}
