import { DateTime } from 'luxon';
import {
  type Alarm,
  type Clock,
  type DurationInput,
  type InstantInput,
  InvalidTimeError,
  ScheduleError,
  SchedulerError,
} from '../index.js';
import { durationOf, instantMs, isoInstant, meantDuration, shown, zoneOf } from '../kit.js';
import { checkSurplus, refuseSurplus } from '../surplus.js';
import { AlarmQueue, type PendingAlarm } from './alarm-queue.js';
import { promisesSettled } from './promises-settled.js';

/** Where a clock starts that isn't told otherwise. Never the real date: a spec should not depend on the day it is run. */
const DEFAULT_START = '2026-01-01T00:00:00.000Z';

/** A zone may be named behind it, as `Temporal.ZonedDateTime` prints it. */
const WITH_OFFSET = /T.*(Z|[+-]\d{2}(:?\d{2})?)(\[[^[\]]+\])?$/i;

/** More alarms than this at one instant are taken for a loop that will never end. */
const MAX_RINGS_AT_ONE_INSTANT = 250_000;

/** More alarms than this that only became due since runs blocked beyond the end of an advance are taken for the same. */
const MAX_RINGS_BEYOND = 50_000;

/**
 * A clock for tests that moves only when it is told to, as far as it is told to, at once. It has the two axes of a
 * host: `now()`, the wall clock, and `monotonic()`, which starts at 0.
 *
 * | | wall | monotonic | alarms |
 * |---|---|---|---|
 * | `advance`, `advanceTo` | moves | moves | each rings at its own instant |
 * | `block` (a busy loop) | moves | moves | those passed over ring late, at the end |
 * | `jump` (the clock is set) | moves | stands | none rings |
 * | `sleep` (a suspended host) | moves | stands | none rings |
 *
 * Alarms ring in order of time, then of setting. After each of them, everything that promises alone can settle has
 * settled before the clock moves on, however long the chain; what waits for the world (a file, a socket, a real
 * timer) is not waited for. Text that says an instant names its offset, since a clock has no zone to read it in.
 */
export class VirtualClock implements Clock {
  #monotonicMs = 0;
  /** What the wall clock shows when the monotonic one shows 0. */
  #originMs: number;
  #advancing = false;
  #ringsAtThisInstant = 0;
  readonly #alarms = new AlarmQueue();

  /** @throws InvalidTimeError if `start` is no instant. */
  constructor(start?: InstantInput);
  constructor(start: InstantInput = DEFAULT_START, ...surplus: readonly unknown[]) {
    checkSurplus('new VirtualClock', 1, surplus, "it is in no zone: say an instant as '2026-03-08T06:59:00-05:00'");
    this.#originMs = instantOf(start);
  }

