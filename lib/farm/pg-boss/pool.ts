import type { Pool, PoolClient, PoolConfig } from 'pg';
import { systemClock } from '../../kit.js';
import { FarmError, FarmRefusedError } from '../farm-errors.js';
import { digestOf } from '../identity.js';
import type { FarmHappening } from '../seam.js';
import { BEGIN, type Database, type DatabaseRow, POOLED_BEGIN, type Queryable, SESSION_SETTINGS } from './database.js';
import { codeOf, endsSession } from './database-error.js';
import { LockWatch } from './lock-watch.js';
import type { PoolOptions } from './pool-options.js';
import { scarceSessions } from './scarce-sessions.js';

/** How long a connection may take to be made. */
const CONNECT_WITHIN_MS = 5_000;

/** Longer than the server lets a statement of ours take: what is not answered by then is lost on the way. */
const ANSWER_WITHIN_MS = 35_000;

/** How long a connection is kept that nobody uses: with the last look of a host that rests, less than ten seconds. */
const IDLE_MS = 7_000;

/** Loads the driver, which is an optional peer. */
export async function loadPg(): Promise<typeof import('pg').default> {
  try {
    return (await import('pg')).default;
  } catch (cause) {
    throw new FarmRefusedError('a farm on PostgreSQL needs its driver: run npm install pg', { cause });
  }
}

/** @throws FarmError for what is no connection; the message shows no password */
export function connectionOf(connection: unknown): PoolConfig {
  const example = "such as 'postgres://user@host/database', or the options of a pg Pool";
  if (Object.prototype.toString.call(connection) === '[object Object]') {
    checkTexts(connection as PoolOptions);
    return { ...(connection as PoolOptions) };
  }
  if (typeof connection !== 'string' || connection.trim() === '') {
    throw new FarmError(`pgBoss(…) needs a connection, ${example}: is DATABASE_URL set?`);
  }
  if (!/^postgres(ql)?:\/\/[^\s]+$/.test(connection)) {
    throw new FarmError(`the connection of pgBoss(…) is no address of a PostgreSQL: say one ${example}`);
  }
  return { connectionString: connection };
}

/** The driver itself breaks on what is no text there, and takes nothing from a pool or client for its defaults. */
function checkTexts(options: PoolOptions): void {
  if (typeof options['connect'] === 'function') {
    throw new FarmError('the connection of pgBoss(…) is a pool or a client: say the options that it was made with');
  }
  for (const name of ['host', 'user', 'database', 'connectionString']) {
    if (options[name] === undefined || typeof options[name] === 'string') continue;
    throw new FarmError(`${name} of the connection of pgBoss(…) must be a text`);
  }
}

/**
 * A pool of at most `max` sessions. It connects when the first statement comes, and tells of locks that it waits for. A
 * session that `check` refuses is not used.
 */
export async function openPool(
  config: PoolConfig,
  max: number,
  applicationName: string,
  tell: (event: FarmHappening) => void = () => {},
  check: (session: Queryable) => Promise<void> = async () => {},
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
  const session = scarceSessions(pool, tell);
  const isSetUp = new WeakSet<PoolClient>();
  /** Behind a pooler each transaction may go to another session of the server, and others are given that after us. */
  const isPooled = new WeakSet<PoolClient>();
  const locks = new LockWatch(text => using(client => rowsOf(client, text, [])), systemClock, tell);

  async function using<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await session();
    let broken: unknown;
    try {
      if (!isSetUp.has(client)) {
        if (await isDirect(client)) await client.query(SESSION_SETTINGS);
        else isPooled.add(client);
        await check({ query: (text, values) => rowsOf(client, text, values) });
      }
      isSetUp.add(client);
      return await work(client);
    } catch (error) {
      broken = error;
      throw error;
    } finally {
      client.release(broken !== undefined && endsSession(broken));
    }
  }

  const watched = <T>(work: (client: PoolClient) => Promise<T>) => using(client => locks.during(() => work(client)));

  function query(text: string, values: readonly unknown[] | undefined, name?: string) {
    return watched(async client => {
      if (isPooled.has(client) && values?.length) return inTransaction(client, tx => tx.query(text, values));
      try {
        return await rowsOf(client, text, values, name);
      } catch (error) {
        // A text of several statements may have begun a transaction that the next user of the session must not find.
        await rollback(client, error);
        throw error;
      }
    });
  }

  const names = new Map<string, string>();
  let arePlansKept = true;

  async function prepared(text: string, values: readonly unknown[]): Promise<readonly DatabaseRow[]> {
    const name = names.get(text) ?? `carillon_${names.size}_${digestOf(text).slice(0, 16)}`;
    names.set(text, name);
    if (!arePlansKept) return query(text, values);
    try {
      return await query(text, values, name);
    } catch (error) {
      if (!/^(26000|42P05|0A000)$/.test(codeOf(error))) throw error;
      // A pooler gives each statement to another session, or the schema was changed under the plan.
      arePlansKept = false;
      return query(text, values);
    }
  }

  async function inTransaction<T>(client: PoolClient, work: (db: Queryable) => Promise<T>): Promise<T> {
    await client.query(isPooled.has(client) ? POOLED_BEGIN : BEGIN);
    try {
      const result = await work({ query: (text, values) => rowsOf(client, text, values) });
      await client.query('commit');
      return result;
    } catch (error) {
      await rollback(client, error);
      throw error;
    }
  }

  /** Where the session is not used again, nothing answers. */
  async function rollback(client: PoolClient, cause: unknown): Promise<void> {
    if (!endsSession(cause)) await client.query('rollback').catch(() => {});
  }

  return {
    isAlone: false,
    query: (text, values) => query(text, values),
    prepared,
    transaction: work => watched(client => inTransaction(client, work)),
    close() {
      locks.close();
      return pool.end();
    },
  };
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
