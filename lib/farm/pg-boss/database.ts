/** A row as the database gives it. */
export type DatabaseRow = Readonly<Record<string, unknown>>;

/** What statements are sent to: a pool, one session, or a transaction that is the user's own. */
export interface Queryable {
  query(text: string, values?: readonly unknown[]): Promise<readonly DatabaseRow[]>;
}

/** Where a farm keeps what it knows: PostgreSQL over a pool, or the same embedded, with its one session. */
export interface Database extends Queryable {
  /**
   * As `query`, for what comes again and again: each session keeps its plan. So only for what finds its rows by key, since
   * a plan that was made for a small table is kept when that has grown.
   *
   * @param isWanted asked when there is a session: where nobody waits any more, nothing is sent
   */
  prepared(text: string, values: readonly unknown[], isWanted?: () => boolean): Promise<readonly DatabaseRow[]>;
  /** Whether it is the only one that can use the database. */
  readonly isAlone: boolean;
  /** Does `work` in a transaction of its own, which awaits nothing but the database. */
  transaction<T>(work: (db: Queryable) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** @throws Error where nobody waits any more for what is to be sent */
export function checkWanted(isWanted: (() => boolean) | undefined): void {
  if (isWanted?.() === false) throw new Error('nobody waits for it any more');
}

/** What every transaction of ours says first, whatever the role's own settings are. */
export const BEGIN = `begin isolation level read committed; set local idle_in_transaction_session_timeout = '5s';
  set local lock_timeout = '5s'; set local statement_timeout = '30s'`;

/**
 * Until the database has counted it anew, a queue that has just grown is taken for small: then it would sort all of it by
 * each fetch, rather than follow the index that is in the order of the queue. And all joins are of a few rows with others
 * that are found by their key: a plan that was made while a queue was short, and is kept, would otherwise read all of it
 * when that has grown.
 */
const UNUSED_PLANS = ['enable_bitmapscan', 'enable_hashjoin', 'enable_mergejoin'];

/** What is said once in each session of ours, for the statements that are a transaction by themselves. */
export const SESSION_SETTINGS = `${UNUSED_PLANS.map(plan => `set ${plan} = off`).join('; ')};
  set lock_timeout = '5s'; set statement_timeout = '30s';
  set default_transaction_isolation = 'read committed'; set default_transaction_read_only = off`;

/** The same for one transaction, in a session that is not ours alone. */
export const POOLED_BEGIN = `${BEGIN}; ${UNUSED_PLANS.map(plan => `set local ${plan} = off`).join('; ')}`;

/** The shape in which pg-boss takes a database. */
export interface BossDatabase {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: DatabaseRow[] }>;
}

/** A database as pg-boss takes one. */
export function forBoss(db: Queryable): BossDatabase {
  return { executeSql: async (text, values) => ({ rows: [...(await db.query(text, values))] }) };
}
