import { RunCancelledError, SchedulerStoppingError } from '../errors.js';
import { checkFunction, checkOptions } from '../job/arguments.js';
import { inOwnContext } from '../job/own-context.js';
import type { StopFate } from './stopping.js';

/** Work that outlives the request that started it: `QueueBackgroundWorkItem`. */
export interface Background {
  /**
   * Runs `work` now, outside of the caller's async context, and returns at once. What it throws or rejects with is an
   * event, and is printed where nobody listens. Its signal is aborted when the drain time of a stop is over.
   * @throws SchedulerStoppingError once a stop has begun: work is refused, never dropped. ScheduleError for an unknown
   *   option, and for what is no function.
   */
  run(work: BackgroundWork, options?: BackgroundOptions): void;
  /** How many pieces of work have not ended, those that wait for their turn included. */
  readonly pending: number;
  /** The most that run at once; `undefined` is without a limit. */
  readonly concurrency: number | undefined;
  /** Resolves as soon as nothing is pending, at once when nothing is. */
  onIdle(): Promise<void>;
}

/** A function of the signal that a stop aborts. */
export type BackgroundWork = (signal: AbortSignal) => unknown;

/** What may be said of a piece of background work. */
export interface BackgroundOptions {
  /** Its name in reports. Default: the name of the function, or `background work`. */
  readonly label?: string;
}

/** What the queue tells its scheduler. */
export interface BackgroundOwner {
  failed(label: string, error: unknown): void;
  ended(task: object, fate: StopFate): void;
}

/** The queue behind `scheduler.background`, in order of arrival. */
export class BackgroundQueue implements Background {
  readonly concurrency: number | undefined;
  readonly #owner: BackgroundOwner;
  /** What waits, in order of arrival: first those whose turn is next at the end, then those that came since. */
  #upNext: Task[] = [];
  #arrived: Task[] = [];
  readonly #running = new Set<Task>();
  /** Those that run and take no room. */
  readonly #excused = new Set<object>();
  #idle: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined = undefined;
  #isStopping = false;
  #cancelError: Error | undefined = undefined;

  constructor(concurrency: number | undefined, owner: BackgroundOwner) {
    this.concurrency = concurrency;
    this.#owner = owner;
  }

  run(work: BackgroundWork, options: BackgroundOptions = {}): void {
    checkFunction('background.run(…)', work);
    checkOptions('background.run(…)', options, ['label']);
    const label = options.label ?? (work.name || 'background work');
    if (this.#isStopping) throw new SchedulerStoppingError(`'${label}'`);
    this.#arrived.push({ label, work, controller: undefined });
    this.#startNext();
  }

  get pending(): number {
    return this.#upNext.length + this.#arrived.length + this.#running.size;
  }

  onIdle(): Promise<void> {
    if (this.pending === 0) return Promise.resolve();
    if (this.#idle === undefined) {
      let resolve = () => {};
      const promise = new Promise<void>(settle => {
        resolve = settle;
      });
      this.#idle = { promise, resolve };
    }
    return this.#idle.promise;
  }

  /** All that has not ended. */
  get tasks(): readonly { readonly label: string }[] {
    return [...this.#running, ...this.#upNext.toReversed(), ...this.#arrived];
  }

  /** Refuses further work; what was taken is still done. */
  stop(): void {
    this.#isStopping = true;
  }

  /** A piece that waits for the stop, which waits for the others, must not keep them from their turn. */
  excuse(task: object): void {
    if (!this.#running.has(task as Task)) return;
    this.#excused.add(task);
    this.#startNext();
  }

  /** Aborts what runs; what still waits gets its turn with a signal that is aborted already. */
  cancel(reason: string): void {
    this.#cancelError = new RunCancelledError('background', reason);
    for (const task of this.#running) task.controller?.abort(this.#cancelError);
  }

  /** Begins nothing again: what still waits is given up. */
  abandon(): void {
    this.#upNext = [];
    this.#arrived = [];
  }

  #startNext(): void {
    while (this.concurrency === undefined || this.#running.size - this.#excused.size < this.concurrency) {
      const task = this.#takeFirst();
      if (task === undefined) return;
      this.#start(task);
    }
  }

  /** Turns the list over when it is used up, where `shift` would move all that is left, each time. */
  #takeFirst(): Task | undefined {
    if (this.#upNext.length === 0) {
      this.#upNext = this.#arrived.reverse();
      this.#arrived = [];
    }
    return this.#upNext.pop();
  }

  #start(task: Task): void {
    this.#running.add(task);
    task.controller = new AbortController();
    if (this.#cancelError !== undefined) task.controller.abort(this.#cancelError);
    const { signal } = task.controller;
    inOwnContext(task, async () => task.work(signal)).then(
      () => this.#end(task, undefined),
      error => this.#end(task, { error }),
    );
  }

  #end(task: Task, failure: { readonly error: unknown } | undefined): void {
    this.#running.delete(task);
    this.#excused.delete(task);
    const isCancelled = this.#cancelError !== undefined;
    const isOwnFailure = failure !== undefined && failure.error !== this.#cancelError;
    if (isOwnFailure) this.#owner.failed(task.label, failure.error);
    this.#owner.ended(task, isCancelled ? 'cancelled' : 'finished');
    this.#startNext();
    if (this.pending > 0) return;
    this.#idle?.resolve();
    this.#idle = undefined;
  }
}

interface Task {
  readonly label: string;
  readonly work: BackgroundWork;
  controller: AbortController | undefined;
}
