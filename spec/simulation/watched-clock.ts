import type { Alarm, Clock } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/index.js';

/** A virtual clock that knows whose alarms are set, so that a world can be stopped after each of them. */
export class WatchedClock implements Clock {
  readonly #clock: VirtualClock;
  readonly #pending = { scheduler: new Set<number[]>(), world: new Set<number[]>() };
  /** When the wall clock was last set, on the monotonic axis. */
  lastJumpAt = Number.NEGATIVE_INFINITY;
  /** How often the wall clock has been set. */
  timesSet = 0;
  /** By how much the scheduler has seen the wall clock set back in all; by less than a second it is none. */
  setBackMs = 0;
  #seenAheadMs = Number.NEGATIVE_INFINITY;
  /** How many alarms have rung. */
  rings = 0;

  constructor(startMs: number) {
    this.#clock = new VirtualClock(startMs);
  }

  now(): number {
    return this.#clock.now();
  }

  monotonic(): number {
    return this.#clock.monotonic();
  }

  /** The same for the scheduler. */
  get watched(): Clock {
    return {
      now: () => this.#seenNow(),
      monotonic: () => this.monotonic(),
      alarm: (atMs, ring) => this.alarm(atMs, ring),
    };
  }

  #seenNow(): number {
    const aheadMs = this.now() - this.monotonic();
    if (this.#seenAheadMs - aheadMs >= 1000) this.setBackMs += this.#seenAheadMs - aheadMs;
    this.#seenAheadMs = aheadMs;
    return this.now();
  }

  /** An alarm of the scheduler. */
  alarm(atMs: number, ring: () => void): Alarm {
    return this.#set('scheduler', atMs, ring);
  }

  /** An alarm of the world: of a job's work, or of who acts. */
  later(delayMs: number, ring: () => void): void {
    this.#set('world', this.monotonic() + delayMs, ring);
  }

  /** How many alarms of the scheduler are set. */
  get pendingAlarms(): number {
    return this.#pending.scheduler.size;
  }

  get nextAlarmAt(): number | undefined {
    let first: number | undefined;
    for (const alarms of [this.#pending.scheduler, this.#pending.world]) {
      for (const [atMs] of alarms) if (atMs !== undefined && (first === undefined || atMs < first)) first = atMs;
    }
    return first;
  }

  advance(ms: number): Promise<void> {
    return this.#clock.advance(ms);
  }

  jump(ms: number): void {
    this.#isSet();
    this.#clock.jump(ms);
  }

  sleep(ms: number): void {
    this.#isSet();
    this.#clock.sleep(ms);
  }

  /** To be called while the clock advances, which then rings what has become late. */
  block(ms: number): void {
    void this.#clock.block(ms);
  }

  #isSet(): void {
    this.lastJumpAt = this.monotonic();
    this.timesSet += 1;
  }

  #set(owner: 'scheduler' | 'world', atMs: number, ring: () => void): Alarm {
    const pending = this.#pending[owner];
    const mark = [atMs];
    pending.add(mark);
    const alarm = this.#clock.alarm(atMs, () => {
      pending.delete(mark);
      this.rings += 1;
      ring();
    });
    return {
      cancel: () => {
        pending.delete(mark);
        alarm.cancel();
      },
    };
  }
}
