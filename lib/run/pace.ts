import type { Alarm, Clock } from '../time/clock.js';
import type { Report } from './contain.js';
import { detached } from './own-context.js';

/** How long work may follow upon work, in milliseconds, before the event loop is let go on. */
export const SLICE_MS = 10;

/** How much of it may, where a clock stands still meanwhile, as a virtual one does. */
const MAX_STEPS = 10_000;

/** What waits until nothing else of ours is on the stack. */
export interface Step {
  go(): void;
}

/** Calls back when the event loop has come round; `undefined` where nobody knows, under a virtual clock. */
export type AfterRound = (ring: () => void) => Alarm;

/**
 * The pace of one scheduler: one step after the other, in the order in which they came, none from within another, so
 * that the stack stays flat; and none for longer than a slice until the event loop has come round, whether they follow
 * one another at once or by promises. It also keeps what the clock last showed, which is read after each piece of the
 * application's code and no more often.
 */
export class Pace {
  /** For what has begun and has to come to its end: one that never throws, where there is such a one. */
  readonly clock: Clock;
  readonly #source: Clock;
  readonly #afterRound: AfterRound | undefined;
  readonly #report: Report;
  /** The wall clock as it was last read, in epoch milliseconds. */
  nowMs = 0;
  /** The monotonic clock as it was last read. */
  monotonicMs = 0;
  #steps: Step[] = [];
  #taken = 0;
  #isOpen = false;
  /** Until it rings, what comes waits. */
  #pause: Alarm | undefined = undefined;
  /** Of the slice that goes on; `undefined` when the loop has come round since. */
  #sliceEndMs: number | undefined = undefined;
  #openedAtMs = 0;
  #stepsLeft = MAX_STEPS;

  constructor(source: Clock, afterRound: AfterRound | undefined, report: Report, clock = source) {
    this.#source = source;
    this.clock = clock;
    this.#afterRound = afterRound;
    this.#report = report;
  }

  /**
   * Reads the clock. @returns whether it could be read; a clock of the application may throw, and then the last reading
   * stands.
   */
  read(): boolean {
    try {
      this.nowMs = this.#source.now();
      this.monotonicMs = this.#source.monotonic();
      return true;
    } catch (error) {
      this.#report('the clock', error);
      return false;
    }
  }

  /** Takes the step now, or when its turn has come. */
  take(step: Step): void {
    this.#steps.push(step);
    if (this.#isOpen || this.#pause !== undefined) return;
    this.open();
    this.close();
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

  /** Does a piece of our own work, and then what it has made possible. */
  around(work: () => void): void {
    const isOutermost = this.open();
    work();
    if (isOutermost) this.close();
  }

  /** Takes the steps that were gathered, and ends the stretch. */
  close(): void {
    this.drain();
    this.#isOpen = false;
  }

  /** Takes the steps that were gathered so far, until the slice is over; the rest follows when the loop has come round. */
  drain(): void {
    if (this.#pause !== undefined) return;
    while (this.#taken < this.#steps.length) {
      if (this.isOver) {
        this.#rest();
        return;
      }
      const step = this.#steps[this.#taken] as Step;
      this.#taken += 1;
      this.#stepsLeft -= 1;
      step.go();
    }
    this.#steps = [];
    this.#taken = 0;
  }

  /** How many steps wait, for `drainSince`. */
  get mark(): number {
    return this.#steps.length;
  }

  /** Takes the steps that have come since `mark`, ahead of all that wait: what is due now is not late for what is overdue. */
  drainSince(mark: number): void {
    while (this.#steps.length > mark && !this.isOver) {
      const [step] = this.#steps.splice(mark, 1);
      this.#stepsLeft -= 1;
      step?.go();
    }
  }

  /** Whether the event loop has been held for a slice. */
  get isOver(): boolean {
    return this.#stepsLeft <= 0 || this.monotonicMs >= (this.#sliceEndMs ?? Infinity);
  }

  /** Takes what waits now, since nothing begins any more and each step comes to its end at once. */
  flush(): void {
    const waiting = this.#steps.splice(this.#taken);
    for (const step of waiting) step.go();
    if (this.#steps.length > this.#taken) return;
    this.#pause?.cancel();
    this.#pause = undefined;
  }

  /** The same, by a look at the clock. */
  isOverNow(): boolean {
    this.read();
    return this.isOver;
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
    if (this.#afterRound === undefined) this.#pause = this.clock.alarm(this.monotonicMs, () => detached(goOn));
    else this.#pause = this.#afterRound(() => detached(goOn));
  }
}
