import type { Alarm, Clock } from '../../lib/time/clock.js';

/** How many turns of the microtask queue settle whatever promises alone can settle in these specs. */
const TURNS = 60;

/** A clock that moves when it is told to. The wall axis can be set apart from the monotonic one. */
export class ManualClock implements Clock {
  #monotonicMs = 0;
  #originMs: number;
  #alarms: { readonly atMs: number; readonly ring: () => void }[] = [];

  constructor(startMs: number = Date.UTC(2026, 0, 1)) {
    this.#originMs = startMs;
  }

  now(): number {
    return Math.floor(this.#originMs + this.#monotonicMs);
  }

  monotonic(): number {
    return this.#monotonicMs;
  }

  alarm(atMs: number, ring: () => void): Alarm {
    const alarm = { atMs, ring };
    this.#alarms.push(alarm);
    return {
      cancel: () => {
        this.#alarms = this.#alarms.filter(other => other !== alarm);
      },
    };
  }

  get pendingAlarms(): number {
    return this.#alarms.length;
  }

  /** Lets time pass, ringing each alarm at its instant, with promises settled in between. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.#monotonicMs + ms;
    await settled();
    for (let alarm = this.#takeDue(untilMs); alarm !== undefined; alarm = this.#takeDue(untilMs)) {
      this.#monotonicMs = Math.max(this.#monotonicMs, alarm.atMs);
      alarm.ring();
      await settled();
    }
    this.#monotonicMs = untilMs;
  }

  /** Holds the event loop: time passes and no alarm rings until the next `advance`. */
  block(ms: number): void {
    this.#monotonicMs += ms;
  }

  /** Sets the wall clock, forward or back; a suspended host looks the same. */
  jump(ms: number): void {
    this.#originMs += ms;
  }

  #takeDue(untilMs: number): { readonly atMs: number; readonly ring: () => void } | undefined {
    let first: { readonly atMs: number; readonly ring: () => void } | undefined;
    for (const alarm of this.#alarms) {
      if (alarm.atMs <= untilMs && (first === undefined || alarm.atMs < first.atMs)) first = alarm;
    }
    this.#alarms = this.#alarms.filter(other => other !== first);
    return first;
  }
}

/** Waits until promises have settled that wait for nothing else. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve();
}

/** Work that heeds its signal, and does nothing else: rejects with the reason of the abort. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise(resolve => signal.addEventListener('abort', resolve));
  signal.throwIfAborted();
}

/** Work that takes this long and heeds nothing. */
export function taking(clock: ManualClock, ms: number): () => Promise<void> {
  return () => new Promise<void>(resolve => void clock.alarm(clock.monotonic() + ms, () => resolve()));
}
