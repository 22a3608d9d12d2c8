import type { DateTime, Duration } from 'luxon';

/** What made a run start; `catchUp` makes up for missed occurrences. */
export type Trigger = 'schedule' | 'startup' | 'manual' | 'catchUp';

/**
 * What a job sees of its run. It is read as it is asked for, so that `{ ...context }` would hold none of it: hand on the
 * context itself, or what is taken out of it.
 */
export interface RunContext {
  /** The name of its job. */
  readonly jobName: string;
  /** The instant that this run is for, in the schedule's zone; for a manual run, the moment of the call. */
  readonly occurrence: DateTime;
  /** How long after its occurrence the run started; to a `when` or `skip` predicate, by how much it is late by now. */
  readonly lateBy: Duration;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** What caused it: the schedule, the start, a catch-up, or a call by hand. */
  readonly trigger: Trigger;
  /**
   * `name@2026-11-20T21:15:00.000Z`: the same for the same occurrence on every host, for idempotent calls downstream. A
   * run by hand has `name@instant#runId`, so that two never share one.
   */
  readonly key: string;
  /** Unique, and sortable by the time at which the run came to be. */
  readonly runId: string;
  /** What it was asked for with: `trigger(data)`, or `enqueue(Job, data)` in a farm. */
  readonly data: unknown;
  /**
   * In a farm, a number that grows with each run of the job on any host: pass it to what the run writes to, and have a
   * lower one refused there. `undefined` without a farm.
   */
  readonly token: number | undefined;
  /** In a farm, how often this occurrence was begun before, on a host that went away. 0 without one. */
  readonly redelivered: number;
  /**
   * Aborted by timeout, `cancel()`, and when the drain time of a stop is over; `signal.reason` says which. What a listener
   * on it throws is reported and goes no further; what one on a signal that was made of it throws, as by
   * `AbortSignal.any([signal])`, is an `uncaughtException`, since that signal is the runtime's own.
   */
  readonly signal: AbortSignal;
  /** Aborted as soon as a stop begins: finish up. */
  readonly stopping: AbortSignal;
  /** Lines that are kept with the run's record, and handed to the scheduler's logger. */
  readonly log: RunLog;
  /** Says how far the run is; kept in its record and emitted. What is no finite number counts as 0, or as no total. */
  progress(done: number, total?: number, message?: string): void;
}

/** Lines that are kept with the run's record, and handed to the scheduler's logger. */
export interface RunLog {
  /** Says what matters to who looks for a fault. */
  debug(message: string, data?: unknown): void;
  /** Says what happened. */
  info(message: string, data?: unknown): void;
  /** Says what may go wrong. */
  warn(message: string, data?: unknown): void;
  /** Says what went wrong; the run goes on. */
  error(message: string, data?: unknown): void;
}
