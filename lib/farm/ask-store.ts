import type { CancelSaid, NewRow } from './rows.js';
import type { EndedRow } from './store.js';

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

/** What was asked for before, and the digest of its data where it has a key. */
export interface AskedEnd extends EndedRow {
  readonly digest: string | undefined;
}

/** What a store does for asked work. */
export interface AskStore {
  /** Whether what a call failed with leaves it open what it has done: its answer was lost, and not the call itself. */
  isInDoubt(error: unknown): boolean;
  /** Whether it was not done since another transaction has something open that it waits for, such as one of the keys. */
  isHeldUp(error: unknown): boolean;
  /** Makes what rows of these queues need; never in anybody's transaction. */
  prepare(queues: readonly string[]): Promise<void>;
  /**
   * Writes rows and, unless nobody is to be told, the notice of them: in the user's transaction, where there is one.
   *
   * @param isWanted asked before they are sent: nothing waits in memory for who has given up
   * @returns the ids that are new @throws FarmError for what is no transaction
   */
  ask(
    rows: readonly NewRow[],
    isTold: boolean,
    db: UserDatabase | undefined,
    isWanted?: () => boolean,
  ): Promise<readonly string[]>;
  askedRows(rows: readonly NewRow[], db: UserDatabase | undefined): Promise<readonly AskedEnd[]>;
  cancelAsked(queue: string, id: string, said: CancelSaid): Promise<boolean>;
  dead(name: string | undefined, limit: number): Promise<readonly DeadRow[]>;
  redrive(ids: readonly string[]): Promise<readonly string[]>;
  discard(what: {
    readonly ids?: readonly string[];
    readonly name?: string;
    readonly beforeMs?: number;
  }): Promise<number>;
}
