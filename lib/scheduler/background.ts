import { checkFunction, checkOptions } from '../arguments.js';
import { BackgroundFullError, ScheduleError, SchedulerStoppingError, shown } from '../errors.js';
import type { RetryPolicy } from '../job/policies.js';
import { type RetryOptions, retryPolicyOf } from '../job/retry-options.js';
import type { TriesHost } from '../run/tries-host.js';
import { refuseSurplus } from '../surplus.js';
import { type DurationInput, durationMs } from '../time/duration.js';
import { inNoContext } from '../time/no-context.js';
import { type BackgroundOutcome, BackgroundTask, type BackgroundWork } from './background-task.js';
import type { StopFate, StopSource } from './stopping.js';

/** Work that outlives the request that started it: `QueueBackgroundWorkItem`. */
export interface Background {
  /**
   * Runs `work` now, outside of the caller's async context, and returns at once. What it throws or rejects with is an
   * event, and is printed where nobody listens. Its signal is aborted by its timeout, and when the drain time of a stop
   * is over.
   * @returns a promise of what became of it, which never rejects and may be ignored
   * @throws SchedulerStoppingError once a stop has begun: work is refused, never dropped. BackgroundFullError where too
   *   many pieces wait. ScheduleError for an unknown option and for what is no function, InvalidTimeError for a timeout
   */
  run(work: BackgroundWork, options?: BackgroundOptions): Promise<BackgroundOutcome>;
  /** How many pieces of work have not ended, those that wait for their turn included. */
  readonly pending: number;
  /** Those pieces: first those that run, then those that wait, in order. */
  readonly tasks: readonly BackgroundTaskView[];
  /** The most that run at once; `undefined` is without a limit. */
  readonly concurrency: number | undefined;
  /** The most that wait; the next is refused. */
  readonly maxPending: number;
  /** Resolves as soon as nothing is pending, at once when nothing is. */
  onIdle(): Promise<void>;
}

/** What is told of a piece of background work that has not ended. */
export interface BackgroundTaskView {
  /** Its name in reports. */
  readonly label: string;
  /** When it began, in epoch milliseconds; `undefined` while it waits. */
  readonly startedAtMs: number | undefined;
}

/** What may be said of a piece of background work. */
export interface BackgroundOptions {
  /** Its name in reports. Default: the name of the function, or `background work`. */
  readonly label?: string | undefined;
  /** Aborts its signal this long after its start, a millisecond or more. Default: never. */
  readonly timeout?: DurationInput | undefined;
  /** Tries it again when it fails. Default: it is tried once. */
  readonly retry?: RetryOptions | undefined;
}

/** How many pieces wait at most where nothing else was said. */
export const DEFAULT_MAX_PENDING = 10_000;

/** What the queue needs of its scheduler. */
export interface BackgroundOwner extends TriesHost {
  /** A piece threw or rejected, or took too long. */
  failed(label: string, error: unknown): void;
  ended(task: object, fate: StopFate): void;
  abandoned(label: string): void;
}

/** The queue behind `scheduler.background`, in order of arrival. */
export class BackgroundQueue implements Background, StopSource {
  readonly concurrency: number | undefined;
  readonly maxPending: number;
  readonly #owner: BackgroundOwner;
  /** What waits, in order of arrival: first those whose turn is next at the end, then those that came since. */
  #upNext: BackgroundTask[] = [];
  #arrived: BackgroundTask[] = [];
  readonly #running = new Set<BackgroundTask>();
  /** Those that run and take no room, since they wait for a stop. */
  readonly #excused = new Set<object>();
  readonly #onIdle: (() => void)[] = [];
  #isStopping = false;
  #cancelReason: string | undefined = undefined;

  constructor(concurrency: number | undefined, maxPending: number, owner: BackgroundOwner) {
    this.concurrency = concurrency;
    this.maxPending = maxPending;
    this.#owner = owner;
  }

