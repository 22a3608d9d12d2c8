import { detached } from '../job/own-context.js';
import type { Alarm, Clock } from '../time/clock.js';
import { DueQueue, type Queued } from '../time/due-queue.js';
import { SLICE_MS } from '../time/slice.js';
import { type ClockFinding, type ClockReading, compareClocks } from './clock-watch.js';

/** The longest that the loop sleeps: long timers overflow, the monotonic clock stops with the host, the wall clock is set. */
export const MAX_SLEEP_MS = 60_000;

/** How many microtasks a run that awaits nothing but promises may take before the loop goes on without an alarm. */
const SETTLE_MICROTASKS = 8;

/** What the loop does with what is due. None of it may throw. */
export interface LoopWork<T> {
  /** The entry is due: start what there is to start. */
  start(entry: T, nowMs: number): void;
  /** Gives when the entry, which was started, is due next; `undefined` for never. */
  follow(entry: T): number | undefined;
  noticed(finding: ClockFinding, nowMs: number): void;
}

/**
 * One queue and one alarm. On waking, everything that is due is started before any next occurrence is computed. An
 * alarm is a hint: nothing is started before the clock has reached it, and an early ring arms another. With nothing
 * in the queue there is no alarm.
 */
export class Loop<T extends Queued> {
  readonly #clock: Clock;
  readonly #work: LoopWork<T>;
  readonly #keepAlive: boolean;
  readonly #queue = new DueQueue<T>();
  /** What was due at `#batchMs` and was started. Once all of it was, it is followed: up to `#followed` so far. */
  #batch: T[] = [];
  #batchMs = 0;
  #followed = 0;
  #alarm: Alarm | undefined = undefined;
  #alarmAtMs = 0;
  /** The clock as it was on the last wake-up, or when the first alarm was set. */
  #lastReading: ClockReading | undefined = undefined;
  #sliceEndMs = 0;
  #isRunning = false;
  #isTurning = false;

  constructor(clock: Clock, work: LoopWork<T>, keepAlive: boolean) {
    this.#clock = clock;
    this.#work = work;
    this.#keepAlive = keepAlive;
  }

  run(): void {
    this.#isRunning = true;
    this.#arm();
  }

  /** Stops waking, for good. Gives the entries that were due and not started. */
  halt(): readonly T[] {
    if (!this.#isRunning) return [];
    this.#isRunning = false;
    this.#alarm?.cancel();
    this.#alarm = undefined;
    while (this.#followed < this.#batch.length) this.#followNext();
    this.#batch = [];
    const nowMs = this.#clock.now();
    const unstarted: T[] = [];
    for (let entry = this.#takeDue(nowMs); entry !== undefined; entry = this.#takeDue(nowMs)) unstarted.push(entry);
    return unstarted;
  }

  put(entry: T, dueAt: number): void {
    this.#queue.put(entry, dueAt);
    if (this.#isRunning && !this.#isTurning && this.#queue.peek() === entry) this.#arm();
  }

  remove(entry: T): void {
    this.#queue.remove(entry);
    if (this.#queue.size > 0 || this.#batch.length > 0) return;
    this.#alarm?.cancel();
    this.#alarm = undefined;
  }

  #wake(): void {
    this.#alarm = undefined;
    const reading = this.#read();
    const findings = this.#lastReading ? compareClocks(this.#lastReading, reading, this.#alarmAtMs) : [];
    this.#lastReading = reading;
    this.#sliceEndMs = reading.monotonicMs + SLICE_MS;
    this.#isTurning = true;
    for (const finding of findings) this.#work.noticed(finding, reading.nowMs);
    this.#turn();
  }

  /** One pass over what is due; at the end of the slice it is left, and taken up where it was after the next alarm. */
  #turn(): void {
    if (!this.#isRunning) return;
    this.#isTurning = true;
    const isDone = this.#pass();
    this.#isTurning = false;
    if (!this.#isRunning) return;
    if (isDone && this.#isHeadDue() && !this.#isSliceOver()) this.#turnAfter(SETTLE_MICROTASKS);
    else this.#arm();
  }

  /** Lets the runs just started settle before the next occurrences of the same jobs, without the delay of a timer. */
  #turnAfter(microtasks: number): void {
    queueMicrotask(() => (microtasks > 1 ? this.#turnAfter(microtasks - 1) : this.#turn()));
  }

  /** @returns whether the batch is done. */
  #pass(): boolean {
    if (this.#batch.length === 0) this.#batchMs = this.#clock.now();
    if (this.#followed === 0 && !this.#startDue()) return false;
    while (this.#followed < this.#batch.length) {
      if (this.#followed > 0 && this.#isSliceOver()) return false;
      this.#followNext();
    }
    this.#batch = [];
    this.#followed = 0;
    return true;
  }

  /** @returns whether nothing of the batch is left to be started. */
  #startDue(): boolean {
    while (this.#isRunning) {
      if (this.#batch.length > 0 && this.#isSliceOver()) return false;
      // The clock may have been set back since the batch was begun.
      const nowMs = Math.min(this.#batchMs, this.#clock.now());
      const entry = this.#takeDue(nowMs);
      if (entry === undefined) return true;
      this.#batch.push(entry);
      this.#work.start(entry, nowMs);
    }
    return false;
  }

  #followNext(): void {
    const entry = this.#batch[this.#followed] as T;
    this.#followed += 1;
    const dueAt = isTaken(entry) ? this.#work.follow(entry) : undefined;
    if (dueAt !== undefined) this.#queue.put(entry, dueAt);
  }

  #takeDue(nowMs: number): T | undefined {
    const head = this.#queue.peek();
    return head !== undefined && head.dueAt <= nowMs ? this.#queue.pop() : undefined;
  }

  #arm(): void {
    const reading = this.#read();
    const sleepMs = this.#sleepMs(reading.nowMs);
    this.#lastReading ??= reading;
    if (sleepMs === undefined) return;
    const atMs = reading.monotonicMs + sleepMs;
    if (this.#alarm !== undefined && this.#alarmAtMs <= atMs) return;
    this.#alarm?.cancel();
    this.#alarmAtMs = atMs;
    // What is due already is more than something to wait for.
    const keepAlive = this.#keepAlive || this.#batch.length > 0;
    this.#alarm = detached(() => this.#clock.alarm(atMs, () => this.#wake(), { keepAlive }));
  }

  #sleepMs(nowMs: number): number | undefined {
    if (this.#batch.length > 0) return 0;
    const head = this.#queue.peek();
    return head === undefined ? undefined : Math.min(MAX_SLEEP_MS, Math.max(0, head.dueAt - nowMs));
  }

  #isHeadDue(): boolean {
    const head = this.#queue.peek();
    return head !== undefined && head.dueAt <= this.#clock.now();
  }

  #isSliceOver(): boolean {
    return this.#clock.monotonic() >= this.#sliceEndMs;
  }

  #read(): ClockReading {
    return { nowMs: this.#clock.now(), monotonicMs: this.#clock.monotonic() };
  }
}

/** An entry of the batch that was put into the queue since, by an edit, is not the batch's any more. */
function isTaken(entry: Queued): boolean {
  return entry.slot === undefined;
}
