import type { DateTime, Duration } from 'luxon';
import type { RunCancelledError, RunTimeoutError } from '../errors.js';
import type { Trigger } from './context.js';

/**
 * Why an occurrence was not run although the scheduler was awake for it.
 *
 * - `overlap`: another run was in its way
 * - `paused`: the job was paused
 * - `condition`: a `when` or `skip` predicate refused it
 * - `stopping`: the scheduler was stopping
 * - `limit`: `times(n)` was used up, or too many runs of the job wait
 * - `removed`, `edited`: it was due or waiting when its job was taken out, or got another schedule
 * - `byHand`: `skipNext` said so
 */
export type SkipReason = 'overlap' | 'paused' | 'condition' | 'stopping' | 'limit' | 'removed' | 'edited' | 'byHand';

/**
 * How one occurrence ended; every occurrence from start to stop ends in exactly one of these.
 *
 * - `succeeded`, with what the work returned
 * - `failed`, with what it threw
 * - `timedOut`: it was aborted by its timeout, whatever it did then; `thrown` is what it threw instead of the abort's reason
 * - `cancelled`: it was aborted by `cancel()`, a newer occurrence or a stop, or taken away before it started
 * - `abandoned`: it was aborted, did not settle, and its place was freed
 * - `skipped`: it was due and not run; `detail` says why in words. One record stands for many where more than a
 *   hundred of a job are skipped at one moment: it then has `count`, `first` and `last`
 * - `missed`: it was not noticed in time; `count` occurrences from `first` to `last` (`atLeast`: there may be more, which
 *   were not counted), made up for by the run of the key `into`
 * - `lost`: in a farm, its host went away in it, and it may run only once: nobody knows whether it was done
 */
export type Outcome =
  | { readonly kind: 'succeeded'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'timedOut'; readonly error: RunTimeoutError; readonly thrown: unknown }
  | { readonly kind: 'cancelled'; readonly error: RunCancelledError; readonly thrown: unknown }
  | { readonly kind: 'abandoned'; readonly error: RunTimeoutError | RunCancelledError }
  | {
      readonly kind: 'skipped';
      readonly reason: SkipReason;
      readonly detail: string;
      readonly count?: number;
      readonly first?: DateTime;
      readonly last?: DateTime;
    }
  | {
      readonly kind: 'missed';
      readonly count: number;
      readonly first: DateTime;
      readonly last: DateTime;
      readonly atLeast?: true;
      readonly into: string | undefined;
    }
  | { readonly kind: 'lost'; readonly detail: string };

/** The name of an outcome. */
export type OutcomeKind = Outcome['kind'];

/** A run that has started. Luxon values are made when they are read; what ends in `Ms` is milliseconds, or epoch milliseconds. */
export interface RunStart {
  /** The name of its job. */
  readonly jobName: string;
  /** Unique, and sortable by the time at which the run came to be. */
  readonly runId: string;
  /** `name@2026-11-20T21:15:00.000Z`; of a run by hand, `name@instant#runId`. */
  readonly key: string;
  /** The instant that it is for, in the schedule's zone. */
  readonly occurrence: DateTime;
  /** The same in epoch milliseconds. */
  readonly occurrenceMs: number;
  /** What caused it: the schedule, the start, a catch-up, or a call by hand. */
  readonly trigger: Trigger;
  /** Who asked for it, where it was asked for by hand and somebody said so. */
  readonly by: string | undefined;
  /** In a farm: the host that runs it. */
  readonly host: string | undefined;
  /** Whether its occurrence has come before, since the clock was set back. */
  readonly repeated: boolean;
  /** When it started; `undefined` for an occurrence that was never started. */
  readonly startedAt: DateTime | undefined;
  /** The same in epoch milliseconds. */
  readonly startedAtMs: number | undefined;
  /** From the occurrence to the start; zero where it was never started. */
  readonly lateBy: Duration;
  /** The same in milliseconds. */
  readonly lateMs: number;
}

/** A run that has not ended: how far it is. */
export interface RunProgress extends RunStart {
  /** How many attempts were begun; 0 before the start. */
  readonly attempts: number;
  /** What the failed attempts so far threw, in order. */
  readonly retriedErrors: readonly unknown[];
  /** The lines that the job logged: the first 50 and the last 50. */
  readonly lines: readonly LogLine[];
  /** How many lines lie between those. */
  readonly droppedLines: number;
  /** The last that was said through `progress`. */
  readonly progress: Progress | undefined;
  /** How far it is as bounded plain data: it never throws, and holds no object of the application. */
  toJSON(): RunProgressJson;
}