  /** What the wall clock shows, in whole epoch milliseconds. */
  now(): number {
    return Math.floor(this.#originMs + this.#monotonicMs);
  }

  /** The milliseconds that have passed since it was made, without those of `jump` and `sleep`. */
  monotonic(): number {
    return this.#monotonicMs;
  }

  /** Rings in the first `advance` or `block` that reaches it, never before; `keepAlive` means nothing here. */
  alarm(atMonotonicMs: number, ring: () => void): Alarm {
    if (!Number.isFinite(atMonotonicMs))
      throw new InvalidTimeError(`an alarm can't be set for ${shown(atMonotonicMs)}`);
    if (typeof ring !== 'function') throw new ScheduleError(`an alarm rings by a function, not by ${shown(ring)}`);
    const alarm = { atMs: atMonotonicMs, ring };
    this.#alarms.add(alarm);
    return { cancel: () => this.#alarms.delete(alarm) };
  }

  /** How many alarms are set. 0 says that nothing is left behind. */
  get pendingAlarms(): number {
    return this.#alarms.size;
  }

  /**
   * Lets time pass, ringing every alarm at its instant, those that are set on the way too. Months and years are those
   * of the UTC calendar from `now()`; a number is milliseconds.
   * Rejects with what an alarm throws; the clock then stands at that alarm's instant, and can be advanced further.
   * @throws InvalidTimeError if `duration` is none or is negative.
   * @throws SchedulerError if the clock is advancing already (an `await` was forgotten, or a job advances the clock
   * that drives it), or if alarms follow one another at one instant without an end.
   */
  async advance(duration: DurationInput): Promise<void> {
    const untilMs = this.#monotonicMs + this.#lengthMs('advance', duration);
    await this.#ringAllDue(() => untilMs);
  }

  /** As `advance`, until the wall clock shows `instant`, also if it is set on the way. An instant in the past throws. */
  async advanceTo(instant: InstantInput): Promise<void> {
    const wallMs = instantOf(instant);
    if (wallMs < this.now()) {
      throw new InvalidTimeError(
        `advanceTo(${isoInstant(wallMs)}) is before ${isoInstant(this.now())}: use jump to set the clock back`,
      );
    }
    await this.#ringAllDue(() => wallMs - this.#originMs);
  }

  /**
   * Holds the event loop for as long: both axes have moved when the call returns, then what became due meanwhile rings
   * late. Inside a job the advance under way does that ringing, and there is nothing to wait for.
   */
  async block(duration: DurationInput): Promise<void> {
    const untilMs = this.#monotonicMs + this.#lengthMs('block', duration);
    this.#moveTo(untilMs);
    if (!this.#advancing) await this.#ringAllDue(() => untilMs);
  }

  /** Sets the wall clock forward, or back by a negative duration, as NTP or an administrator does. */
  jump(duration: DurationInput): void {
    this.#originMs += this.#spanMs('jump', duration);
  }

  /** Suspends the host: it wakes with a wall clock that has moved and timers that haven't, which can't be told from a jump. */
  sleep(duration: DurationInput): void {
    this.#originMs += this.#lengthMs('sleep', duration);
  }

  async #ringAllDue(untilMs: () => number): Promise<void> {
    if (this.#advancing) {
      throw new SchedulerError(
        'ERR_ADVANCING',
        'the virtual clock is advancing already: await the call before this one',
      );
    }
    this.#advancing = true;
    let ringsBeyond = 0;
    try {
      await promisesSettled();
      for (let due = this.#takeDue(untilMs()); due; due = this.#takeDue(untilMs())) {
        if (due.atMs > untilMs()) ringsBeyond += 1;
        if (ringsBeyond > MAX_RINGS_BEYOND) throw blockedBeyond();
        this.#moveTo(due.atMs);
        this.#countRing();
        due.ring();
        await promisesSettled();
      }
      this.#moveTo(untilMs());
    } finally {
      this.#advancing = false;
    }
  }

  /** A job that blocked beyond `untilMs` made the alarms up to there due too. */
  #takeDue(untilMs: number): PendingAlarm | undefined {
    return this.#alarms.takeDue(Math.max(untilMs, this.#monotonicMs));
  }

  /** Never back: an alarm that is overdue rings at the instant that it is. */
  #moveTo(monotonicMs: number): void {
    if (monotonicMs <= this.#monotonicMs) return;
    this.#monotonicMs = monotonicMs;
    this.#ringsAtThisInstant = 0;
  }

  #countRing(): void {
    this.#ringsAtThisInstant += 1;
    if (this.#ringsAtThisInstant <= MAX_RINGS_AT_ONE_INSTANT) return;
    throw endless(
      `more than ${MAX_RINGS_AT_ONE_INSTANT} alarms rang at ${isoInstant(this.now())}`,
      'one that is set anew, for no later, each time it rings',
    );
  }

  #lengthMs(word: string, duration: DurationInput): number {
    const spanMs = this.#spanMs(word, duration);
    if (spanMs < 0) throw new InvalidTimeError(`${word} must not be negative: use jump to set the clock back`);
    return spanMs;
  }

  #spanMs(word: string, input: DurationInput): number {
    const duration = durationOf(input, `the argument of ${word}`);
    return DateTime.fromMillis(this.now(), { zone: 'utc' }).plus(duration).toMillis() - this.now();
  }
}

refuseSurplus(
  VirtualClock.prototype,
  { advance: 1, advanceTo: 1, block: 1, jump: 1, sleep: 1 },
  {
    noun: 'clock',
    meant: (word, [count], [unit]) => {
      const call = meantDuration(word, unit, count);
      return call && `say ${call}`;
    },
  },
);

function blockedBeyond(): SchedulerError {
  return endless(
    `more than ${MAX_RINGS_BEYOND} alarms have become due since runs blocked beyond the end of the advance`,
    'runs that block for longer than their interval, so that the next is always due',
  );
}

function endless(what: string, lookFor: string): SchedulerError {
  return new SchedulerError('ERR_ENDLESS_ALARMS', `${what}: look for ${lookFor}`);
}

/** As everybody reads an instant, but for wall time: a clock has no zone to read it in. */
function instantOf(input: InstantInput): number {
  if (!isWallTime(input)) return instantMs(input, zoneOf('UTC'), 'the instant of a clock');
  throw new InvalidTimeError(
    `a clock takes a DateTime, a Date, epoch milliseconds or text with an offset such as '2026-03-08T06:59:00Z', not ${shown(input)}`,
  );
}

/** Or text that says no time at all. */
function isWallTime(input: unknown): boolean {
  if (typeof input === 'string') return !WITH_OFFSET.test(input);
  return Object.prototype.toString.call(input) === '[object Temporal.PlainDateTime]';
}
