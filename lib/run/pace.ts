import { shown } from '../errors.js';
import { type AfterRound, type Alarm, type AlarmOptions, CLOCK_JUMP_MS, type Clock } from '../time/clock.js';
import { nowhere } from '../time/no-context.js';
import { contain, type Report } from './contain.js';

/** How long work may follow upon work, in milliseconds, before the event loop is let go on. */
export const SLICE_MS = 10;

/** How many steps may follow upon one another, where a clock stands still meanwhile, as a virtual one does. */
const MAX_STEPS = 10_000;

/** How long a clock that fails is left alone. */
export const CLOCK_FAILED_MS = 1_000;

/** What waits until nothing else of ours is on the stack. */
export interface Step {
  go(): void;
}

/**
 * Time and pace of one scheduler. It is a clock that never fails, whatever that of the application does: where it throws, or
 * gives what is no number or no alarm, the last reading stands, and the alarm is the host's own, a second later. What it
 * last showed is kept, and is read anew after each piece of the application's code and no more often.
 *
 * It takes one step after the other, in the order in which they came, none from within another, so that the stack stays
 * flat; and none for longer than a slice until the event loop has come round, whether they follow one another at once or
 * by promises.
 */
export class Pace implements Clock {
  /** The wall clock as it was last read, in epoch milliseconds. */
  nowMs = 0;
  /** The monotonic clock as it was last read. */
  monotonicMs = 0;
  /** Whether both could be read when they were last. */
  isReadable = false;
  /** By how much the wall clock was set back in all: who came before that is ahead of whoever comes at the same time again. */
  setBackMs = 0;
  readonly #clock: Clock;
  readonly #host: Clock;
  readonly #afterRound: AfterRound | undefined;
  readonly #report: Report;
  #isTicking = false;
  #aheadMs = -Infinity;
  #steps: Step[] = [];
  #taken = 0;
  #isOpen = false;
  /** Until it rings, what comes waits. */
  #pause: Alarm | undefined = undefined;
  /** Of the slice that goes on; `undefined` when the loop has come round since. */
  #sliceEndMs: number | undefined = undefined;
  #openedAtMs = 0;
  #stepsLeft = MAX_STEPS;

  /** `host` gives the alarms that `clock` can't. */
  constructor(clock: Clock, host: Clock, afterRound: AfterRound | undefined, report: Report) {
    this.#clock = clock;
    this.#host = host;
    this.#afterRound = afterRound;
    this.#report = report;
  }

