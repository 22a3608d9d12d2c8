import type { Pool, PoolClient, PoolConfig } from 'pg';
import { systemClock } from '../../kit.js';
import { inTime } from '../delay.js';
import { digestOf } from '../identity.js';
import type { FarmHappening } from '../seam.js';
import {
  BEGIN,
  checkWanted,
  type Database,
  type DatabaseRow,
  POOLED_BEGIN,
  type Queryable,
  SESSION_SETTINGS,
} from './database.js';
import { codeOf, endsSession } from './database-error.js';
import { loadPg } from './driver.js';
import { LockWatch } from './lock-watch.js';
import { scarceSessions } from './scarce-sessions.js';

/** How long a connection may take to be made. */
const CONNECT_WITHIN_MS = 5_000;

/** Longer than the server lets a statement of ours take: what is not answered by then is lost on the way. */
const ANSWER_WITHIN_MS = 35_000;

/** A statement that is under way when the pool is closed is waited for no longer: of a network that is silent it never ends. */
const CLOSE_WITHIN_MS = 2_000;

/** How long a connection is kept that nobody uses: with the last look of a host that rests, less than ten seconds. */
const IDLE_MS = 7_000;

/** A plan that is not there, is there already, or is of a schema that was changed under it. */
const PLAN_LOST = /^(26000|42P05|0A000)$/;

/**
 * A pool of at most `max` sessions. It connects when the first statement comes, and tells of locks that it waits for. A
 * session that `check` refuses is not used.
 *
 * @param look asks by a session that is not of the pool, all of which may wait
 */
export async function openPool(
  config: PoolConfig,
  max: number,
  applicationName: string,
  tell: (event: FarmHappening) => void = () => {},
  check: (session: Queryable) => Promise<void> = async () => {},
  look: (text: string) => Promise<readonly DatabaseRow[]> = async () => [],
): Promise<Database> {
  const pg = await loadPg();
  const pool: Pool = new pg.Pool({
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    query_timeout: ANSWER_WITHIN_MS,
    keepAlive: true,
    idleTimeoutMillis: IDLE_MS,
    ...config,
    application_name: applicationName,
    max,
    allowExitOnIdle: true,
  });
  // A session that breaks while it is idle is dropped by the pool; who needs one next is told.
  pool.on('error', () => {});
  // One that breaks while it is used rejects its statement; its event, which nobody else hears, would end the process.
  pool.on('connect', client => client.on('error', () => {}));
  return new PooledDatabase(pool, scarceSessions(pool, tell), check, new LockWatch(look, systemClock, tell));
}

class PooledDatabase implements Database {
  readonly isAlone = false;
  readonly #pool: Pool;
  readonly #session: () => Promise<PoolClient>;
  readonly #check: (session: Queryable) => Promise<void>;
  readonly #locks: LockWatch;
  readonly #isSetUp = new WeakSet<PoolClient>();
  /** Behind a pooler each transaction may go to another session of the server, and others are given that after us. */
  readonly #isPooled = new WeakSet<PoolClient>();
  readonly #planNames = new Map<string, string>();
  #arePlansKept = true;

  constructor(
    pool: Pool,
    session: () => Promise<PoolClient>,
    check: (session: Queryable) => Promise<void>,
    locks: LockWatch,
  ) {
    this.#pool = pool;
    this.#session = session;
    this.#check = check;
    this.#locks = locks;
  }

  query(text: string, values?: readonly unknown[]): Promise<readonly DatabaseRow[]> {
    return this.#query(text, values);
  }

  async prepared(text: string, values: readonly unknown[], isWanted?: () => boolean): Promise<readonly DatabaseRow[]> {
    if (!this.#arePlansKept) return this.#query(text, values, undefined, isWanted);
    const name = this.#planNames.get(text) ?? `carillon_${this.#planNames.size}_${digestOf(text).slice(0, 16)}`;
    this.#planNames.set(text, name);
    try {
      return await this.#query(text, values, name, isWanted);
    } catch (error) {
      if (!PLAN_LOST.test(codeOf(error))) throw error;
      // A pooler gives each statement to another session, or the schema was changed.
      this.#arePlansKept = false;
      return this.#query(text, values, undefined, isWanted);
    }
  }

  transaction<T>(work: (db: Queryable) => Promise<T>): Promise<T> {
    return this.#watched(client => this.#inTransaction(client, work));
  }

  async close(): Promise<void> {
    this.#locks.close();
    await inTime(systemClock, CLOSE_WITHIN_MS, this.#pool.end());
  }

  #query(
    text: string,
    values: readonly unknown[] | undefined,
    name?: string,
    isWanted?: () => boolean,
  ): Promise<readonly DatabaseRow[]> {
    return this.#watched(async client => {
      checkWanted(isWanted);
      if (this.#isPooled.has(client) && values?.length) {
        return this.#inTransaction(client, tx => tx.query(text, values));
      }
      try {
        return await rowsOf(client, text, values, name);
      } catch (error) {
        // A text of several statements may have begun a transaction that the next user of the session must not find.
        await rollback(client, error);
        throw error;
      }
    });
  }

  async #inTransaction<T>(client: PoolClient, work: (db: Queryable) => Promise<T>): Promise<T> {
    await client.query(this.#isPooled.has(client) ? POOLED_BEGIN : BEGIN);
    try {
      const result = await work(queryable(client));
      await client.query('commit');
      return result;
    } catch (error) {
      await rollback(client, error);
      throw error;
    }
  }

  #watched<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return this.#using(client => this.#locks.during(() => work(client)));
  }

  async #using<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#session();
    let broken: unknown;
    try {
      if (!this.#isSetUp.has(client)) await this.#setUp(client);
      return await work(client);
    } catch (error) {
      broken = error;
      throw error;
    } finally {
      client.release(broken !== undefined && endsSession(broken));
    }
  }

  async #setUp(client: PoolClient): Promise<void> {
    if (await isDirect(client)) await client.query(SESSION_SETTINGS);
    else this.#isPooled.add(client);
    await this.#check(queryable(client));
    this.#isSetUp.add(client);
  }
}

function queryable(client: PoolClient): Queryable {
  return { query: (text, values) => rowsOf(client, text, values) };
}

/** Where the session is not used again, nothing answers. */
async function rollback(client: PoolClient, cause: unknown): Promise<void> {
  if (!endsSession(cause)) await client.query('rollback').catch(() => {});
}

/** Whether a session of the server is this client's alone: a pooler gives its clients numbers of its own. */
async function isDirect(client: PoolClient & { readonly processID?: number }): Promise<boolean> {
  const [row] = await rowsOf(client, 'select pg_backend_pid() as pid', []);
  return row?.['pid'] === client.processID;
}

/** Several statements in one text give several results: their rows, one after the other. */
async function rowsOf(
  client: PoolClient,
  text: string,
  values: readonly unknown[] | undefined,
  name?: string,
): Promise<readonly DatabaseRow[]> {
  const said = { text, values: [...(values ?? [])], ...(name !== undefined && { name }) };
  const result: unknown = await client.query(values?.length ? said : text);
  const results = Array.isArray(result) ? result : [result];
  return results.flatMap((one: { readonly rows?: readonly DatabaseRow[] }) => one.rows ?? []);
}
