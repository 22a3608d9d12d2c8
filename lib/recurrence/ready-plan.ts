import { DAY_MS } from '../time/calendar.js';
import { type Zone, zoneOf } from '../time/zone.js';
import { BoundSchedule } from './bound.js';
import { DEFAULT_ANCHOR_WALL, timetableOf, timetableOfPlan } from './compile.js';
import { NO_FILTERS, sieveOf } from './filters.js';
import { isCountedFromStart, recurrenceOf, type SchedulePlan, wordWithFunction } from './plan.js';
import type { Recurrence } from './recurrence.js';
import { type Key, Shared } from './shared.js';
import { clockTimeMs, isInSome, MIDNIGHT } from './times-of-day.js';
import type { Timetable } from './timetable.js';

/** The plan made ready; those of one zone whose words say the same share it. @throws what `timetableOfPlan` throws */
export function readyPlan(plan: SchedulePlan): ReadyPlan {
  const keys = keysOf(plan);
  return keys === undefined ? new ReadyPlan(plan) : shared.of(keys, () => new ReadyPlan(plan));
}

/** A plan made ready to be asked: its zone, its timetable, and the same from the start of a scheduler on. */
export class ReadyPlan {
  readonly plan: SchedulePlan;
  readonly zone: Zone;
  /** What it names without a start. */
  readonly timetable: Timetable;
  /** Whether it names any moment. */
  readonly fires: boolean;
  /** For the start that was asked for last: a scheduler binds all of its jobs to one. */
  #bound: BoundSchedule | undefined = undefined;

  constructor(plan: SchedulePlan) {
    this.plan = frozen(plan);
    this.zone = zoneOf(plan.zone);
    this.timetable = timetableOfPlan(plan);
    this.fires = fires(this.timetable, plan);
  }

  /** Gives the relative words their start. What jitter there is hangs on the name of the job. */
  bind(startMs: number, name: string): BoundSchedule {
    if (this.plan.jitterMs > 0) return new BoundSchedule(this.plan, this.timetable, startMs, name);
    if (this.#bound?.startMs !== startMs) this.#bound = new BoundSchedule(this.plan, this.timetable, startMs);
    return this.#bound;
  }
}

/** What to say where a plan never fires; `undefined` where there is no telling. */
export function remedyFor(plan: SchedulePlan): string | undefined {
  const recurrence = recurrenceOf(plan);
  const saysNoTime = recurrence !== undefined && 'times' in recurrence.rule && recurrence.rule.times === MIDNIGHT;
  if (!saysNoTime || isInSome(sieveOf(recurrence.filters).stretches, 0)) return undefined;
  return 'say at(…), since without it they name 00:00';
}

/** As many as a day has minutes, in three zones. */
const MOST_SHARED = 5_000;
const shared = new Shared<ReadyPlan>(MOST_SHARED);

/** All that a grid says; moments are seldom said twice, and functions can't be compared. */
function keysOf(plan: SchedulePlan): readonly Key[] | undefined {
  const { zone, when, delay, times, jitterMs } = plan;
  if (when.kind !== 'grid' || wordWithFunction(plan) !== undefined) return undefined;
  const { rule, filters, startingAt, until } = when.recurrence;
  const isBare = filters === NO_FILTERS && (delay ?? times ?? startingAt ?? until) === undefined;
  const rest = isBare ? '' : JSON.stringify([filters, delay, times, startingAt, until]);
  // JSON takes its time, and most rules are of days.
  if (rule.kind !== 'daily') return [zone, jitterMs, rest, JSON.stringify(rule)];
  return [zone, jitterMs, rest, rule.counting, rule.every, ...rule.times.map(clockTimeMs)];
}

/** The same value, frozen to its leaves; functions are the application's. */
function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

function fires(timetable: Timetable, plan: SchedulePlan): boolean {
  const recurrence = recurrenceOf(plan);
  if (recurrence === undefined) return true;
  if (!isCountedFromStart(plan)) return namesAny(timetable, recurrence);
  // What one start does not lead to, one at another time of the day may, or on another day of the week; and where a
  // function has a say, on another date.
  if (recurrence.rule.kind === 'elapsed' || wordWithFunction(plan) !== undefined) return true;
  return [0, 1, 2, 3, 4, 5, 6].some(days => firesFrom(plan, days));
}

/** Whether it fires where it counts from so many days after the default anchor; there is a start before every end. */
function firesFrom(plan: SchedulePlan, days: number): boolean {
  const counted = recurrenceOf(plan, DEFAULT_ANCHOR_WALL + days * DAY_MS);
  const endless = counted && { ...counted, until: undefined };
  return endless !== undefined && namesAny(timetableOf(endless), endless);
}

/** Forward from its start and back from its end, since what hangs on clock changes is found near them or not at all. */
function namesAny(timetable: Timetable, recurrence: Recurrence): boolean {
  const { startingAt = DEFAULT_ANCHOR_WALL, until = DEFAULT_ANCHOR_WALL } = recurrence;
  return timetable.next(startingAt - 1) !== undefined || timetable.previous(until + 1) !== undefined;
}
