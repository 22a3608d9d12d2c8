import { CLOCK_FAILED_MS, type Pace, type Step } from '../run/pace.js';
import { type Alarm, CLOCK_JUMP_MS } from '../time/clock.js';
import { DueQueue, type Queued } from '../time/due-queue.js';
import type { LoopDelay } from './health.js';

/** The longest that the loop sleeps: long timers overflow, the monotonic clock stops with the host, the wall clock is set. */
export const MAX_SLEEP_MS = 60_000;

/** Both axes of the clock, read together. */
export interface ClockReading {
  readonly nowMs: number;
  readonly monotonicMs: number;
}

/** What two readings say about the time between them. */
export type ClockFinding =
  /** The wall clock was set, or the host slept: it moved by `byMs` more (or less) than time passed. */
  | { readonly kind: 'clockJumped'; readonly byMs: number }
  /** The event loop came `byMs` later than it had been asked to. */
  | { readonly kind: 'loopBlocked'; readonly byMs: number };

/** A wake-up that is this late means a blocked loop. */
const LOOP_BLOCKED_MS = 1_000;

/** What the loop does with what is due. None of it may throw. */
export interface LoopWork<T> {
  /** The entry is due: start what there is to start. */
  start(entry: T, nowMs: number): void;
  /** Gives when the entry, which was started, is due next; `undefined` for never. */
  follow(entry: T): number | undefined;
  /** Whether what was started of the entry is over. */
  isFree(entry: T): boolean;
  noticed(finding: ClockFinding, nowMs: number): void;
}

/**
 * One queue and one alarm. On waking, everything that is due is started before any next occurrence is computed. An
 * alarm is a hint: nothing is started before the clock has reached it, and an early ring arms another. With nothing
 * in the queue there is no alarm.
 */
export class Loop<T extends Queued> implements Step {
  readonly #pace: Pace;
  readonly #work: LoopWork<T>;
  readonly #keepAlive: boolean;
  readonly #delay: LoopDelay;
  readonly #queue = new DueQueue<T>();
  /** What was due at `#batchMs` and was started. Once all of it was, it is followed: up to `#followed` so far. */
  #batch: T[] = [];
  #batchMs = 0;
  #followed = 0;
  #alarm: Alarm | undefined = undefined;
  #alarmAtMs = 0;
  /** The clock as it was when it was looked at last, from the first alarm on. */
  #lastReading: ClockReading | undefined = undefined;
  /** What is due again already, and whose run has to settle first. */
  #awaited: T | undefined = undefined;
  #phase: 'new' | 'sleeping' | 'turning' | 'halted' = 'new';

  constructor(pace: Pace, work: LoopWork<T>, keepAlive: boolean, delay: LoopDelay) {
    this.#pace = pace;
    this.#work = work;
    this.#keepAlive = keepAlive;
    this.#delay = delay;
  }

  run(): void {
    this.#phase = 'sleeping';
    this.#arm(this.#queue.peek());
  }

