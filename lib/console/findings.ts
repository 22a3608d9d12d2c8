import type { RunKind } from './run-view.js';

/** What Carillon itself found. It goes when its cause goes. */
export interface Problem {
  /** What was found, to switch on. */
  readonly code: ProblemCode;
  /** Notes are to be known of, and need nothing done. */
  readonly level: 'bad' | 'warn' | 'note';
  /** The job that it is about; absent of the process, or the farm. */
  readonly job?: string;
  /** Epoch milliseconds. */
  readonly since?: number;
  /** `has failed 4 times in a row`, said of the job; of what has none, a whole sentence. */
  readonly title: string;
  /** Why it is so, such as what the last error says; absent where that is not known. */
  readonly cause?: string;
  /** What to do about it; absent where the cause says that. */
  readonly remedy?: string;
}

/** What is looked for. */
export type ProblemCode =
  | 'failing'
  | 'slower'
  | 'overlap'
  | 'due'
  | 'broken'
  | 'neverFires'
  | 'unknownZone'
  | 'timeoutOverInterval'
  | 'gap'
  | 'clockOverlap'
  | 'clockJumped'
  | 'loopBlocked'
  | 'farm';

/** One thing that somebody did, or tried to do. */
export interface Act {
  /** Ascending: `before` of the next page. */
  readonly id: number;
  /** When, in epoch milliseconds. */
  readonly at: number;
  /** The user; of what the process did itself, the scheduler's name. */
  readonly who?: string;
  /** `ran`, `paused`, `resumed`, `cancelled`, `skipped`, `tried to pause` …; `started`, `stopped`. */
  readonly what: string;
  /** The job that it was done to; absent of all jobs, and of the process. */
  readonly job?: string;
  /** The reason that was given. */
  readonly why?: string;
  /** `false` for what was refused. */
  readonly ok: boolean;
  /** What came of it. */
  readonly result?: string;
  /** The run that it began or cancelled. */
  readonly run?: string;
}

/** Why a job did or didn't run at an instant. */
export interface Why {
  /** In one word: `ran`, `runs`, `waits`, `notRun`, `toCome`, `willNot`, `noOccurrence` or `unknown`. */
  readonly verdict: string;
  /** Why, to switch on: an outcome such as `failed`, a reason to skip such as `overlap`, or `noJob` and the like. */
  readonly code: string;
  /** Why, in one sentence. */
  readonly text: string;
  /** The run that it was, or that was in the way. */
  readonly run?: string;
  /** How `run` is or ended, where the console says so. */
  readonly kind?: RunKind;
}

/** One process that runs jobs. */
export interface HostView {
  /** The name of the host; not unique where it has several processes. */
  readonly name: string;
  /** The id of the process. */
  readonly pid?: number;
  /** Of Carillon. */
  readonly version?: string;
  /** When its scheduler was started, in epoch milliseconds; absent before. */
  readonly since?: number;
  /** In a farm: when it was last heard of, in epoch milliseconds. */
  readonly heartbeat?: number;
  /** `silent`: it has not been heard of for a while; `gone`: it has stopped, or has been silent for too long. */
  readonly state: 'alive' | 'silent' | 'gone';
  /** How many runs are in progress there. */
  readonly running: number;
  /** In a farm: how far its clock is ahead of the shared one, in milliseconds; negative where it is behind. */
  readonly skewMs?: number;
  /** How long the event loop was held lately, at most. */
  readonly loopMs?: number;
}
