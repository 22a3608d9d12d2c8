import { DAY_MS, dayOfWall } from '../time/calendar.js';
import { plusSpan } from '../time/span.js';
import { type Zone, zoneOf } from '../time/zone.js';
import { Bounded } from './bounded.js';
import { timetableOf } from './compile.js';
import { jitterOf } from './jitter.js';
import { alsoAt, Once } from './once.js';
import type { Recurrence, RelativeWords, SchedulePlan } from './recurrence.js';
import { clockTimeMs } from './times-of-day.js';
import type { Timetable } from './timetable.js';

/** A schedule whose relative words have been given the moment at which the scheduler started. */
export class BoundSchedule implements Timetable {
  /** The extra occurrence of `toRunNow()`, which `next` names too. */
  readonly startup: number | undefined;
  readonly #plan: SchedulePlan;
  readonly #timetable: Timetable;

  constructor(plan: SchedulePlan, timetable: Timetable, startMs: number) {
    const zone = zoneOf(plan.zone);
    this.#plan = plan;
    this.startup = plan.relative.runNow ? plusDelay(plan.relative, zone, startMs) : undefined;
    this.#timetable = bind(plan, timetable, zone, startMs, this.startup);
  }

  next(afterMs: number): number | undefined {
    return this.#timetable.next(afterMs);
  }

  previous(beforeMs: number): number | undefined {
    return this.#timetable.previous(beforeMs);
  }

  count(fromMs: number, toMs: number): number {
    return this.#timetable.count(fromMs, toMs);
  }

  /** Whether the next occurrence hangs on when the last run settled, as `afterCompletion()` says. `next` then names only the first. */
  get isAfterCompletion(): boolean {
    return this.#plan.relative.afterCompletion !== undefined;
  }

  /** Under `afterCompletion()`, the occurrence that follows a run which settled at `settledMs`; else `undefined`. */
  afterSettled(settledMs: number): number | undefined {
    const { afterCompletion } = this.#plan.relative;
    return afterCompletion && plusSpan(zoneOf(this.#plan.zone), settledMs, afterCompletion);
  }

  /** Under `times(n)`: how many runs there are before the schedule ends. */
  get times(): number | undefined {
    return this.#plan.relative.times;
  }

  /** How long after this occurrence its run starts; the same on every host. */
  jitterMs(occurrenceMs: number): number {
    const { name, jitterMs } = this.#plan;
    return jitterMs === 0 ? 0 : jitterOf(name, occurrenceMs, jitterMs, this.next(occurrenceMs));
  }
}

function bind(
  plan: SchedulePlan,
  timetable: Timetable,
  zone: Zone,
  startMs: number,
  startup: number | undefined,
): Timetable {
  const { relative, recurrence } = plan;
  if (relative.afterCompletion) {
    return new Once(startup ?? plusSpan(zone, plusDelay(relative, zone, startMs), relative.afterCompletion));
  }
  const onceAt = relative.once && onceOf(relative.once, zone, startMs);
  const grid = recurrence && gridTimetable(recurrence, onceAt, relative, timetable, zone, startMs);
  const named = grid ?? new Once(onceAt && plusDelay(relative, zone, onceAt));
  return startup === undefined ? named : alsoAt(new Once(startup), named);
}

function onceOf(once: NonNullable<RelativeWords['once']>, zone: Zone, startMs: number): number {
  return 'in' in once ? plusSpan(zone, startMs, once.in) : firstAt(clockTimeMs(once.at), zone, startMs);
}

/** The first instant after `startMs` that a daily rule at this time would name. */
function firstAt(time: number, zone: Zone, startMs: number): number {
  let day = dayOfWall(zone.wallOf(startMs)) - 1;
  while (zone.instantOf(day * DAY_MS + time) <= startMs) day++;
  return zone.instantOf(day * DAY_MS + time);
}

/** The grid counts from `onceAt`, if that is said. A delay holds it back but doesn't move it; it moves what `toRunOnceAt` names. */
function gridTimetable(
  recurrence: Recurrence,
  onceAt: number | undefined,
  relative: RelativeWords,
  timetable: Timetable,
  zone: Zone,
  startMs: number,
): Timetable {
  const counted = onceAt === undefined ? recurrence : { ...recurrence, startingAt: onceAt, includeStart: true };
  if (relative.delay === undefined) return onceAt === undefined ? timetable : timetableOf(counted);
  const grid = timetableOf({ ...counted, includeStart: false });
  const named = counted.rule.kind === 'once' ? counted.rule.at : counted.includeStart ? counted.startingAt : undefined;
  const held =
    counted.rule.kind === 'once'
      ? new Once(undefined)
      : new Bounded(grid, plusDelay(relative, zone, startMs), Infinity);
  if (named === undefined) return held;
  const moved: Recurrence = {
    ...recurrence,
    rule: { kind: 'once', at: plusDelay(relative, zone, named) },
    startingAt: undefined,
  };
  return alsoAt(timetableOf({ ...moved, includeStart: false }), held);
}

function plusDelay({ delay }: RelativeWords, zone: Zone, instant: number): number {
  return delay === undefined ? instant : plusSpan(zone, instant, delay);
}
