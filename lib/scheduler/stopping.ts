import { type Alarm, afterDelay, type Clock } from '../time/clock.js';

/** What a stop has come to. Each list names its jobs and background work, one by one. */
export interface StopReport {
  /** Ended by themselves while they were drained, well or not. */
  readonly finished: readonly string[];
  /** Ended after their signal was aborted. */
  readonly cancelled: readonly string[];
  /** Still in progress when the stop was over. */
  readonly abandoned: readonly string[];
  /** From the beginning of the stop to its end, in milliseconds. */
  readonly tookMs: number;
}

/** How a piece of work ended, for the report. */
export type StopFate = 'finished' | 'cancelled' | 'abandoned';

/** What a stop does to the work that is in progress. */
export interface StopWork {
  /** Aborts the signals of all of it. */
  cancel(): void;
  /** Gives one piece up; `ended` follows. */
  abandon(task: object, label: string): void;
}

/** How long each half of a stop may take. */
export interface StopBudget {
  readonly drainMs: number;
  readonly cancelMs: number;
}

/**
 * One stop, from its first moment to its report. The owner says what was in progress when it began, and when each
 * piece has ended; nothing is polled.
 *
 *     |── drain: may finish ──|── cancel: signal is aborted ──| abandoned
 *     ▲ stopping                                              stopped ▲, or as soon as nothing is left
 */
export class Stopping {
  /** Never rejects. */
  readonly report: Promise<StopReport>;
  readonly #clock: Clock;
  readonly #budget: StopBudget;
  readonly #work: StopWork;
  readonly #waitedFor: Map<object, string>;
  readonly #fates: { readonly [F in StopFate]: string[] } = { finished: [], cancelled: [], abandoned: [] };
  readonly #startedAtMs: number;
  #resolve: (report: StopReport) => void = () => {};
  #alarm: Alarm | undefined = undefined;
  #phase: 'draining' | 'cancelling' | 'stopped' = 'draining';

  constructor(clock: Clock, budget: StopBudget, inProgress: ReadonlyMap<object, string>, work: StopWork) {
    this.#clock = clock;
    this.#budget = budget;
    this.#work = work;
    this.#waitedFor = new Map(inProgress);
    this.#startedAtMs = clock.monotonic();
    this.report = new Promise(resolve => {
      this.#resolve = resolve;
    });
    this.#alarm = afterDelay(clock, budget.drainMs, () => this.cancelNow());
    this.#finishIfDone();
  }

  get pending(): readonly string[] {
    return [...this.#waitedFor.values()];
  }

  /** Ends the drain at once. A drain that a blocked loop drew out is at the cost of what follows, not of the budget. */
  cancelNow(): void {
    if (this.#phase !== 'draining') return;
    this.#phase = 'cancelling';
    this.#alarm?.cancel();
    const { drainMs, cancelMs } = this.#budget;
    const leftMs = Math.max(0, this.#startedAtMs + drainMs + cancelMs - this.#clock.monotonic());
    this.#alarm = afterDelay(this.#clock, Math.min(cancelMs, leftMs), () => this.#abandonAll());
    this.#work.cancel();
  }

  /** Waits no longer for a piece of work that itself waits for this stop. */
  excuse(task: object): void {
    this.#waitedFor.delete(task);
    this.#finishIfDone();
  }

  ended(task: object, fate: StopFate): void {
    const label = this.#waitedFor.get(task);
    if (label === undefined) return;
    this.#waitedFor.delete(task);
    this.#fates[fate].push(label);
    this.#finishIfDone();
  }

  #abandonAll(): void {
    for (const [task, label] of [...this.#waitedFor]) this.#work.abandon(task, label);
    // Whatever `abandon` could not reach must not hold up the stop.
    for (const task of [...this.#waitedFor.keys()]) this.ended(task, 'abandoned');
  }

  #finishIfDone(): void {
    if (this.#phase === 'stopped' || this.#waitedFor.size > 0) return;
    this.#phase = 'stopped';
    this.#alarm?.cancel();
    this.#resolve({ ...this.#fates, tookMs: this.#clock.monotonic() - this.#startedAtMs });
  }
}
