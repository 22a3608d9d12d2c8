/** What can be done to a job, or to all of them; `redrive` lets what was asked for and has failed for good run again. */
export type Deed = 'run' | 'pause' | 'resume' | 'cancel' | 'skip' | 'redrive' | 'pauseAll' | 'resumeAll';

/** Something that is to be done. */
export interface Command {
  /** What to do. */
  readonly do: Deed;
  /** Needed by all but `pauseAll` and `resumeAll`. */
  readonly job?: string;
  /** The run that is to be cancelled; without it, all of the job. */
  readonly run?: string;
  /** What is given for it; kept with the act, and told to a run that is cancelled. */
  readonly reason?: string;
  /** Of a pause; epoch milliseconds. */
  readonly until?: number;
  /** Who wants it. */
  readonly by?: string;
  /** The jobs that `pauseAll` and `resumeAll` are about. */
  readonly sees?: (job: string) => boolean;
}

/** What came of a command. */
export type Reply = Done | Refused;

/** It was done. */
export interface Done {
  /** Tells it from `Refused`. */
  readonly ok: true;
  /** The run that was begun, waits or was cancelled. */
  readonly run?: string;
  /** The occurrence that is skipped, in epoch milliseconds. */
  readonly at?: number;
  /** How many jobs were paused or resumed, or how much runs again. */
  readonly count?: number;
}

/** It was not done. */
export interface Refused {
  /** Tells it from `Done`. */
  readonly ok: false;
  /** Why, to switch on. */
  readonly code: RefusalCode;
  /** Why, in words; it names the job. */
  readonly message: string;
}

/** Why nothing was done. */
export type RefusalCode =
  | 'no_job'
  | 'no_run'
  | 'paused'
  | 'not_paused'
  | 'running'
  | 'idle'
  | 'over'
  | 'takes_data'
  | 'stopping'
  | 'away';
