import type { EndKind, ProgressView } from './row.js';

/** How a run is or ended. */
export type RunKind = EndKind | 'running' | 'waiting';

/** One run, or one occurrence that was not run. Times are epoch milliseconds. */
export interface Run {
  readonly id: string;
  /** `name@2026-11-20T21:15:00.000Z`, the same on every host. */
  readonly key: string;
  readonly job: string;
  /** The occurrence that it is for. */
  readonly at: number;
  readonly startedAt?: number;
  readonly lateMs: number;
  /** From start to end; of a run in progress, so far. */
  readonly ms?: number;
  readonly kind: RunKind;
  readonly trigger: 'schedule' | 'startup' | 'manual' | 'catchUp' | 'asked';
  /** Who triggered or cancelled it. */
  readonly by?: string;
  /** How many attempts were begun. */
  readonly attempts: number;
  /** Why it was skipped, missed, cancelled, or what it waits for. */
  readonly detail?: string;
  /** What its error says. */
  readonly message?: string;
  readonly host?: string;
  readonly progress?: ProgressView;
  /** More than one occurrence that this stands for, the last of them at `lastAt`. */
  readonly count?: number;
  readonly lastAt?: number;
}

/** One run in full. A console gives `Data` as it is kept, plain; the HTTP interface gives text. */
export interface RunDetail<Data = string> extends Run {
  /** When it ended. */
  readonly settledAt?: number;
  readonly tries: readonly Attempt[];
  readonly lines: readonly LineView<Data>[];
  /** How many lines between the first and the last of `lines` are no longer kept, and after which of them. */
  readonly hiddenLines?: { readonly count: number; readonly after: number };
  readonly error?: ErrorView;
  /** What it gave back. */
  readonly value?: Data;
}

/** One attempt of a run, with the wait after it. Of attempts whose times are not kept there are none. */
export interface Attempt {
  readonly n: number;
  /** From the start of the run. */
  readonly startMs?: number;
  readonly ms?: number;
  readonly error?: ErrorView;
}

/** One line that a run logged. */
export interface LineView<Data = string> {
  /** From 1, in the run. */
  readonly seq: number;
  readonly at: number;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly text: string;
  /** What was logged beside the text. */
  readonly data?: Data;
}

/** An error as data. */
export interface ErrorView {
  readonly name: string;
  readonly code?: string;
  readonly message: string;
  readonly frames: readonly Frame[];
  /** How many frames of Node or of Carillon are left out. */
  readonly hidden: number;
  readonly cause?: ErrorView;
  /** Something of it was too long or too deep to be told whole. */
  readonly truncated?: true;
}

/** One line of a stack. */
export interface Frame {
  readonly text: string;
  /** Whether it is of the application, and not of a package. */
  readonly own: boolean;
}
