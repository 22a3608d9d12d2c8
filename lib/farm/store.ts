import type { Trigger } from '../index.js';
import type { Release, ReleaseWords } from './release.js';
import type { Waiter } from './standing.js';
import type { LateDecision, LateSchedule } from './watermark.js';

/** A row in progress on this host: a queue, a row of it, and the attempt under which it was fetched. */
export interface RowAttempt {
  readonly queue: string;
  readonly id: string;
  readonly attempt: number;
}

/** What a row says: plain data, as JSON. */
export interface RowData {
  /** The job. */
  readonly job: string;
  /** The instant that it is for; of what was asked for, when that was. */
  readonly at: number;
  /** When it was to begin. */
  readonly due: number;
  readonly trigger: Trigger;
  /** It makes up for several, or was asked for: it waits for the place rather than be skipped. */
  readonly inTurn?: boolean;
  /** Not run, only recorded: from `first` to `last`. */
  readonly missed?: { readonly count: number; readonly first: number; readonly last: number; readonly into?: string };
  /** The keys of the runs that it was triggered from. */
  readonly from?: readonly string[];
  readonly data?: unknown;
  /** The version of the data that was asked for with. */
  readonly v?: number;
  /** The key that it was asked for under. */
  readonly key?: string;
  /** A digest of the data, so that other data under the same key is noticed. */
  readonly digest?: string;
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
  readonly blocked?: boolean;
  /** How long it is kept after its end, in seconds. */
  readonly keepS: number;
}

/** A row that this host has fetched. */
export interface FetchedRow extends RowAttempt {
  readonly data: RowData;
  /** How often its hosts went away in it. */
  readonly cuts: number;
  /** How often a host gave it back. */
  readonly givenBack: number;
}

/** A claim of one place, or of none where a job may run beside itself. */
export interface ClaimOrder extends RowAttempt {
  readonly name: string;
  /** `undefined` where there is none to take. */
  readonly place: string | undefined;
  readonly key: string;
  readonly occurrenceMs: number;
  readonly dueAt: number;
  /** The last that the row needs: with its grant the row is marked as begun. */
  readonly isLast: boolean;
  /** It takes one from what is left of `times(n)`. */
  readonly counts: boolean;
  readonly atMostOnce: boolean;
}

/** What the claim comes to. */
export type ClaimAnswer =
  | { readonly kind: 'granted'; readonly token: number; readonly cuts: number; readonly runsLeft: number | undefined }
  | { readonly kind: 'held'; readonly holder: string; readonly key: string; readonly host: string }
  | { readonly kind: 'behind'; readonly of: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'paused'; readonly pause: StoredPause }
  | { readonly kind: 'byHand' }
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

/** How a row ended, or that it is tried again at `dueAt`. */
export interface Settlement extends RowAttempt {
  readonly name: string;
  readonly state: 'completed' | 'failed' | 'cancelled' | 'retry';
  readonly output: unknown;
  /** Under `afterCompletion()`: when it settled. */
  readonly settledMs?: number;
  readonly keepS?: number;
  readonly dueAt?: number;
  readonly data?: RowData;
  readonly follows?: RowData['follows'];
}

/** A schedule as the farm knows it. */
export interface KnownSchedule {
  readonly name: string;
  readonly words: string;
  readonly watermarkMs: number | undefined;
  readonly settledMs: number | undefined;
  readonly runsLeft: number | undefined;
  readonly pause: StoredPause | undefined;
}

/** A job as a host brings it to the farm. */
export interface BroughtJob {
  readonly name: string;
  readonly words: string;
  readonly times: number | undefined;
  readonly asked: boolean;
}

/** A host that joins. */
export interface Joining {
  readonly hostId: string;
  readonly hostName: string;
  readonly pid: number;
  readonly application: string;
  readonly release: string;
  readonly words: ReleaseWords;
  readonly jobs: readonly BroughtJob[];
  /** Whether it plans and runs, or only asks. */
  readonly plans: boolean;
  readonly zones: string;
  /** Takes over a database that was copied, restored or moved. */
  readonly adopt: boolean;
}

/** What a host learns when it joins. */
export interface Joined {
  /** When the farm started for this release. */
  readonly startMs: number;
  readonly schedules: readonly KnownSchedule[];
  readonly problems: readonly string[];
}

/** What a host learns at each beat. */
export interface Beat {
  readonly databaseMs: number;
  /** False where the farm has forgotten this host: it joins again. */
  readonly isKnown: boolean;
  readonly changed: readonly KnownSchedule[];
  /** From which transaction on the next beat asks. */
  readonly horizon: string;
  readonly releases: readonly Omit<Release, 'words'>[];
  /** The runs of this host that are to be cancelled. */
  readonly cancels: readonly { readonly id: string; readonly reason: string }[];
  /** All rows in progress, with a text that changes with each touch. */
  readonly active: readonly (RowAttempt & { readonly beat: string })[];
}

/** A row as it is now, for who waits for its end. */
export interface EndedRow {
  readonly id: string;
  readonly state: 'created' | 'retry' | 'active' | 'completed' | 'cancelled' | 'failed';
  readonly output: unknown;
}