  run(work: BackgroundWork, options: BackgroundOptions = {}): Promise<BackgroundOutcome> {
    checkFunction('background.run(…)', work);
    checkOptions('background.run(…)', options, ['label', 'timeout', 'retry']);
    const label = shownLabel(options.label === undefined ? work.name || 'background work' : options.label);
    const { timeoutMs, retry } = termsOf(label, options);
    if (this.#isStopping) throw new SchedulerStoppingError(`'${label}'`);
    if (!this.#hasRoom && this.#waitingCount >= this.maxPending) throw new BackgroundFullError(label, this.maxPending);
    const task = new BackgroundTask(label, work, timeoutMs, retry, this.#owner);
    this.#arrived.push(task);
    inNoContext(() => this.#startNext());
    return task.outcome;
  }

  get pending(): number {
    return this.#waitingCount + this.#running.size;
  }

  get tasks(): readonly BackgroundTask[] {
    return [...this.#running, ...this.#upNext.toReversed(), ...this.#arrived];
  }

  onIdle(): Promise<void> {
    if (this.pending === 0) return Promise.resolve();
    return new Promise(resolve => this.#onIdle.push(resolve));
  }

  items(): Iterable<readonly [object, string]> {
    return this.tasks.map(task => [task, task.label] as const);
  }

  /** Refuses further work; what was taken is still done. */
  halt(): void {
    this.#isStopping = true;
  }

  /** A piece that waits for the stop, which waits for the others, must not keep them from their turn. */
  excuse(task: object): void {
    if (!this.#running.has(task as BackgroundTask)) return;
    this.#excused.add(task);
    inNoContext(() => this.#startNext());
  }

  /** Aborts what runs; what still waits gets its turn with a signal that is aborted already. */
  cancel(reason: string): void {
    this.#cancelReason = reason;
    for (const task of this.#running) task.cancel(reason);
  }

  /** Begins nothing again: what still waits is given up, and what runs is pending no longer. */
  abandon(item: object, label: string): void {
    const task = item as BackgroundTask;
    this.#upNext = [];
    this.#arrived = [];
    this.#running.delete(task);
    task.abandon();
    this.#owner.abandoned(label);
    this.#tellIdle();
  }

  get #waitingCount(): number {
    return this.#upNext.length + this.#arrived.length;
  }

  get #hasRoom(): boolean {
    return this.concurrency === undefined || this.#running.size - this.#excused.size < this.concurrency;
  }

  #startNext(): void {
    while (this.#hasRoom) {
      const task = this.#takeFirst();
      if (task === undefined) return;
      this.#running.add(task);
      this.#owner.pace.takeOutside({ go: () => this.#begin(task) });
    }
  }

  /** At once, unless work that begins work anew each time has held the event loop for a slice. */
  #begin(task: BackgroundTask): void {
    if (!this.#running.has(task)) return;
    if (this.#cancelReason !== undefined) task.cancel(this.#cancelReason);
    const { pace } = this.#owner;
    // One promise may end many of them.
    void task.perform().then(outcome => pace.takeOutside({ go: () => this.#end(task, outcome) }));
  }

  /** Turns the list over when it is used up, where `shift` would move all that is left, each time. */
  #takeFirst(): BackgroundTask | undefined {
    if (this.#upNext.length === 0) {
      this.#upNext = this.#arrived.reverse();
      this.#arrived = [];
    }
    return this.#upNext.pop();
  }

  /** Of one that was given up nothing is told any more. */
  #end(task: BackgroundTask, outcome: BackgroundOutcome): void {
    if (!this.#running.delete(task)) return;
    this.#excused.delete(task);
    if (task.failure !== undefined) this.#owner.failed(task.label, task.failure.error);
    if (outcome.kind === 'timedOut') this.#owner.failed(task.label, outcome.error);
    task.settle(outcome);
    this.#owner.ended(task, outcome.kind === 'cancelled' ? 'cancelled' : 'finished');
    this.#startNext();
    this.#tellIdle();
  }

  #tellIdle(): void {
    if (this.pending === 0) for (const resolve of this.#onIdle.splice(0)) resolve();
  }
}

refuseSurplus(BackgroundQueue.prototype, { run: 2, onIdle: 0 }, { noun: 'background', label: () => 'background.' });

function termsOf(label: string, { timeout, retry }: BackgroundOptions): Terms {
  const taker = { label: `background.run(…) of '${label}'`, word: 'its retry' };
  return {
    timeoutMs: timeout === undefined ? undefined : durationMs(timeout, `the timeout of '${label}'`, 1),
    retry: retry === undefined ? undefined : retryPolicyOf(taker, retry),
  };
}

interface Terms {
  readonly timeoutMs: number | undefined;
  readonly retry: RetryPolicy | undefined;
}

/** @throws ScheduleError for what is no text */
function shownLabel(label: unknown): string {
  if (typeof label === 'string') return label;
  throw new ScheduleError(`the label of background work must be text, not ${shown(label)}`);
}
