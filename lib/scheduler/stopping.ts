import type { Pace } from '../run/pace.js';
import { type Alarm, afterDelay } from '../time/clock.js';

/** What a stop has come to. Each list names its jobs, background work and what joined, one by one. */
export interface StopReport {
  /** Ended by themselves while they were drained, well or not. */
  readonly finished: readonly string[];
  /** Ended after their signal was aborted. */
  readonly cancelled: readonly string[];
  /** Still in progress when the stop was over. */
  readonly abandoned: readonly string[];
  /** In a farm: the keys of the runs that were cut short, or had not begun, and are for another host now. */
  readonly handedOver?: readonly string[];
  /** From the beginning of the stop to its end, in milliseconds. */
  readonly tookMs: number;
}

/** How a piece of work ended, for the report. */
export type StopFate = 'finished' | 'cancelled' | 'abandoned';

/** Where pieces of work come from: jobs, background work, what goes on after runs, what joined. */
export interface StopSource {
  /** Nothing new begins. Called once, when the stop begins. */
  halt(): void;
  /** What is in progress, each with its name. */
  items(): Iterable<readonly [item: object, label: string]>;
  /** Aborts all of it. */
  cancel(reason: string): void;
  /** Gives one piece up. */
  abandon(item: object, label: string): void;
}

/** How long each half of a stop may take. */
export interface StopBudget {
  readonly drainMs: number;
  readonly cancelMs: number;
}

/** Why what is in progress is aborted. */
export const CANCELLED = 'the scheduler is stopping';

/**
 * One stop, from its first moment to its report. Whoever owns a piece of work says when it has ended; nothing is polled.
 *
 *     |── drain: may finish ──|── cancel: signal is aborted ──| abandoned
 *     ▲ stopping                                              stopped ▲, or as soon as nothing is left
 *
 * Who stops from within a piece of work gets a promise that does not wait for that piece; everybody else's does.
 */
export class Stopping {
  /** Never rejects. */
  readonly report: Promise<StopReport>;
  readonly #pace: Pace;
  readonly #budget: StopBudget;
  readonly #sources: readonly StopSource[];
  readonly #waitedFor = new Map<object, Waited>();
  readonly #fates: { readonly [F in StopFate]: string[] } = { finished: [], cancelled: [], abandoned: [] };
  readonly #startedAtMs: number;
  readonly #excused = new Set<object>();
  readonly #excusedReports: ((report: StopReport) => void)[] = [];
  /** What has come to be since it was over: listeners of the end that go on. */
  readonly #afterwards = new Set<object>();
  #onQuiet: () => void = () => {};
  /** When the last of what it waits for has ended, by the monotonic clock. */
  #lastEndMs: number | undefined = undefined;
  #resolve: (report: StopReport) => void = () => {};
  #alarm: Alarm | undefined = undefined;
  #isBegun = false;
  #phase: 'draining' | 'cancelling' | 'stopped' = 'draining';

  constructor(pace: Pace, budget: StopBudget, sources: readonly StopSource[]) {
    this.#pace = pace;
    this.#budget = budget;
    this.#sources = sources;
    pace.read();
    this.#startedAtMs = pace.monotonicMs;
    this.report = new Promise(resolve => {
      this.#resolve = resolve;
    });
  }