  /** Stops waking, for good. What was started in this turn is followed, so that it is known what is next. */
  halt(): void {
    if (this.#phase === 'new') return;
    this.#phase = 'halted';
    this.#alarm?.cancel();
    this.#alarm = undefined;
    while (this.#followed < this.#batch.length) this.#followNext();
    this.#batch = [];
  }

  put(entry: T, dueAt: number): void {
    this.#queue.put(entry, dueAt);
    if (this.#phase === 'sleeping' && this.#queue.peek() === entry) this.#arm(entry);
  }

  remove(entry: T): void {
    this.#queue.remove(entry);
    if (this.#queue.size > 0 || this.#batch.length > 0) return;
    this.#alarm?.cancel();
    this.#alarm = undefined;
  }

  /** A run of the entry is over. */
  freed(entry: T): void {
    if (entry !== this.#awaited || this.#phase !== 'sleeping') return;
    this.#awaited = undefined;
    this.#pace.take(this);
  }

  /**
   * Takes note of a clock that was set since it was looked at last, before anything is counted from what it shows: that would
   * be taken for something from before.
   */
  look(): void {
    const phase = this.#phase;
    if (this.#lastReading === undefined || phase === 'halted') return;
    this.#notice(this.#pace.monotonicMs);
    if (this.#phase !== 'turning') return;
    this.#phase = phase;
    if (phase === 'sleeping') this.#arm(this.#queue.peek());
  }

  /** What waits longest, for whoever wants to know how late the loop is. */
  get head(): T | undefined {
    return this.#queue.peek();
  }

  /** One pass over what is due; at the end of the slice it is left, and taken up where it was when the loop has come round. */
  go(): void {
    if (this.#phase === 'halted') return;
    this.#phase = 'turning';
    if (this.#batch.length === 0) this.#batchMs = this.#pace.nowMs;
    if (this.#startDue() && this.#followAll()) this.#sleep();
    else this.#pace.take(this);
  }

  readonly #wake = (): void => {
    const pace = this.#pace;
    this.#alarm = undefined;
    pace.round();
    pace.open();
    if (pace.isReadable) {
      this.#delay.lastMs = Math.max(0, Math.round(pace.monotonicMs - this.#alarmAtMs));
      this.#notice(this.#alarmAtMs);
      this.go();
    } else {
      this.#armIn(CLOCK_FAILED_MS);
    }
    pace.close();
  };

  /** Tells what has become of the clock since it was read last, where the loop was to come round at `expectedMs`. */
  #notice(expectedMs: number): void {
    const { nowMs, monotonicMs } = this.#pace;
    const reading = { nowMs, monotonicMs };
    const findings = this.#lastReading ? compareClocks(this.#lastReading, reading, expectedMs) : NONE;
    this.#lastReading = reading;
    if (findings.length === 0) return;
    this.#phase = 'turning';
    for (const finding of findings) this.#work.noticed(finding, nowMs);
  }

  /** @returns whether nothing of the batch is left to be started. */
  #startDue(): boolean {
    const pace = this.#pace;
    const { mark } = pace;
    while (this.#phase === 'turning' && this.#followed === 0) {
      if (this.#batch.length > 0 && pace.isOver) return false;
      // The clock may have been set back since the batch was begun.
      const nowMs = Math.min(this.#batchMs, pace.nowMs);
      const entry = this.#queue.popDue(nowMs);
      if (entry === undefined) return true;
      this.#batch.push(entry);
      this.#work.start(entry, nowMs);
      pace.drainSince(mark);
    }
    return true;
  }

  /** @returns whether the batch is done. */
  #followAll(): boolean {
    while (this.#followed < this.#batch.length) {
      if (this.#followed > 0 && this.#pace.isOver) return false;
      this.#followNext();
    }
    this.#batch = [];
    this.#followed = 0;
    return true;
  }

  /** An entry of the batch that was put into the queue since, by an edit, is not the batch's any more. */
  #followNext(): void {
    const entry = this.#batch[this.#followed] as T;
    this.#followed += 1;
    const dueAt = entry.heapIndex === undefined ? this.#work.follow(entry) : undefined;
    if (dueAt !== undefined) this.#queue.put(entry, dueAt);
  }

  #sleep(): void {
    if (this.#phase === 'halted') return;
    const head = this.#queue.peek();
    this.#phase = 'sleeping';
    // The next occurrence of the same job may be due already: it is taken in this round, once what was started is over.
    this.#awaited = head !== undefined && head.dueAt <= this.#pace.nowMs ? head : undefined;
    if (this.#awaited !== undefined && this.#work.isFree(this.#awaited)) this.#pace.take(this);
    else this.#arm(head);
  }

  /** Sets the alarm for what is due first. Both axes were read together, so it does not matter when. */
  #arm(head: T | undefined): void {
    const { nowMs, monotonicMs } = this.#pace;
    this.#lastReading ??= { nowMs, monotonicMs };
    if (head !== undefined) this.#armIn(Math.min(MAX_SLEEP_MS, Math.max(0, head.dueAt - nowMs)));
  }

  #armIn(delayMs: number): void {
    const atMs = this.#pace.monotonicMs + delayMs;
    if (this.#alarm !== undefined && this.#alarmAtMs <= atMs) return;
    this.#alarm?.cancel();
    this.#alarmAtMs = atMs;
    // What is due already is more than something to wait for.
    const keepAlive = this.#keepAlive || this.#batch.length > 0;
    this.#alarm = this.#pace.alarm(atMs, this.#wake, { keepAlive });
  }
}

/**
 * Tells a blocked event loop from a clock that was set and from a host that slept. While a loop is blocked, both axes
 * go on and the wake-up is late on the monotonic one; when the clock is set, only the wall axis moves; and while a
 * host sleeps, the monotonic axis stands still, so that it looks as if the clock had been set forward.
 */
export function compareClocks(
  before: ClockReading,
  now: ClockReading,
  wakeAtMonotonicMs: number,
): readonly ClockFinding[] {
  const jumpMs = Math.round(now.nowMs - before.nowMs - (now.monotonicMs - before.monotonicMs));
  const lateMs = Math.round(now.monotonicMs - wakeAtMonotonicMs);
  if (Math.abs(jumpMs) < CLOCK_JUMP_MS && lateMs < LOOP_BLOCKED_MS) return NONE;
  const findings: ClockFinding[] = [];
  if (Math.abs(jumpMs) >= CLOCK_JUMP_MS) findings.push({ kind: 'clockJumped', byMs: jumpMs });
  if (lateMs >= LOOP_BLOCKED_MS) findings.push({ kind: 'loopBlocked', byMs: lateMs });
  return findings;
}

const NONE: readonly never[] = [];
