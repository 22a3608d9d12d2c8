import { DAY_MS, isWeekend, weekdayOf } from './civil.js';
import type { Plan } from './plan.js';

/** Each filter looks at the wall time of the occurrence itself, after rolling and after a gap has moved it. */
export function passesFilters(plan: Plan, atMs: number): boolean {
  if (plan.startingAtMs !== undefined && atMs < plan.startingAtMs) return false;
  if (plan.untilMs !== undefined && atMs > plan.untilMs) return false;
  const wallMs = plan.zone.wallAt(atMs);
  const dayNo = Math.floor(wallMs / DAY_MS);
  const minute = Math.floor((wallMs - dayNo * DAY_MS) / 60_000);
  return passesDayFilters(plan, owner(plan, dayNo, minute)) && passesWindows(plan, minute);
}

/** The day on which the window opened that holds a minute of a date: back, minute by minute, over midnight once at most. */
function owner({ between }: Plan, dayNo: number, minuteOfDay: number): number {
  if (!between[minuteOfDay]) return dayNo;
  let minute = minuteOfDay;
  while (minute > 0 && between[minute - 1]) minute -= 1;
  return minute === 0 && between.at(-1) ? dayNo - 1 : dayNo;
}

export function passesDayFilters(plan: Plan, dayNo: number): boolean {
  const weekday = weekdayOf(dayNo);
  if (plan.excluded.has(weekday) || plan.excludedDates.has(dayNo)) return false;
  if (plan.onlyOn.some(days => !days.has(weekday))) return false;
  return !(dropsWeekends(plan) && isWeekend(dayNo));
}

/** Under months and years `weekdaysOnly` rolls a date before it has a time, and removes nothing. */
function dropsWeekends(plan: Plan): boolean {
  return plan.weekdaysOnly && plan.unit !== 'months' && plan.unit !== 'years';
}

function passesWindows({ windows, between, unless }: Plan, minute: number): boolean {
  return (windows.length === 0 || between[minute] === true) && unless[minute] !== true;
}
