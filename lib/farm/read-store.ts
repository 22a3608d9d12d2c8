import type { RowAttempt, RowData } from './rows.js';

/** Where the rows of a job are: what is due of it, and what was asked for. */
export interface JobQueue {
  readonly queue: string;
  readonly job: string;
}

/** A row in progress, as people are shown it. */
export interface RowInProgress extends RowAttempt {
  readonly data: Pick<RowData, 'job' | 'at' | 'due' | 'trigger' | 'key' | 'tries'>;
  /** When it was fetched. */
  readonly fetchedMs: number;
  /** The host that has begun it; `undefined` while it waits for a place. */
  readonly host: string | undefined;
}

/** A host, as the farm knows it. */
export interface KnownHost {
  readonly name: string;
  readonly pid: number;
  readonly joinedMs: number;
  readonly seenMs: number;
  readonly isStopping: boolean;
  /** What it says of itself. */
  readonly told: HostTold;
}

/** What a host says of itself at each beat. */
export interface HostTold {
  /** Of Carillon. */
  readonly version?: string;
  /** How far its own clock is ahead of the database's. */
  readonly skewMs?: number;
}

/** What there is at one moment. */
export interface Seen {
  readonly atMs: number;
  readonly hosts: readonly KnownHost[];
  readonly rows: readonly RowInProgress[];
}

/** Which records are asked for. */
export interface RecordsQuery {
  /** Without it, of the whole farm. */
  readonly name?: string;
  readonly outcome?: string;
  /** A run, by its id: those that ended before it. */
  readonly before?: string;
  readonly limit: number;
}

/** What a store does for who shows a farm to people. Nothing here changes anything. */
export interface ReadStore {
  /** Hosts, and what is in progress. */
  look(): Promise<Seen>;
  /** The records of what ended at `fromMs` or later, the oldest first. */
  endedSince(fromMs: number): Promise<readonly unknown[]>;
  /** The records of what ended last, so many of each job and queue. */
  lastOfEach(queues: readonly JobQueue[], most: number): Promise<readonly unknown[]>;
  /** Records, what ended last first. */
  records(query: RecordsQuery): Promise<readonly unknown[]>;
  /** The record of a run; of work that was tried again, that of its last attempt. */
  record(runId: string): Promise<unknown>;
  /** How much of a queue waits, since when, and how much has failed for good. */
  counts(
    queue: string,
  ): Promise<{ readonly waiting: number; readonly oldestMs: number | undefined; readonly dead: number }>;
}
