import { calendarMayHold, calendarWalk } from './calendar-walk.js';
import { DAY_MS } from './civil.js';
import { cronMayHold, cronShortMs, cronWalk } from './cron.js';
import { type Barren, elapsedMayHold, elapsedWalk } from './elapsed-walk.js';
import { passesDayFilters, passesFilters } from './filters.js';
import { ELAPSED_MS, isElapsed, type Plan, planOf } from './plan.js';
import { firstOf, lastOf, type Source, sortedDistinct } from './search.js';
import type { OracleSchedule } from './words.js';

const YEAR_MS = 366 * DAY_MS;

/** Two cycles of the calendar: what has not come by then is taken never to come. */
const CALENDAR_HORIZON_MS = 800 * YEAR_MS;

/** A grid of physical time is not searched point by point for centuries: two years, or 2000 steps where those are longer. */
const ELAPSED_HORIZON_MS = 2 * YEAR_MS;
const ELAPSED_HORIZON_STEPS = 2000;

/** Ranges that are walked whole rather than halved. */
const SHORT_DAYS = 40;
const SHORT_STEPS = 64;

const plans = new WeakMap<OracleSchedule, Plan>();

/** Every occurrence with `fromMs <= t < toMs`, sorted and distinct, found by walking; slow, and meant to be plainly right. */
export function oracleOccurrences(schedule: OracleSchedule, fromMs: number, toMs: number): number[] {
  return list(planFor(schedule), fromMs, toMs);
}

/** The least occurrence strictly after; `undefined` where none is within the horizon, or `withinMs` of that instant. */
export function oracleNext(schedule: OracleSchedule, afterMs: number, withinMs = Infinity): number | undefined {
  const plan = planFor(schedule);
  const startMs = Math.max(afterMs + 1, plan.startingAtMs ?? -Infinity);
  const endMs = Math.min(startMs + horizonMs(plan, startMs), (plan.untilMs ?? Infinity) + 1, afterMs + withinMs);
  return firstOf(sourceOf(plan), startMs, endMs);
}

/** The greatest occurrence strictly before; `undefined` as above. */
export function oraclePrevious(schedule: OracleSchedule, beforeMs: number, withinMs = Infinity): number | undefined {
  const plan = planFor(schedule);
  const endMs = Math.min(beforeMs, (plan.untilMs ?? Infinity) + 1);
  const startMs = Math.max(endMs - horizonMs(plan, endMs), plan.startingAtMs ?? -Infinity, beforeMs - withinMs);
  return lastOf(sourceOf(plan), startMs, endMs);
}

function planFor(schedule: OracleSchedule): Plan {
  let plan = plans.get(schedule);
  if (plan === undefined) {
    plan = planOf(schedule);
    plans.set(schedule, plan);
  }
  return plan;
}

function list(plan: Plan, fromMs: number, toMs: number): number[] {
  const within = candidates(plan, fromMs, toMs).filter(atMs => fromMs <= atMs && atMs < toMs);
  return sortedDistinct(within).filter(atMs => passesFilters(plan, atMs));
}

/** May hold instants outside the range and instants that a filter removes; never lacks one of the range. */
function candidates(plan: Plan, fromMs: number, toMs: number): readonly number[] {
  if (plan.cron !== undefined) return cronWalk(plan.cron, plan.zone, fromMs, toMs);
  const once = plan.onceAtMs === undefined ? [] : [plan.onceAtMs];
  if (plan.unit === undefined) return once;
  const walked = isElapsed(plan.unit)
    ? elapsedWalk(plan, stepMs(plan, ELAPSED_MS[plan.unit]), fromMs, toMs, barrenFor(plan))
    : calendarWalk(plan, plan.unit, fromMs, toMs);
  return once.concat(walked);
}

function stepMs(plan: Plan, unitMs: number): number {
  return plan.count * unitMs;
}

/** Days are compared only where the offset is steady, so that both ends of the stretch tell all its dates. */
function barrenFor(plan: Plan): Barren {
  const { zone } = plan;
  return (fromMs, toMs) => {
    if (zone.offsetAt(fromMs) !== zone.offsetAt(toMs)) return false;
    const lastDay = Math.floor(zone.wallAt(toMs - 1) / DAY_MS);
    // What happens after midnight may belong to the day before.
    for (let dayNo = Math.floor(zone.wallAt(fromMs) / DAY_MS) - 1; dayNo <= lastDay; dayNo += 1) {
      if (passesDayFilters(plan, dayNo)) return false;
    }
    return true;
  };
}

function sourceOf(plan: Plan): Source {
  const { cron, unit, onceAtMs } = plan;
  const holdsOnce = (fromMs: number, toMs: number): boolean =>
    onceAtMs !== undefined && fromMs <= onceAtMs && onceAtMs < toMs;
  const mayHold = (fromMs: number, toMs: number): boolean => {
    if (cron !== undefined) return cronMayHold(cron, fromMs, toMs);
    if (holdsOnce(fromMs, toMs)) return true;
    if (unit === undefined) return false;
    if (isElapsed(unit)) return elapsedMayHold(plan, fromMs, toMs, barrenFor(plan));
    return calendarMayHold(plan, unit, fromMs, toMs);
  };
  return { list: (fromMs, toMs) => list(plan, fromMs, toMs), mayHold, shortMs: shortMs(plan) };
}

function shortMs(plan: Plan): number {
  if (plan.cron !== undefined) return cronShortMs(plan.cron);
  return isElapsed(plan.unit) ? SHORT_STEPS * stepMs(plan, ELAPSED_MS[plan.unit]) : SHORT_DAYS * DAY_MS;
}

function horizonMs(plan: Plan, nearMs: number): number {
  if (plan.onceAtMs !== undefined && plan.unit === undefined) return Math.abs(plan.onceAtMs - nearMs) + DAY_MS;
  if (!isElapsed(plan.unit)) return CALENDAR_HORIZON_MS;
  return Math.max(ELAPSED_HORIZON_MS, ELAPSED_HORIZON_STEPS * stepMs(plan, ELAPSED_MS[plan.unit]));
}
