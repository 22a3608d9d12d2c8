import type { RunKind } from './run-view.js';

/** What Carillon itself found. It goes when its cause goes. */
export interface Problem {
  readonly code: ProblemCode;
  /** Notes are to be known of, and need nothing done. */
  readonly level: 'bad' | 'warn' | 'note';
  readonly job?: string;
  /** Epoch milliseconds. */
  readonly since?: number;
  /** `has failed 4 times in a row`, said of the job; of what has none, a whole sentence. */
  readonly title: string;
  readonly cause?: string;
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
  | 'stopGaveUp'
  | 'farm'
  | 'lint';

/** One thing that somebody did, or tried to do. */
export interface Act {
  /** Ascending: `before` of the next page. */
  readonly id: number;
  readonly at: number;
  /** The user; of what the process did itself, the scheduler's name. */
  readonly who?: string;
  /** `ran`, `paused`, `resumed`, `cancelled`, `skipped`, `tried to pause` …; `started`, `stopped`. */
  readonly what: string;
  readonly job?: string;
  readonly why?: string;
  /** `false` for what was refused. */
  readonly ok: boolean;
  /** What came of it. */
  readonly result?: string;
  readonly run?: string;
}

/** Why a job did or didn't run at an instant. */
export interface Why {
  readonly verdict: string;
  readonly code: string;
  readonly text: string;
  /** The run that it was, or that was in the way. */
  readonly run?: string;
  readonly kind?: RunKind;
}

/** One process that runs jobs. */
export interface HostView {
  readonly name: string;
  readonly pid?: number;
  readonly version?: string;
  readonly since?: number;
  readonly heartbeat?: number;
  readonly state: 'alive' | 'silent' | 'gone';
  readonly running: number;
  readonly skewMs?: number;
  /** How long the event loop was held lately, at most. */
  readonly loopMs?: number;
}
