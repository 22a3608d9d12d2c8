import type { EndKind, ProgressView } from './row.js';

/** How a run is or ended. */
export type RunKind = EndKind | 'running' | 'waiting';

/**
 * One run, or one occurrence that was not run. Times are epoch milliseconds. A console gives `Data` as it is kept, plain;
 * the HTTP interface gives text.
 */
export interface Run<Data = string> {
  /** Unique in its process; ids sort by time. */
  readonly id: string;
  /** `name@2026-11-20T21:15:00.000Z`, the same on every host. */
  readonly key: string;
  /** The name of its job. */
  readonly job: string;
  /** The occurrence that it is for. */
  readonly at: number;
  /** When its first attempt began; absent where it was not run, or waits. */
  readonly startedAt?: number;
  /** From the occurrence to its start, in whole milliseconds; 0 where it was never started. */
  readonly lateMs: number;
  /** From start to end; of a run in progress, so far. */
  readonly ms?: number;
  /** How it is or ended. */
  readonly kind: RunKind;
  /** What it came from. */
  readonly trigger: 'schedule' | 'startup' | 'manual' | 'catchUp';
  /** Who triggered or cancelled it. */
  readonly by?: string;
  /** How many attempts were begun. */
  readonly attempts: number;
  /** Why it was skipped, missed, cancelled, or what it waits for. */
  readonly detail?: string;
  /** What its error says, with its class. */
  readonly message?: string;
  /** What it gave back. */
  readonly value?: Data;
  /** In a farm: the host that ran it. */
  readonly host?: string;
  /** What it last said of its progress. */
  readonly progress?: ProgressView;
  /** More than one occurrence that this stands for, the last of them at `lastAt`. */
  readonly count?: number;
  /** The last of the occurrences that it stands for; of missed ones only. */
  readonly lastAt?: number;
}

/** One run in full. */
export interface RunDetail<Data = string> extends Run<Data> {
  /** When it ended. */
  readonly settledAt?: number;
  /** Its attempts, the first first. */
  readonly tries: readonly Attempt[];
  /** What it logged, the oldest first; of many, the first and the last. */
  readonly lines: readonly LineView<Data>[];
  /** How many lines between the first and the last of `lines` are no longer kept, and after which of them. */
  readonly hiddenLines?: { readonly count: number; readonly after: number };
  /** Why it ended badly; absent where it did not. */
  readonly error?: ErrorView;
}

/** One attempt of a run, with the wait after it. Of attempts whose times are not kept there are none. */
export interface Attempt {
  /** Which it was, from 1. */
  readonly n: number;
  /** From the start of the run. */
  readonly startMs?: number;
  /** How long it took, in whole milliseconds; absent where that is not known. */
  readonly ms?: number;
  /** What it threw; absent of one that did not fail, or is in progress. */
  readonly error?: ErrorView;
}

/** One line that a run logged. */
export interface LineView<Data = string> {
  /** From 1, in the run. */
  readonly seq: number;
  /** When, in epoch milliseconds. */
  readonly at: number;
  /** How much it matters, as the job said. */
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** What it says. */
  readonly text: string;
  /** What was logged beside the text. */
  readonly data?: Data;
}

/** An error as data. */
export interface ErrorView {
  /** Its class, as `TypeError`. */
  readonly name: string;
  /** Its `code`, where it has one. */
  readonly code?: string;
  /** What it says. */
  readonly message: string;
  /** Its stack, the innermost first. */
  readonly frames: readonly Frame[];
  /** How many frames of Node or of Carillon are left out. */
  readonly hidden: number;
  /** What brought it about, with causes of its own. */
  readonly cause?: ErrorView;
  /** Those that it gathers, as an `AggregateError` does. */
  readonly errors?: readonly ErrorView[];
  /** Something of it was too long or too deep to be told whole. */
  readonly truncated?: true;
}

/** One line of a stack. */
export interface Frame {
  /** As Node prints it, without `at`. */
  readonly text: string;
  /** Whether it is of the application, and not of a package. */
  readonly own: boolean;
}