/** Which records are asked for. */
export interface HistoryQuery {
  readonly name?: string;
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly limit: number;
}

/** Where the hosts of a farm meet. Every call is one statement or one transaction; each rejects when the database is away. */
export interface FarmStore {
  /** What an error of any call means: the database will be back, refuses for good, or something else is wrong. */
  troubleOf(error: unknown): 'away' | 'refused' | 'other';
  /** Connects, and makes what is missing. */
  open(queues: readonly string[]): Promise<void>;
  nowMs(): Promise<number>;
  join(joining: Joining): Promise<Joined>;
  beat(hostId: string, release: string, horizon: string): Promise<Beat>;
  wordsOf(release: string): Promise<ReleaseWords>;
  /** Takes the jobs over that a release which is gone said otherwise: they go on from where that one was last seen. */
  takeOver(jobs: readonly BroughtJob[], fromMs: number): Promise<readonly KnownSchedule[]>;
  /** Writes what is due on time, but what has been decided as missed meanwhile. @returns the ids of the rows that are new */
  plan(rows: readonly NewRow[]): Promise<readonly string[]>;
  /** @returns the ids of the rows that were not there before */
  insert(rows: readonly NewRow[]): Promise<readonly string[]>;
  raise(watermarks: ReadonlyMap<string, number>): Promise<void>;
  /** Decides under the lock of the schedule's row, for all hosts. */
  decideLate(
    name: string,
    decide: (schedule: LateSchedule) => LateDecision | undefined,
    rowsOf: (decision: LateDecision) => readonly NewRow[],
  ): Promise<void>;
  fetch(queue: string, atMost: number): Promise<readonly FetchedRow[]>;
  /** Those queues that hold something, and in how many milliseconds the first of it is due. */
  probe(queues: readonly string[]): Promise<ReadonlyMap<string, number>>;
  claim(order: ClaimOrder): Promise<ClaimAnswer>;
  /** Puts the row among those that wait for a place, and gives them all. */
  wait(place: string, row: RowAttempt, dueAt: number, isNewest: boolean): Promise<readonly Waiter[]>;
  leave(place: string, id: string): Promise<void>;
  cancelRun(id: string, reason: string): Promise<void>;
  /** @returns the ids of those that were still this host's */
  settle(settlements: readonly Settlement[]): Promise<readonly string[]>;
  /** @param isUnbegun whether it counts as not begun, as at a stop */
  giveBack(row: RowAttempt, delayMs: number, isUnbegun: boolean): Promise<boolean>;
  /** Says that rows are still in work. @returns the ids of those that are this host's */
  touch(rows: readonly RowAttempt[]): Promise<readonly string[]>;
  /** Gives rows that fell silent to others. @returns the ids of those that still were as the judge has seen them */
  condemn(rows: readonly (RowAttempt & { readonly beat: string })[]): Promise<readonly string[]>;
  /** Takes back the cut-offs of a host that is not gone after all. */
  forgive(hostId: string, ids: readonly string[]): Promise<void>;
  pause(name: string, pause: StoredPause | undefined): Promise<void>;
  cancel(name: string, reason: string): Promise<number>;
  skip(name: string, occurrenceMs: number): Promise<void>;
  stopping(hostId: string): Promise<void>;
  leaveFarm(hostId: string): Promise<void>;
  /** How rows ended, of those that have. */
  outcomes(rows: readonly { readonly queue: string; readonly id: string }[]): Promise<readonly EndedRow[]>;
  history(query: HistoryQuery): Promise<readonly unknown[]>;
  /** Deletes what is kept no longer, and what hosts that went away have left behind. */
  maintain(): Promise<void>;
  /** Tells the other hosts to look. */
  tell(): Promise<void>;
  close(): Promise<void>;
}

/** A transaction of the user's own: a client of `pg`, or what pg-boss's adapters give for others. */
export type UserDatabase =
  | { query(text: string, values: unknown[]): Promise<{ readonly rows: readonly unknown[] }> }
  | { executeSql(text: string, values: unknown[]): Promise<{ readonly rows: readonly unknown[] }> };

/** What has failed for good. */
export interface DeadRow {
  readonly id: string;
  readonly job: string;
  readonly data: unknown;
  readonly record: unknown;
  readonly failedAtMs: number;
}

/** What a store does for asked work. */
export interface AskStore {
  /** Writes rows and the notice of them, in the user's transaction where there is one. @returns the ids that are new */
  ask(rows: readonly NewRow[], db: UserDatabase | undefined): Promise<readonly string[]>;
  askedRows(
    rows: readonly NewRow[],
    db: UserDatabase | undefined,
  ): Promise<readonly (EndedRow & { readonly data: RowData })[]>;
  cancelAsked(queue: string, id: string, reason: string): Promise<boolean>;
  dead(name: string | undefined, limit: number): Promise<readonly DeadRow[]>;
  redrive(ids: readonly string[]): Promise<readonly string[]>;
  discard(what: {
    readonly ids?: readonly string[];
    readonly name?: string;
    readonly beforeMs?: number;
  }): Promise<number>;
}
