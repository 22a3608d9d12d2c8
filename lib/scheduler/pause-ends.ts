import type { Pace } from '../run/pace.js';
import type { Alarm } from '../time/clock.js';
import type { JobEntry } from './job-entry.js';
import { MAX_SLEEP_MS } from './loop.js';

/** Ends pauses that were given an end. The wall clock may be set, so it is looked at once a minute. */
export class PauseEnds {
  readonly #pace: Pace;
  readonly #resume: (entry: JobEntry) => void;
  readonly #alarms = new Map<JobEntry, Alarm>();
  #isHalted = false;

  constructor(pace: Pace, resume: (entry: JobEntry) => void) {
    this.#pace = pace;
    this.#resume = resume;
  }

  /** The pause of the job ends at `untilMs`; `undefined`: not by itself. */
  set(entry: JobEntry, untilMs: number | undefined): void {
    this.#alarms.get(entry)?.cancel();
    this.#alarms.delete(entry);
    if (untilMs !== undefined && !this.#isHalted) this.#arm(entry, untilMs);
  }

  /** No pause ends by itself any more. */
  halt(): void {
    this.#isHalted = true;
    for (const alarm of this.#alarms.values()) alarm.cancel();
    this.#alarms.clear();
  }

  #arm(entry: JobEntry, untilMs: number): void {
    this.#pace.read();
    const { nowMs, monotonicMs } = this.#pace;
    const delayMs = Math.min(MAX_SLEEP_MS, Math.max(0, untilMs - nowMs));
    const alarm = this.#pace.alarm(monotonicMs + delayMs, () => this.#wake(entry, untilMs), { keepAlive: false });
    this.#alarms.set(entry, alarm);
  }

  #wake(entry: JobEntry, untilMs: number): void {
    this.#pace.read();
    if (this.#pace.nowMs < untilMs) this.#arm(entry, untilMs);
    else this.#resume(entry);
  }
}
