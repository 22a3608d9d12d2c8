import type { DateTime, Duration } from 'luxon';
import type { Clock } from '../time/clock.js';
import type { Report } from './contain.js';
import type { Job, JobFactory } from './job.js';
import type { LogLevel, LogLine, SkipReason } from './outcome.js';
import type { RunContext, RunLog, Trigger } from './run.js';
import type { RunEntry } from './run-entry.js';
import type { AbortError } from './run-outcome.js';

/** What a run needs of the scheduler that it runs in; one object for all jobs. */
export interface RunHost {
  readonly clock: Clock;
  readonly makeJob: JobFactory;
  readonly keepAlive: boolean;
  /** Does the work of a run, for whoever watches. */
  traced(scope: RunScope, work: (scope: RunScope) => unknown): unknown;
  /** Asked at the last moment: why the run may not start after all. */
  refusal(run: RunEntry): Refusal | undefined;
  /** The run has started: its conditions hold. */
  began(run: RunEntry): void;
  /** The run has its outcome, whether it was started or not. */
  ended(run: RunEntry): void;
  logged(run: RunEntry, line: LogLine): void;
  progressed(run: RunEntry): void;
  readonly report: Report;
}

/** Why a run that was let in is not started after all. */
export interface Refusal {
  readonly reason: SkipReason;
  readonly detail: string;
}

/** A run in progress as its job sees it. Signals, log and Luxon values are made when they are first read. */
export class RunScope implements RunContext {
  /** The timeout of the job that it came to, where its schedule has said none. */
  jobTimeoutMs: number | undefined = undefined;
  #signal: AbortController | undefined = undefined;
  #stopping: AbortController | undefined = undefined;
  #log: RunLog | undefined = undefined;
  #abortError: AbortError | undefined = undefined;
  #stopError: Error | undefined = undefined;

  constructor(
    readonly run: RunEntry,
    readonly host: RunHost,
  ) {}

  get jobName(): string {
    return this.run.jobName;
  }

  get occurrence(): DateTime {
    return this.run.occurrence;
  }

  get lateBy(): Duration {
    return this.run.lateBy;
  }

  get attempt(): number {
    return Math.max(1, this.run.attempts);
  }

  get trigger(): Trigger {
    return this.run.trigger;
  }

  get key(): string {
    return this.run.key;
  }

  get signal(): AbortSignal {
    if (this.#signal === undefined) {
      this.#signal = new AbortController();
      if (this.#abortError !== undefined) this.#signal.abort(this.#abortError);
    }
    return this.#signal.signal;
  }

  get stopping(): AbortSignal {
    if (this.#stopping === undefined) {
      this.#stopping = new AbortController();
      if (this.#stopError !== undefined) this.#stopping.abort(this.#stopError);
    }
    return this.#stopping.signal;
  }

  get log(): RunLog {
    this.#log ??= {
      debug: (message, data) => this.#write('debug', message, data),
      info: (message, data) => this.#write('info', message, data),
      warn: (message, data) => this.#write('warn', message, data),
      error: (message, data) => this.#write('error', message, data),
    };
    return this.#log;
  }

  get progress(): RunContext['progress'] {
    return (done, total, message) => {
      this.run.setProgress({ done, total, message });
      this.host.progressed(this.run);
    };
  }

  /**
   * Runs a job that came to be only in this run, within its own timeout where the schedule has said none. One that came
   * to be after the run was aborted is not begun.
   */
  execute(job: Job): unknown {
    if (this.#abortError !== undefined) throw this.#abortError;
    const { run } = this;
    if (job.timeout !== undefined && run.definition.timeoutMs === undefined) {
      run.place?.limit(run, job.timeout.toMillis());
    }
    return job.execute(this);
  }

  /** Why the run was aborted, or `undefined`. The first reason stands. */
  get abortError(): AbortError | undefined {
    return this.#abortError;
  }

  abort(error: AbortError): void {
    if (this.#abortError !== undefined) return;
    this.#abortError = error;
    this.#signal?.abort(error);
  }

  announceStop(error: Error): void {
    this.#stopError = error;
    this.#stopping?.abort(error);
  }

  #write(level: LogLevel, message: string, data: unknown): void {
    const line = { level, message, data };
    this.run.addLine(line);
    this.host.logged(this.run, line);
  }
}
