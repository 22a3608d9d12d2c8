import type { DateTime, Duration } from 'luxon';
import type { RunCancelledError, RunTimeoutError } from '../errors.js';
import type { Trigger } from './run.js';

/** Why an occurrence was not run although the scheduler was awake for it. */
export type SkipReason = 'overlap' | 'paused' | 'condition' | 'stopping' | 'limit';

/**
 * How one occurrence ended; every occurrence between start and stop ends in exactly one of these.
 *
 * - `succeeded`, with what the work returned
 * - `failed`, with what it threw
 * - `timedOut`: it was aborted by its timeout, whatever it did then; `thrown` is what it threw instead of the abort's reason
 * - `cancelled`: it was aborted by `cancel()`, a newer occurrence or a stop, or taken away before it started
 * - `abandoned`: it was aborted, did not settle, and its place was freed
 * - `skipped`: it was due and not run; `detail` says why in words
 * - `missed`: it was not noticed in time; `count` occurrences up to `last`, made up for by the run of the key `into`
 */
export type Outcome =
  | { readonly kind: 'succeeded'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'timedOut'; readonly error: RunTimeoutError; readonly thrown: unknown }
  | { readonly kind: 'cancelled'; readonly error: RunCancelledError; readonly thrown: unknown }
  | { readonly kind: 'abandoned'; readonly error: RunTimeoutError | RunCancelledError }
  | { readonly kind: 'skipped'; readonly reason: SkipReason; readonly detail: string }
  | { readonly kind: 'missed'; readonly count: number; readonly last: DateTime; readonly into: string | undefined };

/** The name of an outcome. */
export type OutcomeKind = Outcome['kind'];

/** A run that has started. Luxon values are made when they are read. */
export interface RunStart {
  /** The name of its job. */
  readonly jobName: string;
  /** `name@2026-11-20T21:15:00.000Z`. */
  readonly key: string;
  /** The instant that it is for, in the schedule's zone. */
  readonly occurrence: DateTime;
  /** What caused it: the schedule, the start, a catch-up, or a call by hand. */
  readonly trigger: Trigger;
  /** When it started; `undefined` for an occurrence that was never started. */
  readonly startedAt: DateTime | undefined;
  /** From the occurrence to the start; zero where it was never started. */
  readonly lateBy: Duration;
}

/** One occurrence that has ended, as the ledger keeps it. */
export interface RunRecord extends RunStart {
  /** How it ended. */
  readonly outcome: Outcome;
  /** When it ended, or was recorded as not run. */
  readonly settledAt: DateTime;
  /** From start to end, by the monotonic clock; `undefined` for an occurrence that was never started. */
  readonly duration: Duration | undefined;
  /** How many attempts were begun; 0 for an occurrence that was never started. */
  readonly attempts: number;
  /** The error of the outcome, or `undefined` when there is none. */
  readonly error: unknown;
  /** What the failed attempts before the last threw, in order. */
  readonly retriedErrors: readonly unknown[];
  /** The first lines that the job logged, at most `MAX_LINES`. */
  readonly lines: readonly LogLine[];
  /** The last that was said through `progress`. */
  readonly progress: Progress | undefined;
}

/** The levels of a job's log, least first. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** What a job said through `context.log`. */
export interface LogLine {
  /** How much it matters. */
  readonly level: LogLevel;
  /** What was said. */
  readonly message: string;
  /** What was handed in beside it, as it is. */
  readonly data: unknown;
}

/** What a job said through `context.progress`. */
export interface Progress {
  /** How much is done, in whatever unit the job counts. */
  readonly done: number;
  /** How much there is to do, where the job said so. */
  readonly total: number | undefined;
  /** What the job said beside it. */
  readonly message: string | undefined;
}

/** The error that an outcome carries. */
export function errorOf(outcome: Outcome): unknown {
  switch (outcome.kind) {
    case 'failed':
    case 'timedOut':
    case 'cancelled':
    case 'abandoned':
      return outcome.error;
    case 'succeeded':
    case 'skipped':
    case 'missed':
      return undefined;
  }
}
