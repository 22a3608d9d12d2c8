// What a list of jobs says of each. All times are epoch milliseconds, all durations whole milliseconds.

/** How an occurrence ended. `lost` is known in a farm only: what became of it can't be told. */
export type EndKind = 'succeeded' | 'failed' | 'timedOut' | 'cancelled' | 'abandoned' | 'skipped' | 'missed' | 'lost';

/** How a job is, in one word. Where several hold, the one that needs a look most is taken: see `RowPhase` for the others. */
export type RowState =
  | 'ok'
  | 'running'
  | 'waiting'
  | 'cancelling'
  | 'failing'
  | 'due'
  | 'broken'
  | 'paused'
  | 'never'
  | 'ended';

/** What a job is doing, whatever its state: a failing job may be running. */
export type RowPhase = 'idle' | 'waiting' | 'starting' | 'running' | 'cancelling' | 'paused' | 'ended';

/** One job as a list shows it. */
export interface Row {
  /** Unique in its scheduler. */
  readonly name: string;
  /** Its schedule in English, without its zone; of a job that is only triggered, that. */
  readonly words: string;
  /** The cron text that it was declared by. */
  readonly cron?: string;
  /** The zone of its schedule, as `Europe/Paris`. */
  readonly zone: string;
  /** How it is, in one word. */
  readonly state: RowState;
  /** What it is doing. */
  readonly phase: RowPhase;
  /** How many of its last runs ended badly in a row. */
  readonly streak: number;
  /** No two jobs of one group overlap. */
  readonly group?: string;
  /** What `describedAs` said. */
  readonly purpose?: string;
  /** What `tagged` said; absent where that is nothing. */
  readonly tags?: readonly string[];
  /**
   * Its last 60 occurrences, oldest first, two characters each. The first says how it ended: s succeeded, r succeeded
   * after a retry, f failed, t timed out, c cancelled, a abandoned, k skipped, m missed, l lost. The second is how long
   * it took: log₂ of the milliseconds plus one, rounded, in base 36.
   */
  readonly strip: string;
  /** The last run that was started and has ended. */
  readonly last?: LastRun;
  /** When it starts next, jitter included; absent where it doesn't. */
  readonly next?: number;
  /** The median of its last runs. */
  readonly p50?: number;
  /** Of the run in progress. */
  readonly progress?: ProgressView;
  /** The run in progress, or the one that waits: what `cancel` is said of. */
  readonly run?: string;
  /** Since when the run in progress runs, the waiting one waits, or the job fails. */
  readonly since?: number;
  /** Its pause; absent where it is not paused. */
  readonly paused?: PauseView;
  /** Whether it takes data, so that it can't be run by a button. */
  readonly takesData?: true;
  /** The revision of the whole at which this row last changed. */
  readonly rev: number;
}

/** The last run of a job in short. */
export interface LastRun {
  /** The id of the run. */
  readonly id: string;
  /** When it ended. */
  readonly at: number;
  /** How long it took. */
  readonly ms: number;
  /** How it ended. */
  readonly kind: EndKind;
  /** More than one attempt was needed. */
  readonly retried?: true;
  /** What its error says. */
  readonly message?: string;
}

/** What a run last said of its progress. */
export interface ProgressView {
  /** How much of `total` is done, in units of its own. */
  readonly done: number;
  /** How much there is; absent where that is not known. */
  readonly total?: number;
  /** What it said in words. */
  readonly message?: string;
}

/** A pause: who, why, since when and until when. */
export interface PauseView {
  /** Who paused it, where somebody said so. */
  readonly by?: string;
  /** What was given for it. */
  readonly reason: string;
  /** Since when it holds. */
  readonly at: number;
  /** When it ends by itself; absent where only `resume` ends it. */
  readonly until?: number;
  /** How many occurrences it has cost; absent where none. */
  readonly skipped?: number;
}