/** One occurrence that has ended, as the ledger keeps it. */
export interface RunRecord extends RunProgress {
  /** How it ended. */
  readonly outcome: Outcome;
  /** When it ended, or was recorded as not run. */
  readonly settledAt: DateTime;
  /** The same in epoch milliseconds. */
  readonly settledAtMs: number;
  /** From start to end, by the monotonic clock; `undefined` for an occurrence that was never started. */
  readonly duration: Duration | undefined;
  /** From start to end in milliseconds; `undefined` where it was never started. */
  readonly durationMs: number | undefined;
  /** The error of the outcome, or `undefined` when there is none. */
  readonly error: unknown;
  /**
   * The record as bounded plain data: it never throws, and holds no object of the application. What is to be copied is
   * copied by it, since `{ ...record }` would hold nothing of what is read as it is asked for.
   */
  toJSON(): RunRecordJson;
}

/** The levels of a job's log, least first. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** What a job said through `context.log`. */
export interface LogLine {
  /** How much it matters. */
  readonly level: LogLevel;
  /** What was said. */
  readonly message: string;
  /** What was said beside it, as plain data. */
  readonly data: PlainData | undefined;
  /** When, in epoch milliseconds. */
  readonly atMs: number;
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

/** What JSON can say. */
export type PlainData = null | boolean | number | string | readonly PlainData[] | { readonly [key: string]: PlainData };

/** An error as plain data: its own frames only, with the chain of its causes. */
export interface ErrorJson {
  /** The name of its class, such as `TypeError`. */
  readonly name: string;
  /** Its code, where it has one as text. */
  readonly code?: string;
  /** What it says. */
  readonly message: string;
  /** The stack's frames that are none of Node's own, at most 50. */
  readonly frames?: readonly string[];
  /** How many frames were left out. */
  readonly hidden?: number;
  /** What caused it; the chain ends after ten. */
  readonly cause?: ErrorJson;
  /** Those that it gathers, as an `AggregateError` and a `SuppressedError` do; of all that lie in one, 20 are kept. */
  readonly errors?: readonly ErrorJson[];
  /** How many of these were left out. */
  readonly moreErrors?: number;
}

/** An outcome as plain data. Times are ISO text. */
export interface OutcomeJson {
  /** The name of the outcome. */
  readonly kind: OutcomeKind;
  /** What the work returned, as bounded plain data. */
  readonly value?: PlainData;
  /** The error that the outcome carries. */
  readonly error?: ErrorJson;
  /** Who cancelled it by hand, where somebody said so. */
  readonly by?: string;
  /** What the work threw instead of the abort's reason. */
  readonly thrown?: ErrorJson;
  /** Why it was skipped. */
  readonly reason?: SkipReason;
  /** The same in words. */
  readonly detail?: string;
  /** How many occurrences one record stands for. */
  readonly count?: number;
  /** The first of these. */
  readonly first?: string;
  /** The last of these. */
  readonly last?: string;
  /** Whether there may be more than were counted. */
  readonly atLeast?: true;
  /** The key of the run that makes up for them. */
  readonly into?: string;
}

/** A run in progress or that waits, as plain data. Times are ISO text in the schedule's zone, numbers are milliseconds. */
export interface RunProgressJson {
  /** The name of its job. */
  readonly jobName: string;
  /** Unique, and sortable by the time at which the run came to be. */
  readonly runId: string;
  /** `name@2026-11-20T21:15:00.000Z`; of a run by hand, `name@instant#runId`. */
  readonly key: string;
  /** What caused it. */
  readonly trigger: Trigger;
  /** Who asked for it, where somebody said so. */
  readonly by?: string;
  /** In a farm: the host that runs it. */
  readonly host?: string;
  /** Whether its occurrence has come before, since the clock was set back. */
  readonly repeated?: true;
  /** The instant that it is for. */
  readonly occurrence: string;
  /** The same in epoch milliseconds. */
  readonly occurrenceMs: number;
  /** When it started, where it did. */
  readonly startedAt?: string;
  /** The same in epoch milliseconds. */
  readonly startedAtMs?: number;
  /** From the occurrence to the start. */
  readonly lateMs: number;
  /** How many attempts were begun. */
  readonly attempts: number;
  /** What the failed attempts threw, in order. */
  readonly retriedErrors?: readonly ErrorJson[];
  /** The lines that the job logged: the first and the last. */
  readonly lines: readonly LogLine[];
  /** How many lines lie between those. */
  readonly droppedLines?: number;
  /** The last that was said through `progress`. */
  readonly progress?: { readonly done: number; readonly total?: number; readonly message?: string };
}

/** A record as plain data. */
export interface RunRecordJson extends RunProgressJson {
  /** How it ended. */
  readonly outcome: OutcomeJson;
  /** When it ended, or was recorded as not run. */
  readonly settledAt: string;
  /** The same in epoch milliseconds. */
  readonly settledAtMs: number;
  /** From start to end, where it was started. */
  readonly durationMs?: number;
}
