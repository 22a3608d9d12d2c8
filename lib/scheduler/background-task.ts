import { RunCancelledError, RunTimeoutError, ScheduleError } from '../errors.js';
import { isJob } from '../job/job.js';
import type { RetryPolicy } from '../job/policies.js';
import { deadline, type Limited } from '../run/deadline.js';
import { errorData } from '../run/error-data.js';
import { GuardedSignal } from '../run/guarded-signal.js';
import { inTurn } from '../run/in-turn.js';
import { inOwnContext } from '../run/own-context.js';
import { tellable } from '../run/record-json.js';
import { retrying, type Tries } from '../run/retry.js';
import type { TriesHost } from '../run/tries-host.js';
import { undone } from '../run/undone.js';

/** A function of the signal that its timeout or a stop aborts. */
export type BackgroundWork = (signal: AbortSignal) => unknown;

/** How a piece of background work ended. `abandoned`: it had not ended when a stop was over. */
export type BackgroundOutcome =
  | { readonly kind: 'succeeded'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'timedOut'; readonly error: RunTimeoutError }
  | { readonly kind: 'cancelled'; readonly error: RunCancelledError }
  | { readonly kind: 'abandoned' };

const NOT_RUN =
  'what the work gave is a job, and background work runs none: trigger one that is scheduled, or add it to the scheduler';

/** One piece of background work, from its arrival to its end. */
export class BackgroundTask {
  /** What errors and events call it. */
  readonly label: string;
  /** What becomes of it. Never rejects. */
  readonly outcome: Promise<BackgroundOutcome>;
  readonly #work: BackgroundWork;
  readonly #timeoutMs: number | undefined;
  readonly #retry: RetryPolicy | undefined;
  readonly #host: TriesHost;
  readonly #signal: GuardedSignal;
  #attempt: GuardedSignal | undefined = undefined;
  #settle: (outcome: BackgroundOutcome) => void = () => {};
  #startedAtMs: number | undefined = undefined;
  #failure: { readonly error: unknown } | undefined = undefined;

  constructor(
    label: string,
    work: BackgroundWork,
    timeoutMs: number | undefined,
    retry: RetryPolicy | undefined,
    host: TriesHost,
  ) {
    this.label = label;
    this.#work = work;
    this.#timeoutMs = timeoutMs;
    this.#retry = retry;
    this.#host = host;
    this.#signal = this.#newSignal();
    this.outcome = new Promise(resolve => {
      this.#settle = resolve;
    });
  }

  /** When it began, in epoch milliseconds; `undefined` while it waits. */
  get startedAtMs(): number | undefined {
    return this.#startedAtMs;
  }

  /** What it threw or rejected with, where that says more than that it was aborted. */
  get failure(): { readonly error: unknown } | undefined {
    return this.#failure;
  }

  /** Aborts it for a stop. */
  cancel(reason: string): void {
    this.#abort(new RunCancelledError('background', reason, undefined, 'background work'));
  }

  /** Aborts its signal, and that of the attempt in progress. Only the first error counts. */
  #abort(error: RunTimeoutError | RunCancelledError): void {
    this.#signal.abort(error);
    this.#attempt?.abort(error);
  }

  /** Does the work, in an async context of its own. @returns what became of it; never rejects. */
  async perform(): Promise<BackgroundOutcome> {
    this.#startedAtMs = this.#host.pace.now();
    const callOff = this.#limitTime();
    try {
      const value = await inOwnContext(this, () => this.#attemptAll());
      const error = isJob(value) ? new ScheduleError(NOT_RUN) : undone(value);
      if (error !== undefined) throw error;
      return this.#aborted ?? { kind: 'succeeded', value };
    } catch (error) {
      const aborted = this.#aborted;
      if (aborted === undefined || !saysAbort(error, aborted.error)) this.#failure = { error };
      return aborted ?? { kind: 'failed', error };
    } finally {
      callOff?.();
    }
  }

  /** It has ended, for whoever waits for it. */
  settle(outcome: BackgroundOutcome): void {
    this.#settle(tellable(outcome));
  }

  /** It has not ended, and is waited for no longer. */
  abandon(): void {
    this.#settle({ kind: 'abandoned' });
  }

  async #attemptAll(): Promise<unknown> {
    if (this.#retry === undefined) return this.#work(this.#signal.signal);
    return retrying(this.#retry, this.#tries, this.#signal, async ({ signal }) => {
      const { answer } = await inTurn(this.#host.pace, () => this.#work(signal));
      return answer;
    });
  }

  /** @returns what calls it off, where there is a limit */
  #limitTime(): (() => void) | undefined {
    const limitMs = this.#timeoutMs;
    if (limitMs === undefined) return undefined;
    return deadline(this.#limited, limitMs, why => {
      if (why === 'late') this.#abort(new RunTimeoutError(this.label, limitMs, this.#what));
    });
  }

  get #limited(): Limited {
    const { pace, keepAlive } = this.#host;
    return { clock: pace, keepAlive, signal: this.#signal.signal };
  }

  get #tries(): Tries<GuardedSignal> {
    return {
      ...this.#limited,
      label: this.label,
      what: this.#what,
      key: this.label,
      waits: this.#host.retryWaits,
      forAttempt: () => {
        this.#attempt = this.#newSignal();
        if (this.#signal.abortError !== undefined) this.#attempt.abort(this.#signal.abortError);
        return this.#attempt;
      },
      // What is aborted before the next attempt has failed by this.
      failed: error => {
        this.#failure = { error };
      },
      again: () => {
        this.#failure = undefined;
      },
      giveUp: reason => this.cancel(reason),
    };
  }

  get #aborted(): Extract<BackgroundOutcome, { readonly kind: 'timedOut' | 'cancelled' }> | undefined {
    const error = this.#signal.abortError;
    if (error instanceof RunTimeoutError) return { kind: 'timedOut', error };
    return error instanceof RunCancelledError ? { kind: 'cancelled', error } : undefined;
  }

  get #what(): string {
    return `background work '${this.label}'`;
  }

  #newSignal(): GuardedSignal {
    return new GuardedSignal(`an abort listener of ${this.#what}`, this.#host);
  }
}

/** Whether what was thrown says only that the work was aborted: with the reason itself, or as Node's own functions do. */
function saysAbort(thrown: unknown, reason: Error): boolean {
  return thrown === reason || errorData(thrown).name === 'AbortError';
}
