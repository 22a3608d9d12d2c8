import type { DateTime } from 'luxon';
import { InvalidTimeError, NeverFiresError, ScheduleError, ScheduleRangeError, shown } from '../errors.js';
import { checkSurplus, refuseSurplus } from '../surplus.js';
import { FIRST_INSTANT, LAST_INSTANT } from '../time/calendar.js';
import { dateTimeIn, type InstantInput, instantMs, isEpochSeconds } from '../time/instant.js';
import type { BoundSchedule } from './bound.js';
import { describe } from './describe/describe.js';
import { notesOf } from './describe/notes.js';
import { partsOf, planWords } from './describe/parts.js';
import { firstStarting, jitterOf } from './jitter.js';
import { planFromJson, planToJson, type ScheduleJson } from './json/schedule-json.js';
import { type SchedulePlan, wordWithFunction } from './plan.js';
import { type ReadyPlan, readyPlan, remedyFor } from './ready-plan.js';
import { type ToCron, toCron } from './to-cron/to-cron.js';

/** The most occurrences that are listed at once: a millisecond grid has 31 thousand million in a year. */
const MAX_LISTED = 1_000_000;

/** Known to every copy of this package, so that a schedule which a dependency read with its own is run by this one. */
const BRAND = Symbol.for('carillon.Schedule');

/** Whether a value is a schedule, of this copy of the package or another. */
export function isSchedule(value: unknown): value is Schedule {
  return typeof value === 'object' && value !== null && BRAND in value;
}

/**
 * When a job runs, as a frozen value: it can be asked, described, compared and written down, without a scheduler. The
 * answers depend on its definition alone. Moments that words such as `toRunNow()` or `toRunOnceIn(n)` leave to the
 * start of a scheduler are in none of them, nor is what `andEvery(n)` counts from there: a live job tells them. Who asks
 * for occurrences is thrown a ScheduleError where a function given to `exceptOn` or `skippingDays` fails.
 */
export class Schedule {
  static {
    Object.defineProperty(Schedule.prototype, BRAND, { value: true });
  }

  /** The name of its job. */
  readonly name: string;
  /** @internal What the words said, as plain data. */
  readonly plan: SchedulePlan;
  readonly #ready: ReadyPlan;

  /** @internal A schedule of another copy of this package is one, too. */
  static [Symbol.hasInstance](value: unknown): boolean {
    return isSchedule(value);
  }

  /** @internal They come from a registry, or from `fromJSON`. @throws NeverFiresError, ScheduleError, UnknownZoneError */
  constructor(name: string, plan: SchedulePlan) {
    this.name = name;
    this.#ready = firing(name, plan);
    this.plan = this.#ready.plan;
    Object.freeze(this);
  }

  /** The zone of its wall times and of its answers, as an IANA name or a fixed offset. */
  get zone(): string {
    return this.plan.zone;
  }

  /** What it says, in English, without its zone and its phase: `every second week on Monday at 09:00`. */
  get words(): string {
    return planWords(this.plan);
  }

  /** Where it starts to count, where its words leave that open: `counted from 1 January 2024`. */
  get phase(): string | undefined {
    return partsOf(this.plan).phase;
  }

