import { type DateTime, Duration } from 'luxon';
import { checkWork } from '../job/check-work.js';
import type { RunContext, RunLog, Trigger } from '../job/context.js';
import { type Job, lengthMsOf } from '../job/job.js';
import type { LogLevel, PlainData } from '../job/outcome.js';
import { saidText } from './bounded-text.js';
import { GuardedSignal } from './guarded-signal.js';
import { plainData } from './plain-data.js';
import type { Run } from './run.js';
import type { RunHost } from './run-host.js';
import type { AbortError } from './run-outcome.js';

/** Who bounds the time of a run that has no bound yet. */
export interface Limiter {
  limit(run: Run, timeoutMs: number): void;
}

/** A run in progress as its job sees it. Signals, log and Luxon values are made when they are first read. */
export class Context implements RunContext {
  readonly run: Run;
  readonly host: RunHost;
  /** Why the run was aborted, or `undefined`. The first reason stands. */
  abortError: AbortError | undefined = undefined;
  readonly #limiter: Limiter;
  #signal: GuardedSignal | undefined = undefined;
  #stopping: GuardedSignal | undefined = undefined;
  #log: RunLog | undefined = undefined;
  /** The view of the attempt that goes on, where its time is bounded. */
  #attempt: Context | undefined = undefined;

  constructor(run: Run, host: RunHost, limiter: Limiter) {
    this.run = run;
    this.host = host;
    this.#limiter = limiter;
  }

  get jobName(): string {
    return this.run.jobName;
  }

  get occurrence(): DateTime {
    return this.run.occurrence;
  }

  get lateBy(): Duration {
    const { run, host } = this;
    if (run.attempts > 0) return run.lateBy;
    return Duration.fromMillis(Math.max(0, host.pace.now() - run.occurrenceMs));
  }

  get attempt(): number {
    return this.run.ticket?.attempt ?? Math.max(1, this.run.attempts);
  }

  get trigger(): Trigger {
    return this.run.trigger;
  }

  get key(): string {
    return this.run.key;
  }

  get runId(): string {
    return this.run.runId;
  }

  get data(): unknown {
    return this.run.data;
  }

  get token(): number | undefined {
    return this.run.ticket?.token;
  }

  get redelivered(): number {
    return this.run.ticket?.redelivered ?? 0;
  }

  get signal(): AbortSignal {
    if (this.#signal === undefined) {
      this.#signal = guarded(this, 'signal');
      if (this.abortError !== undefined) this.#signal.abort(this.abortError);
    }
    return this.#signal.signal;
  }

  get stopping(): AbortSignal {
    this.#stopping ??= guarded(this, 'stopping');
    return this.#stopping.signal;
  }

  get log(): RunLog {
    this.#log ??= {
      debug: (message, data) => write(this, 'debug', message, data),
      info: (message, data) => write(this, 'info', message, data),
      warn: (message, data) => write(this, 'warn', message, data),
      error: (message, data) => write(this, 'error', message, data),
    };
    return this.#log;
  }

  get progress(): RunContext['progress'] {
    return (done, total, message) => {
      if (this.run.hasEnded) return;
      const said = message === undefined ? undefined : saidText(message);
      const progress = { done: finite(done) ?? 0, total: finite(total), message: said };
      this.run.extras.progress = progress;
      this.host.progressed(this.run, progress);
    };
  }

  /**
   * Runs a job that came to be only in this run, within its own timeout where the schedule has said none. One that came
   * to be after the run was aborted is not begun.
   * @throws the reason of the abort
   */
  execute(job: Job): unknown {
    if (this.abortError !== undefined) throw this.abortError;
    const { run } = this;
    const timeoutMs = run.enrolment.definition.timeoutMs === undefined ? lengthMsOf(job, 'timeout') : undefined;
    if (timeoutMs !== undefined) this.#limiter.limit(run, timeoutMs);
    // A class may have it as a field, so that it is missed no sooner than in what was made.
    if (typeof job.execute !== 'function') checkWork(job, 'execute');
    return job.execute(this);
  }

  /** The same run as one attempt sees it: its signal is aborted with that of the run, or by itself. */
  forAttempt(): Context {
    const attempt = new Context(this.run, this.host, this.#limiter);
    this.#attempt = attempt;
    if (this.#stopping?.abortError !== undefined) attempt.announceStop(this.#stopping.abortError);
    if (this.abortError !== undefined) attempt.abort(this.abortError);
    return attempt;
  }

  abort(error: AbortError): void {
    if (this.abortError !== undefined) return;
    this.abortError = error;
    this.#signal?.abort(error);
    this.#attempt?.abort(error);
  }

  announceStop(error: Error): void {
    this.#stopping ??= guarded(this, 'stopping');
    this.#stopping.abort(error);
    this.#attempt?.announceStop(error);
  }

  /** What loggers and test runners write of it: what a job sees, as plain data. */
  toJSON(): object {
    const { jobName, occurrence, lateBy, attempt, trigger, key, runId, data, token, redelivered } = this;
    const times = { occurrence: occurrence.toISO(), lateBy: lateBy.toISO() };
    return { jobName, ...times, attempt, trigger, key, runId, data: dataOf(data), token, redelivered };
  }

  /** What `console.log` shows: the same, not the machinery around it. */
  [Symbol.for('nodejs.util.inspect.custom')](): object {
    return { ...this.toJSON(), signal: this.signal, stopping: this.stopping };
  }
}

// No methods: each context would bear the mark of a class that has private ones.

function guarded({ jobName, host }: Context, name: string): GuardedSignal {
  return new GuardedSignal(`an abort listener on ${name} of job '${jobName}'`, host);
}

/** A line of the run's log, as it is kept in its record and said to the scheduler's logger. */
function write({ run, host }: Context, level: LogLevel, message: string, data: unknown): void {
  if (run.hasEnded) return;
  const line = {
    level,
    message: saidText(message),
    data: dataOf(data),
    atMs: host.pace.now(),
  };
  run.extras.addLine(line);
  host.logged(run, line);
}

/** What was given with it, if anything was. */
function dataOf(data: unknown): PlainData | undefined {
  return data === undefined ? undefined : plainData(data);
}

/** It is shown as JSON, which knows no other numbers, whatever the caller gave or divided by. */
function finite(value: unknown): number | undefined {
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
