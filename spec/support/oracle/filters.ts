import { DAY_MS, isWeekend, weekdayOf } from './civil.js';
import type { Plan } from './plan.js';

/** Rule 6: each filter looks at the wall time of the occurrence itself, after rolling and after a gap has moved it. */
export function passesFilters(plan: Plan, atMs: number): boolean {
  if (plan.startingAtMs !== undefined && atMs < plan.startingAtMs) return false;
  if (plan.untilMs !== undefined && atMs > plan.untilMs) return false;
  const wallMs = plan.zone.wallAt(atMs);
  const dayNo = Math.floor(wallMs / DAY_MS);
  return passesDayFilters(plan, dayNo) && passesWindow(plan, wallMs - dayNo * DAY_MS);
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

function passesWindow({ window }: Plan, timeOfDayMs: number): boolean {
  if (window === undefined) return true;
  const { startMs, endMs } = window;
  return startMs < endMs
    ? startMs <= timeOfDayMs && timeOfDayMs < endMs
    : timeOfDayMs >= startMs || timeOfDayMs < endMs;
}