  /** What may surprise: what clock changes do, steps that don't divide, what clocks show at an hour grid, and the like. */
  get notes(): readonly string[] {
    return notesOf(this.plan, this.#ready.timetable);
  }

  /** Reads what `toJSON` wrote. @throws ScheduleError if it is no such thing. */
  static fromJSON(json: unknown): Schedule;
  static fromJSON(json: unknown, ...surplus: readonly unknown[]): Schedule {
    if (!isHandedByMap(json, surplus))
      checkSurplus('Schedule.fromJSON', 1, surplus, 'its zone and its name are in the JSON');
    const { name, plan } = planFromJson(json);
    return new Schedule(name, plan);
  }

  /**
   * The first occurrence strictly after an instant, in the schedule's zone, or `undefined` if there is none left.
   * @throws InvalidTimeError
   */
  next(after: InstantInput): DateTime<true> | undefined {
    return this.#show(this.nextMs(this.#instant(after)));
  }

  /**
   * The last occurrence strictly before an instant, in the schedule's zone, or `undefined` if there was none.
   * @throws InvalidTimeError
   */
  previous(before: InstantInput): DateTime<true> | undefined {
    const beforeMs = this.#instant(before);
    return this.#show(this.previousMs(typeof before === 'number' ? before : beforeMs));
  }

  /** `next` in epoch milliseconds, for who asks a million times. @throws InvalidTimeError for what is no number */
  nextMs(afterMs: number): number | undefined {
    return told(this.#ready.timetable.next(Math.floor(numberOf(afterMs))));
  }

  /** `previous` in epoch milliseconds. @throws InvalidTimeError for what is no number */
  previousMs(beforeMs: number): number | undefined {
    return told(this.#ready.timetable.previous(Math.ceil(numberOf(beforeMs))));
  }

  /**
   * The occurrences in [from, to), in order.
   * @throws InvalidTimeError, ScheduleRangeError if there are more than a million.
   */
  occurrencesBetween(from: InstantInput, to: InstantInput): DateTime<true>[] {
    const toMs = this.#instant(to);
    const occurrences: number[] = [];
    let at = this.nextMs(this.#instant(from) - 1);
    while (at !== undefined && at < toMs) {
      if (occurrences.length === MAX_LISTED)
        throw new ScheduleRangeError(
          `job '${this.name}' has more than ${MAX_LISTED} occurrences there: ask for a shorter time`,
        );
      occurrences.push(at);
      at = this.nextMs(at);
    }
    return occurrences.map(occurrence => dateTimeIn(this.#ready.zone, occurrence));
  }

  /**
   * When the next `count` runs after an instant start: at their occurrences or, with jitter, as much later as they will.
   * Fewer where the schedule ends.
   * @throws InvalidTimeError, ScheduleRangeError if `count` is not 0 to a million.
   */
  preview(count: number, after: InstantInput): DateTime<true>[] {
    if (!(Number.isInteger(count) && count >= 0 && count <= MAX_LISTED)) {
      throw new ScheduleRangeError(
        `preview(${shown(count)}) of job '${this.name}': the count must be 0 to ${MAX_LISTED}`,
      );
    }
    const starts: DateTime<true>[] = [];
    let at = told(firstStarting(this.#ready.timetable, this.name, this.plan.jitterMs, this.#instant(after)));
    while (at !== undefined && starts.length < count) {
      const next = this.nextMs(at);
      starts.push(dateTimeIn(this.#ready.zone, at + this.#jitterMs(at, next)));
      at = next;
    }
    return starts;
  }

  /** Whether another schedule has the same name, zone and words. Schedules with functions equal only themselves. */
  equals(other: Schedule): boolean {
    if (this === other) return true;
    if (!isSchedule(other)) return false;
    if ((wordWithFunction(this.plan) ?? wordWithFunction(other.plan)) !== undefined) return false;
    return JSON.stringify(this) === JSON.stringify(other);
  }

  /** Plain data that `fromJSON` reads. @throws ScheduleError if a function was given to `exceptOn` or `skippingDays`. */
  toJSON(): ScheduleJson {
    return planToJson(this);
  }

  /**
   * What it says, in English, with its zone, its phase and what clock changes do to it; with an instant, when next:
   * `every second week on Monday at 09:00 (Europe/Berlin), counted from 1 January 2024, next 23 November 2026`.
   * @throws InvalidTimeError
   */
  describe(after?: InstantInput): string {
    return describe(this.plan, this.#ready.timetable, after === undefined ? undefined : this.#instant(after));
  }

  /** Cron text that names exactly the same instants from 2024 on, or a typed reason why there is none. */
  toCron(): ToCron {
    return toCron(this.plan);
  }

  /** @internal Gives the relative words the moment at which a scheduler starts. */
  bind(startMs: number): BoundSchedule {
    return this.#ready.bind(startMs, this.name);
  }

  #instant(input: InstantInput): number {
    return isPlainInstant(input) ? input : instantMs(input, this.#ready.zone, `job '${this.name}': the instant`);
  }

  #show(at: number | undefined): DateTime<true> | undefined {
    return at === undefined ? undefined : dateTimeIn(this.#ready.zone, at);
  }

  #jitterMs(at: number, next: number | undefined): number {
    const { jitterMs } = this.plan;
    return jitterMs === 0 ? 0 : jitterOf(this.name, at, jitterMs, next);
  }
}

refuseSurplus(
  Schedule.prototype,
  { next: 1, previous: 1, occurrencesBetween: 2, preview: 2, equals: 1, describe: 1, toCron: 0 },
  { noun: 'schedule', label: ({ name }) => `job '${name}': `, meant: meantOfSchedule },
);

/** Others give the next few occurrences in the same place. */
function meantOfSchedule(question: string): string | undefined {
  return question === 'next' ? 'to list several, say preview(3, after)' : undefined;
}

/** Whether it is what `list.map(Schedule.fromJSON)` hands on beside each item. */
function isHandedByMap(item: unknown, [index, list]: readonly unknown[]): boolean {
  return Array.isArray(list) && list[index as number] === item;
}

/** What lies outside of the years 1 to 9999 could not be asked about. */
function told(at: number | undefined): number | undefined {
  return at !== undefined && at >= FIRST_INSTANT && at <= LAST_INSTANT ? at : undefined;
}

/** No number has no answer, and none is beyond all dates; of a fraction `next` takes the whole below, `previous` that above. */
function numberOf(ms: number): number {
  if (Number.isFinite(ms)) return Math.min(Math.max(ms, FIRST_INSTANT - 1), LAST_INSTANT + 1);
  throw new InvalidTimeError(
    `nextMs and previousMs take epoch milliseconds, not ${shown(ms)}: next and previous take more`,
  );
}

/** A number that needs no reading, nor a text to name it by, which take a tenth of the time of an answer (`next` in the bench). */
function isPlainInstant(input: InstantInput): input is number {
  const isWhole = Number.isInteger(input) && (input as number) >= FIRST_INSTANT && (input as number) <= LAST_INSTANT;
  return isWhole && !isEpochSeconds(input);
}

/** The plan made ready, if it fires, with the job's name in whatever is wrong with it. */
function firing(name: string, plan: SchedulePlan): ReadyPlan {
  // Without types it can be called as any other class.
  if (typeof plan !== 'object' || plan === null || !('when' in plan)) {
    throw new ScheduleError('a Schedule is not made by new: say Schedule.fromJSON(json), or registry.compile()');
  }
  try {
    const ready = readyPlan(plan);
    if (ready.fires) return ready;
  } catch (error) {
    throw error instanceof ScheduleError
      ? new ScheduleError(`job '${name}': ${error.message}`, { cause: error.cause ?? error })
      : error;
  }
  throw new NeverFiresError(name, { remedy: remedyFor(plan) });
}
