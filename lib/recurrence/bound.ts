import { SchedulerError } from '../errors.js';
import { DAY_MS, dayOfWall } from '../time/calendar.js';
import { plusSpan } from '../time/span.js';
import { type Zone, zoneOf } from '../time/zone.js';
import { Bounded } from './bounded.js';
import { delayed, momentBeside, timetableOf } from './compile.js';
import { jitterOf, lateJitterOf } from './jitter.js';
import { alsoAt, Once } from './once.js';
import { type AfterStart, isHeldFromStart, recurrenceOf, type SchedulePlan, wordWithFunction } from './plan.js';
import { movesWithClock, type WhenSetBack, whenSetBack } from './set-back.js';
import { clockTimeMs } from './times-of-day.js';
import type { Timetable } from './timetable.js';

/** A schedule whose relative words have been given the moment at which the scheduler started. */
export class BoundSchedule implements Timetable {
  /** The start that it was given. */
  readonly startMs: number;
  /** The extra occurrence of `toRunNow()`, which `next` names too. */
  readonly startup: number | undefined;
  /** Whether it calls functions of the application, which may take any time, and give another answer each time. */
  readonly asksFunctions: boolean;
  readonly #plan: SchedulePlan;
  readonly #timetable: Timetable;
  readonly #unstarted: Timetable;
  readonly #spreadBy: string | undefined;
  /** What was asked last, and the answer: the many jobs that share a schedule ask the same at the start, see `declare`. */
  #askedMs: number | undefined = undefined;
  #answer: number | undefined = undefined;

  /** `timetable` is what the plan names without a start; `spreadBy` the name that its jitter hangs on, if it has any. */
  constructor(plan: SchedulePlan, timetable: Timetable, startMs: number, spreadBy?: string) {
    const start = new Start(plan, startMs);
    this.#plan = plan;
    this.#unstarted = timetable;
    this.startMs = startMs;
    this.#spreadBy = spreadBy;
    this.startup = start.startup;
    this.asksFunctions = wordWithFunction(plan) !== undefined;
    this.#timetable = start.timetable(timetable);
  }

  /** @throws SchedulerError if the schedule names one that is not later, which would be a loop. */
  next(afterMs: number): number | undefined {
    if (afterMs === this.#askedMs) return this.#answer;
    const next = this.#timetable.next(afterMs);
    if (next !== undefined && next <= afterMs) {
      throw new SchedulerError('ERR_NO_PROGRESS', `the occurrence after ${afterMs} is ${next}, which is not later`);
    }
    if (!this.asksFunctions) {
      this.#askedMs = afterMs;
      this.#answer = next;
    }
    return next;
  }

  previous(beforeMs: number): number | undefined {
    return this.#timetable.previous(beforeMs);
  }

  count(fromMs: number, toMs: number): number {
    return this.#timetable.count(fromMs, toMs);
  }

  /** Whether the next occurrence hangs on when the last run settled, as `afterCompletion()` says. `next` then names only the first. */
  get isAfterCompletion(): boolean {
    return this.#plan.when.kind === 'afterCompletion';
  }

  /** Under `afterCompletion()`, the occurrence that follows a run which settled at `settledMs`; else `undefined`. */
  afterSettled(settledMs: number): number | undefined {
    const { when, zone } = this.#plan;
    return when.kind === 'afterCompletion' ? plusSpan(zoneOf(zone), settledMs, when.span) : undefined;
  }

  /** Under `times(n)`: how many runs there are before the schedule ends. */
  get times(): number | undefined {
    return this.#plan.times;
  }

  /** How long after this occurrence its run starts; the same on every host. */
  jitterMs(occurrenceMs: number): number {
    const name = this.#spreadBy;
    return name === undefined ? 0 : jitterOf(name, occurrenceMs, this.#plan.jitterMs, this.next(occurrenceMs));
  }

  /** How long after `noticedMs` a run starts that is late, which is always before the next occurrence does. */
  lateJitterMs(occurrenceMs: number, noticedMs: number): number {
    const name = this.#spreadBy;
    return name === undefined ? 0 : lateJitterOf(this, name, occurrenceMs, this.#plan.jitterMs, noticedMs);
  }

  /** What it does when the clock is set back. */
  get whenSetBack(): WhenSetBack {
    return whenSetBack(this.#plan);
  }

  /** The same schedule after the clock was set by so much, back where it is negative: what is measured from the start moves with it. */
  movedBy(byMs: number): BoundSchedule {
    if (!movesWithClock(this.#plan)) return this;
    return new BoundSchedule(this.#plan, this.#unstarted, this.startMs + byMs, this.#spreadBy);
  }
}

/** A plan, and the moment from which its relative words count. */
class Start {
  readonly #plan: SchedulePlan;
  readonly #zone: Zone;
  readonly #startMs: number;

  constructor(plan: SchedulePlan, startMs: number) {
    this.#plan = plan;
    this.#zone = zoneOf(plan.zone);
    this.#startMs = startMs;
  }

  get startup(): number | undefined {
    const { when } = this.#plan;
    const isAtStart = when.kind === 'startup' || (when.kind === 'afterCompletion' && when.atStartup);
    return isAtStart ? delayed(this.#plan, this.#startMs) : undefined;
  }

  timetable(unstarted: Timetable): Timetable {
    const { when } = this.#plan;
    switch (when.kind) {
      case 'grid':
        return this.#held(unstarted);
      case 'startup':
        return alsoAt(new Once(this.startup), this.#held(unstarted));
      case 'instant':
        return isHeldFromStart(this.#plan) ? this.#countedFrom(when.at) : unstarted;
      case 'afterStart':
        return this.#countedFrom(this.#momentOf(when.by));
      case 'afterCompletion':
        return new Once(this.startup ?? plusSpan(this.#zone, delayed(this.#plan, this.#startMs), when.span));
      case 'asked':
        return unstarted;
    }
  }

  #momentOf(by: AfterStart): number {
    return 'at' in by
      ? firstAt(clockTimeMs(by.at), this.#zone, this.#startMs)
      : plusSpan(this.#zone, this.#startMs, by);
  }

  /** A delay moves the moment, but not the grid, which counts from where the moment would be. */
  #countedFrom(at: number): Timetable {
    const recurrence = recurrenceOf(this.#plan, at);
    if (recurrence === undefined) return new Once(delayed(this.#plan, at));
    return alsoAt(momentBeside(recurrence, delayed(this.#plan, at)), this.#held(timetableOf(recurrence)));
  }

  /** A delay holds a grid back, but doesn't move it. */
  #held(timetable: Timetable): Timetable {
    if (this.#plan.delay === undefined) return timetable;
    return new Bounded(timetable, delayed(this.#plan, this.#startMs), Infinity);
  }
}

/** The first instant after `startMs` that a daily rule at this time would name. */
function firstAt(time: number, zone: Zone, startMs: number): number {
  let day = dayOfWall(zone.wallOf(startMs)) - 1;
  while (zone.instantOf(day * DAY_MS + time) <= startMs) day++;
  return zone.instantOf(day * DAY_MS + time);
}