  /** Reads both axes of the clock. */
  read(): void {
    this.#isTicking = false;
    this.isReadable = false;
    try {
      const monotonicMs = this.#clock.monotonic();
      if (!Number.isFinite(monotonicMs)) throw new TypeError(`its monotonic() gave ${monotonicMs}`);
      this.monotonicMs = monotonicMs;
      this.#isTicking = true;
      const nowMs = this.#clock.now();
      if (!Number.isFinite(nowMs)) throw new TypeError(`its now() gave ${nowMs}`);
      const aheadMs = nowMs - monotonicMs;
      if (this.#aheadMs - aheadMs >= CLOCK_JUMP_MS) this.setBackMs += this.#aheadMs - aheadMs;
      this.#aheadMs = aheadMs;
      this.nowMs = nowMs;
      this.isReadable = true;
    } catch (error) {
      this.#report('the clock', error);
    }
  }

  now(): number {
    this.read();
    return this.nowMs;
  }

  monotonic(): number {
    this.read();
    return this.monotonicMs;
  }

  /** Rings at most once, in nobody's async context, and not after it was cancelled. */
  alarm(atMonotonicMs: number, ring: () => void, { keepAlive = true }: AlarmOptions = {}): Alarm {
    let isPending = true;
    const alarm = this.#alarm(atMonotonicMs, rung, keepAlive);
    return {
      cancel: () => {
        isPending = false;
        void contain('the clock', this.#report, () => alarm.cancel());
      },
    };

    function rung(): void {
      if (!isPending) return;
      isPending = false;
      nowhere.runInAsyncScope(ring);
    }
  }

  /** Takes the step now, or when its turn has come. */
  take(step: Step): void {
    this.#steps.push(step);
    if (!this.#isOpen && this.#pause === undefined) this.around(() => {});
  }

  /**
   * The same for work of the application that needs nothing of ours: where the event loop can't be waited for, as under a
   * virtual clock, it never waits.
   */
  takeOutside(step: Step): void {
    if (this.#afterRound === undefined) step.go();
    else this.take(step);
  }

  /** Reads the clock, and begins a stretch of our own code, in which steps are gathered. @returns whether the caller must `close` it. */
  open(): boolean {
    this.read();
    if (this.#isOpen) return false;
    this.#isOpen = true;
    // A virtual clock moves between alarms only.
    if (this.#afterRound === undefined && this.monotonicMs !== this.#openedAtMs) this.#sliceEndMs = undefined;
    this.#openedAtMs = this.monotonicMs;
    if (this.#sliceEndMs === undefined) this.#beginSlice();
    return true;
  }

  /** Does a piece of our own work, and then what it has made possible: for none of that in the async context of the caller. */
  around(work: () => void): void {
    nowhere.runInAsyncScope(() => {
      const isOutermost = this.open();
      work();
      if (isOutermost) this.close();
    });
  }

  /** Takes the steps that were gathered, and ends the stretch; what the slice is too short for follows when the loop has come round. */
  close(): void {
    while (this.#pause === undefined && this.#taken < this.#steps.length) {
      if (this.isOver) {
        this.#rest();
      } else {
        const step = this.#steps[this.#taken] as Step;
        this.#taken += 1;
        this.#stepsLeft -= 1;
        step.go();
      }
    }
    if (this.#taken > 0 && this.#taken === this.#steps.length) {
      this.#steps = [];
      this.#taken = 0;
    }
    this.#isOpen = false;
    // By what was done here a virtual clock may have been moved, too.
    this.#openedAtMs = this.monotonicMs;
  }

  /** How many steps wait, for `drainSince`. */
  get mark(): number {
    return this.#steps.length;
  }

  /** Takes the steps that have come since `mark`, ahead of all that wait: what is due now is not late for what is overdue. */
  drainSince(mark: number): void {
    while (this.#steps.length > mark && !this.isOver) {
      const step = this.#steps.length === mark + 1 ? this.#steps.pop() : this.#steps.splice(mark, 1)[0];
      this.#stepsLeft -= 1;
      step?.go();
    }
  }

  /** Whether the event loop has been held for a slice. */
  get isOver(): boolean {
    return this.#stepsLeft <= 0 || this.monotonicMs >= (this.#sliceEndMs ?? Infinity);
  }

  /** The same, by a look at the clock. */
  isOverNow(): boolean {
    this.read();
    return this.isOver;
  }

  /** Whether what has ended is told later: the event loop has been held for a slice, and can be waited for. */
  get mustRest(): boolean {
    return this.#afterRound !== undefined && this.isOver;
  }

  /** Takes what waits now, since nothing begins any more and each step comes to its end at once; then a slice begins. */
  flush(): void {
    this.#pause?.cancel();
    this.#pause = undefined;
    for (const step of this.#steps.splice(this.#taken)) step.go();
    this.#beginSlice();
  }

  /** Counts a step that is taken by somebody else. @returns whether the event loop has been held for a slice by now. */
  isOverAfterStep(): boolean {
    this.#stepsLeft -= 1;
    return this.isOverNow();
  }

  /** An alarm has rung, so the event loop has come round. */
  round(): void {
    this.#sliceEndMs = undefined;
  }

  #beginSlice(): void {
    this.#sliceEndMs = this.monotonicMs + SLICE_MS;
    this.#stepsLeft = MAX_STEPS;
    this.#afterRound?.(() => this.round());
  }

  /** The process stays alive until then: what waits is due. */
  #rest(): void {
    const goOn = () => {
      this.#pause = undefined;
      this.round();
      this.open();
      this.close();
    };
    if (this.#afterRound === undefined) this.#pause = this.alarm(this.monotonicMs, goOn);
    else this.#pause = this.#afterRound(() => nowhere.runInAsyncScope(goOn));
  }

  /** An alarm of the clock or, where that gives none, of the host. */
  #alarm(atMonotonicMs: number, ring: () => void, keepAlive: boolean): Alarm {
    const options = { keepAlive };
    if (this.#isTicking) {
      try {
        const alarm: Partial<Alarm> | undefined = this.#clock.alarm(atMonotonicMs, ring, options);
        if (typeof alarm?.cancel === 'function') return alarm as Alarm;
        throw new TypeError(`its alarm() gave ${shown(alarm)}, and not one that can be cancelled`);
      } catch (error) {
        this.#report('the clock', error);
      }
    }
    return this.#host.alarm(this.#host.monotonic() + CLOCK_FAILED_MS, ring, options);
  }
}
