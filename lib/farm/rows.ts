import type { Trigger } from '../index.js';

/** A row in progress on this host: a queue, a row of it, and the attempt under which it was fetched. */
export interface RowAttempt {
  readonly queue: string;
  readonly id: string;
  readonly attempt: number;
}

/** A row that is to be cancelled: whichever attempt, or that one. */
export interface CancelledRow {
  readonly id: string;
  readonly attempt?: number;
}

/** Why something is cancelled, and who said so. */
export interface CancelSaid {
  readonly reason: string;
  readonly by: string | undefined;
  /** Nobody said so: a newer run of its job takes its place. */
  readonly isForNewer?: true;
}

/** What a row says: plain data, as JSON. */
export interface RowData {
  /** The job. */
  readonly job: string;
  /** The instant that it is for; of what was asked for, when that was. */
  readonly at: number;
  /** When it was to begin. */
  readonly due: number;
  /** The same to the microsecond, of what was due when it was written: so it stands among all that wait for a place. */
  readonly turn?: number;
  readonly trigger: Trigger;
  /** It makes up for several, or was asked for: it waits for the place rather than be skipped. */
  readonly inTurn?: boolean;
  /** Not run, only recorded: from `first` to `last`. */
  readonly missed?: {
    readonly count: number;
    /** There may be more than were counted. */
    readonly atLeast?: true;
    readonly first: number;
    readonly last: number;
    readonly into?: string;
  };
  /** The keys of the runs that it was triggered from within, the nearest first. */
  readonly from?: readonly string[];
  /** Who triggered it, where somebody said so. */
  readonly by?: string;
  readonly data?: unknown;
  /** The version of the data that was asked for with. */
  readonly v?: number;
  /** The key that it was asked for under. */
  readonly key?: string;
  /** With it a digest of the data, so that other data under the same key is noticed. */
  readonly digest?: string;
  /** How long it is kept after its end, also where it has been a dead letter meanwhile. */
  readonly keepS?: number;
  /** How many attempts of the work have failed. */
  readonly tries?: number;
  /** What follows it, in order. */
  readonly follows?: readonly { readonly queue: string; readonly id: string }[];
}

/** A row that is to be written. */
export interface NewRow {
  readonly id: string;
  readonly queue: string;
  readonly data: RowData;
  readonly priority?: number;
  /** It waits for the row that names it among what follows, and is written only with that. */
  readonly blocked?: boolean;
  /** It is due when it is written, in the order in which it is: by the database's clock, since that of no host is as exact. */
  readonly isDueNow?: boolean;
  /** How long it is kept after its end, in seconds. */
  readonly keepS: number;
}

/** What a host fetches of a queue. */
export interface FetchScope {
  /** Rows of these jobs; without it of whatever job. */
  readonly only?: readonly string[] | undefined;
  /**
   * The job of the queue, where its rows need nothing but a slot: what comes for the first time begins with its fetch, unless
   * the job is held up.
   */
  readonly begins?: string | undefined;
}

/** A row that this host has fetched. */
export interface FetchedRow extends RowAttempt {
  readonly data: RowData;
  /** Of the rows of one job those go first that are worth more. */
  readonly priority: number;
  /** How often its hosts went away in it. */
  readonly cuts: number;
  /** How often a host gave it back. */
  readonly givenBack: number;
  /** Of a row that has begun with its fetch: it is granted, and claims nothing. */
  readonly token?: number;
}

/** Where a row stands among all that want one place. */
export interface Turn {
  readonly id: string;
  /** What it is worth beside the other rows of its job; 0 where several jobs stand in one line. */
  readonly priority: number;
  /** When it was to begin. */
  readonly due: number;
}

/** The rows of some jobs, in the queues in which they are. */
export interface Rivals {
  readonly queues: readonly string[];
  readonly names: readonly string[];
  /** Whether what is worth more goes first: so it is among the rows of one job. */
  readonly areRanked: boolean;
}

/** A claim of one place, or of none where a job may run beside itself. */
export interface ClaimOrder extends RowAttempt {
  readonly name: string;
  /** `undefined` where there is none to take. */
  readonly place: string | undefined;
  readonly turn: Turn;
  /** Whose rows may not be passed whose turn is earlier, where the place is taken in that order. */
  readonly rivals: Rivals | undefined;
  readonly key: string;
  readonly occurrenceMs: number;
  /** The last that the row needs: with its grant the row is marked as begun. */
  readonly isLast: boolean;
  /** It takes one from what is left of `times(n)`. */
  readonly counts: boolean;
  readonly atMostOnce: boolean;
}

/** What is known of a row whose place is taken. */
interface InTheWay {
  /** Whether an earlier attempt has taken one from what is left of `times(n)`, so that nothing runs in its stead. */
  readonly isCounted: boolean;
}

/** Another row is first. */
interface Behind {
  readonly kind: 'behind';
  readonly of: string;
  /** The queue in which that is, where nobody has fetched it yet. */
  readonly unfetchedIn?: string;
  /** That of the run which holds the place. */
  readonly key?: string;
}

/** What the claim comes to. */
export type ClaimAnswer =
  | { readonly kind: 'granted'; readonly token: number; readonly runsLeft: number | undefined }
  | (InTheWay & { readonly kind: 'held'; readonly holder: string; readonly key: string; readonly host: string })
  | (InTheWay & Behind)
  | { readonly kind: 'gone' }
  | { readonly kind: 'paused'; readonly pause: StoredPause }
  | { readonly kind: 'byHand'; readonly reason: string }
  | ({ readonly kind: 'cancelled' } & CancelSaid)
  | { readonly kind: 'limit' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'spent'; readonly cuts: number };

/** A pause as it is kept. */
export interface StoredPause {
  readonly reason: string;
  readonly by?: string;
  readonly at: number;
  readonly until?: number;
}

/** An occurrence that is left out by hand, as it is kept. */
export interface StoredSkip {
  /** The occurrence, in epoch milliseconds. */
  readonly at: number;
  readonly reason: string;
  readonly by?: string;
}

/** How a row ended, or that it is tried again at `dueAt`. */
export interface Settlement extends RowAttempt {
  readonly name: string;
  readonly state: 'completed' | 'failed' | 'cancelled' | 'retry';
  readonly output: unknown;
  /** Whether other hosts may wait for it: they are told with it. */
  readonly isAwaited: boolean;
  /** Under `afterCompletion()`: when it settled. */
  readonly settledMs?: number;
  /** It never began, so that `times(n)` has as many left as before its grant. */
  readonly isUncounted?: boolean;
  readonly keepS?: number;
  readonly dueAt?: number;
  /** Where it has changed. */
  readonly data?: RowData;
  readonly follows?: RowData['follows'];
}
