import type { HostTold } from './read-store.js';
import type { Release, ReleaseWords, RulingRelease } from './release.js';
import type {
  CancelledRow,
  CancelSaid,
  ClaimAnswer,
  ClaimOrder,
  FetchedRow,
  FetchScope,
  NewRow,
  RowAttempt,
  Settlement,
  StoredPause,
  StoredSkip,
  Turn,
} from './rows.js';
import type { Waiter } from './standing.js';
import type { LateDecision, LateSchedule } from './watermark.js';

/** A schedule as the farm knows it. */
export interface KnownSchedule {
  readonly name: string;
  readonly watermarkMs: number | undefined;
  readonly settledMs: number | undefined;
  readonly runsLeft: number | undefined;
  readonly pause: StoredPause | undefined;
  readonly skips: readonly StoredSkip[];
}

/** A job as a host brings it to the farm. */
export interface BroughtJob {
  readonly name: string;
  readonly words: string;
  readonly times: number | undefined;
  /** Whether this host runs it. */
  readonly runs: boolean;
  /** The version of the data that it takes. */
  readonly dataVersion: number;
}

/** What a host knows of a job by which it tells what it can't take. */
export type VersionedJob = Pick<BroughtJob, 'name' | 'dataVersion'>;

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
  /** The names of the jobs that it runs; `undefined`: all. */
  readonly runs: readonly string[] | undefined;
  readonly zones: string;
  /** The names of the jobs whose times depend on these. */
  readonly zoned: readonly string[];
  /** Takes over a database that was copied, restored or moved. */
  readonly adopt: boolean;
}

/** What a host learns when it joins. */
export interface Joined {
  /** When the farm started for this release. */
  readonly startMs: number;
  readonly schedules: readonly KnownSchedule[];
  /** The release that rules, and its words, where that is another than the host's. */
  readonly ruledBy: RulingRelease | undefined;
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
  readonly releases: readonly Release[];
  /** What is to be cancelled, on whatever host that runs or waits: where it waits nobody knows. */
  readonly cancels: readonly ({ readonly id: string } & CancelSaid)[];
  /** All rows in progress, with a text that changes with each touch. */
  readonly active: readonly (RowAttempt & { readonly beat: string })[];
}

/** A row as it is now, for who waits for its end. */
export interface EndedRow {
  readonly id: string;
  readonly state: 'created' | 'retry' | 'active' | 'completed' | 'cancelled' | 'failed';
  readonly output: unknown;
}

/** Where the hosts of a farm meet. Every call is one statement or one transaction; each rejects when the database is away. */
export interface FarmStore {
  /** What an error of any call means: the database will be back, refuses for good, or something else is wrong. */
  troubleOf(error: unknown): 'away' | 'refused' | 'other';
  /** Connects, and makes what is missing. */
  open(queues: readonly string[]): Promise<void>;
  nowMs(): Promise<number>;
  join(joining: Joining): Promise<Joined>;
  /**
   * The host is there. What was cut off from it meanwhile no longer counts as that: it is not gone after all.
   * @param told what it says of itself to people
   */
  beat(hostId: string, release: string, horizon: string, told: HostTold): Promise<Beat>;
  wordsOf(release: string): Promise<ReleaseWords>;
  /** Takes the jobs over that a release which is gone said otherwise: they go on from where that one was last seen. */
  takeOver(jobs: readonly BroughtJob[], fromMs: number): Promise<readonly KnownSchedule[]>;
  /**
   * Writes what is due on time, but what has been decided as missed meanwhile.
   *
   * @returns the jobs of which something came later than `STALE_MS`, and was not written
   */
  plan(rows: readonly NewRow[]): Promise<readonly string[]>;
  /** @returns the ids of the rows that were not there before */
  insert(rows: readonly NewRow[]): Promise<readonly string[]>;
  raise(watermarks: ReadonlyMap<string, number>): Promise<void>;
  /** Decides under the lock of the schedule's row, for all hosts. @returns up to where all is decided; `undefined` of one that is not there */
  decideLate(
    name: string,
    decide: (schedule: LateSchedule) => LateDecision | undefined,
    rowsOf: (decision: LateDecision) => readonly NewRow[],
  ): Promise<number | undefined>;
  /**
   * The occurrences after whose ends the next ones are due. Where the row of one is gone, or was ended by somebody else, nobody
   * will say that it is settled: it is from now on.
   */
  goOn(planned: ReadonlyMap<string, number>): Promise<void>;
  /** Whether a release that lives has the job. */
  isWanted(job: string): Promise<boolean>;
  fetch(queue: string, atMost: number, scope?: FetchScope): Promise<readonly FetchedRow[]>;
  /**
   * Of the other queues of the farm those that may hold something, and in how many ms each is to be looked at: now, for what is
   * due, and when the first is that is still to come.
   */
  probe(except: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>>;
  claim(order: ClaimOrder): Promise<ClaimAnswer>;
  /** Claims of no place, or of one each and the last, by rows that have no rivals and don't count for `times(n)`. */
  grant(orders: readonly ClaimOrder[]): Promise<readonly ClaimAnswer[]>;
  /** Puts the row among those that wait for a place, and gives them all. */
  wait(place: string, row: RowAttempt, turn: Turn, isNewest: boolean): Promise<readonly Waiter[]>;
  leave(place: string, row: RowAttempt): Promise<void>;
  /**
   * Tells the other hosts, too, where they may wait for one of them.
   * @returns the ids of those that were still this host's, or that it has settled so before
   */
  settle(settlements: readonly Settlement[]): Promise<readonly string[]>;
  /** The row comes again after so long, as one that has not begun. @returns whether it was still this host's */
  giveBack(row: RowAttempt, delayMs: number): Promise<boolean>;
  /** Says that rows are still in work. @returns the ids of those that are this host's */
  touch(rows: readonly RowAttempt[]): Promise<readonly string[]>;
  /** Gives rows that fell silent to others. @returns the ids of those that still were as the judge has seen them */
  condemn(rows: readonly (RowAttempt & { readonly beat: string })[]): Promise<readonly string[]>;
  /**
   * Pauses a job, or, with `undefined`, resumes it.
   * @returns whether that changed anything: of several pauses the one that lasts longest holds
   */
  pause(name: string, pause: StoredPause | undefined): Promise<boolean>;
  /** Asks for the end of all that is in progress of a job, begun or not, or of one row of it. @returns how many there are */
  cancel(name: string, said: CancelSaid, row?: CancelledRow): Promise<number>;
  skip(name: string, skip: StoredSkip): Promise<void>;
  stopping(hostId: string): Promise<void>;
  leaveFarm(hostId: string): Promise<void>;
  /** How rows ended, of those that have. */
  outcomes(rows: readonly { readonly queue: string; readonly id: string }[]): Promise<readonly EndedRow[]>;
  /** What is wrong with the farm as a whole, in words of a host that knows these jobs. */
  problems(jobs: readonly VersionedJob[]): Promise<readonly string[]>;
  /** Deletes what is kept no longer, and what hosts that went away have left behind. */
  maintain(): Promise<void>;
  /** Tells the other hosts to look; or only who listens on a channel. */
  tell(channel?: string): Promise<void>;
  close(): Promise<void>;
}
