import { civilDate, DAY_MS, isWeekend, modulo, weekdayOf } from './civil.js';
import { numberedDay } from './day-choice.js';
import type { CalendarUnit, Plan } from './plan.js';

type Membership = (dayNo: number) => boolean;

/** The occurrences of a calendar unit near a range: every local date is asked whether it belongs. */
export function calendarWalk(plan: Plan, unit: CalendarUnit, fromMs: number, toMs: number): number[] {
  const { zone } = plan;
  const rolls = plan.weekdaysOnly && (unit === 'months' || unit === 'years');
  const times = plan.times.length === 0 ? [0] : plan.times;
  const belongs = membershipOf(plan, unit);
  const found: number[] = [];
  // A roll moves a date by up to 31 days either way, and a gap by up to one.
  const firstDay = Math.floor(zone.wallAt(fromMs) / DAY_MS) - (rolls ? MAX_ROLL_DAYS + 2 : 2);
  const lastDay = Math.floor(zone.wallAt(toMs) / DAY_MS) + (rolls ? MAX_ROLL_DAYS + 2 : 2);
  for (let dayNo = firstDay; dayNo <= lastDay; dayNo += 1) {
    if (!belongs(dayNo)) continue;
    const chosen = rolls ? rolled(plan, dayNo) : dayNo;
    if (chosen === undefined) continue;
    for (const timeMs of times) found.push(zone.resolve(chosen * DAY_MS + timeMs));
  }
  return found;
}

/** Does any date near the range belong? */
export function calendarMayHold(plan: Plan, unit: CalendarUnit, fromMs: number, toMs: number): boolean {
  const belongs = membershipOf(plan, unit);
  const lastDay = Math.floor(toMs / DAY_MS) + MAX_ROLL_DAYS + 3;
  for (let dayNo = Math.floor(fromMs / DAY_MS) - MAX_ROLL_DAYS - 3; dayNo <= lastDay; dayNo += 1)
    if (belongs(dayNo)) return true;
  return false;
}

/** More days than this without a working day, and there is no occurrence. */
const MAX_ROLL_DAYS = 31;

function rolled({ roll, skipped }: Plan, dayNo: number): number | undefined {
  let day = dayNo;
  while (isWeekend(day) || skipped.has(day)) day += roll === 'forward' ? 1 : -1;
  return Math.abs(day - dayNo) > MAX_ROLL_DAYS ? undefined : day;
}

const memberships = new WeakMap<Plan, Membership>();

/** Kept for each plan, because the counting of working days goes on from where it stopped. */
function membershipOf(plan: Plan, unit: CalendarUnit): Membership {
  let belongs = memberships.get(plan);
  if (belongs === undefined) {
    belongs = membership(plan, unit);
    memberships.set(plan, belongs);
  }
  return belongs;
}

/** Periods are wall periods, and the one that contains the anchor is number 0. */
function membership(plan: Plan, unit: CalendarUnit): Membership {
  const anchorDay = Math.floor(plan.zone.wallAt(plan.anchorMs) / DAY_MS);
  const anchor = civilDate(anchorDay);
  const every = (index: number): boolean => modulo(index, plan.count) === 0;
  const dayChoices = plan.dayChoices.length === 0 ? [numberedDay(anchor.day, 'clamp')] : plan.dayChoices;
  switch (unit) {
    case 'days':
      return dayNo => every(dayNo - anchorDay);
    case 'weekdays': {
      const ordinal = counter(anchorDay, dayNo => !isWeekend(dayNo));
      return dayNo => !isWeekend(dayNo) && every(ordinal(dayNo));
    }
    case 'weekends': {
      const ordinal = counter(anchorDay, isWeekend);
      return dayNo => isWeekend(dayNo) && every(ordinal(dayNo));
    }
    case 'weeks': {
      const weekdays = plan.weekdays.length === 0 ? [anchor.weekday] : plan.weekdays;
      const anchorMonday = mondayOf(anchorDay);
      return dayNo => weekdays.includes(weekdayOf(dayNo)) && every((mondayOf(dayNo) - anchorMonday) / 7);
    }
    case 'months':
      return dayNo => {
        const date = civilDate(dayNo);
        if (!every((date.year - anchor.year) * 12 + date.month - anchor.month)) return false;
        if (plan.months.length > 0 && !plan.months.includes(date.month)) return false;
        return dayChoices.some(chooses => chooses(date));
      };
    case 'years': {
      const months = plan.months.length === 0 ? [anchor.month] : plan.months;
      return dayNo => {
        const date = civilDate(dayNo);
        if (!every(date.year - anchor.year) || !months.includes(date.month)) return false;
        return dayChoices.some(chooses => chooses(date));
      };
    }
  }
}

function mondayOf(dayNo: number): number {
  return dayNo - (weekdayOf(dayNo) - 1);
}

/** The number of a day among the days that count, by counting: 0 is the first on or after the anchor. */
function counter(anchorDay: number, counts: (dayNo: number) => boolean): (dayNo: number) => number {
  let at = anchorDay;
  let index = 0;
  return dayNo => {
    for (; at < dayNo; at += 1) if (counts(at)) index += 1;
    for (; at > dayNo; at -= 1) if (counts(at - 1)) index -= 1;
    return index;
  };
}