  /** Nothing new begins; what is in progress is waited for from now on. */
  halt(): void {
    for (const source of this.#sources) source.halt();
    for (const source of this.#sources) {
      for (const [item, label] of source.items()) this.#waitedFor.set(item, { label, source });
    }
  }

  /** The names of what it waits for. */
  get pending(): readonly string[] {
    return [...this.#waitedFor.values()].map(({ label }) => label);
  }

  /** Now that it is told of, the drain begins, and it may be over. */
  begin(): void {
    this.#isBegun = true;
    if (this.#waitedFor.size > 0) this.#drain();
    this.#finishIfDone();
  }

  /** A clock that moves only when it is told to would hold up a drain of nothing. Who calls is excused by then. */
  #drain(): void {
    this.#alarm = this.#after(Math.min(this.#budget.drainMs, this.#leftMs()), () => this.cancelNow());
    if (this.#budget.drainMs === 0) queueMicrotask(() => this.#isAllExcused || this.cancelNow());
  }

  /** Ends the drain at once. A drain that a blocked loop drew out is at the cost of what follows, not of the budget. */
  cancelNow(): void {
    if (this.#phase !== 'draining') return;
    this.#phase = 'cancelling';
    this.#alarm?.cancel();
    this.#alarm = this.#after(Math.min(this.#budget.cancelMs, this.#leftMs()), () => this.#abandonAll());
    for (const source of this.#sources) source.cancel(CANCELLED);
  }

  /** The report for who stops from within these pieces of work: `whole`, or before it when only such are waited for. */
  reportWithout(items: Iterable<object>, whole: Promise<StopReport>): Promise<StopReport> {
    for (const item of items) this.#excused.add(item);
    const report = new Promise<StopReport>(resolve => this.#excusedReports.push(resolve));
    this.#finishIfDone();
    return Promise.race([report, whole]);
  }

  /** A piece of work has come to be that is to be waited for, such as a hook after a run. */
  waitFor(item: object, label: string, source: StopSource): void {
    if (this.#phase === 'stopped') this.#afterwards.add(item);
    else this.#waitedFor.set(item, { label, source });
    if (this.#excused.has(item)) this.#finishIfDone();
  }

  /** Resolves when the listeners of the end are done, too, or the budget is over. */
  async quiet(): Promise<void> {
    if (this.#afterwards.size === 0) return;
    await this.isInTime(
      new Promise(resolve => {
        this.#onQuiet = resolve;
      }),
    );
  }

  /** Whether the promise resolves before the budget is over. */
  isInTime(promise: Promise<void>): Promise<boolean> {
    return new Promise(resolve => {
      const alarm = this.#after(this.#leftMs(), () => resolve(false));
      void promise.then(() => {
        alarm.cancel();
        resolve(true);
      });
    });
  }

  ended(item: object, fate: StopFate): void {
    if (this.#afterwards.delete(item) && this.#afterwards.size === 0) this.#onQuiet();
    const waited = this.#waitedFor.get(item);
    if (waited === undefined) return;
    this.#waitedFor.delete(item);
    this.#fates[fate].push(waited.label);
    this.#pace.read();
    this.#lastEndMs = this.#pace.monotonicMs;
    // What follows from its end, a hook or a listener, belongs to the stop, too, and is begun in this very turn.
    queueMicrotask(() => this.#finishIfDone());
  }

  /** Each in its turn, since listeners are told of many. */
  #abandonAll(): void {
    for (const [item, { label, source }] of [...this.#waitedFor]) {
      this.#pace.take({ go: () => this.#waitedFor.has(item) && source.abandon(item, label) });
    }
    this.#pace.take({ go: () => this.#endAll() });
  }

  /** Whatever `abandon` could not reach, or has begun, must not hold up the stop. */
  #endAll(): void {
    for (const item of [...this.#waitedFor.keys()]) this.ended(item, 'abandoned');
  }

  #finishIfDone(): void {
    if (!this.#isBegun) return;
    if (this.#excusedReports.length > 0 && this.#isAllExcused) this.#tellExcused();
    if (this.#phase === 'stopped' || this.#waitedFor.size > 0) return;
    this.#phase = 'stopped';
    this.#alarm?.cancel();
    this.#resolve(this.#soFar());
  }

  /** Whether there is something that is waited for, and all of it waits for the stop in turn. */
  get #isAllExcused(): boolean {
    const waitedFor = this.#phase === 'stopped' ? this.#afterwards : this.#waitedFor;
    return waitedFor.size > 0 && [...waitedFor.keys()].every(item => this.#excused.has(item));
  }

  #tellExcused(): void {
    for (const resolve of this.#excusedReports.splice(0)) resolve(this.#soFar());
  }

  #soFar(): StopReport {
    this.#pace.read();
    const endMs = this.#waitedFor.size === 0 ? (this.#lastEndMs ?? this.#pace.monotonicMs) : this.#pace.monotonicMs;
    const { finished, cancelled, abandoned } = this.#fates;
    return {
      finished: [...finished],
      cancelled: [...cancelled],
      abandoned: [...abandoned],
      tookMs: endMs - this.#startedAtMs,
    };
  }

  /** What is left of the whole budget. */
  #leftMs(): number {
    this.#pace.read();
    const { drainMs, cancelMs } = this.#budget;
    return Math.max(0, this.#startedAtMs + drainMs + cancelMs - this.#pace.monotonicMs);
  }

  #after(delayMs: number, ring: () => void): Alarm {
    return afterDelay(this.#pace, delayMs, ring);
  }
}

interface Waited {
  readonly label: string;
  readonly source: StopSource;
}
