import type { Pool, PoolClient, PoolConfig } from 'pg';
import { FarmError, FarmRefusedError } from '../farm-errors.js';
import { BEGIN, type Database, type DatabaseRow, SESSION_SETTINGS } from './database.js';
import { endsSession } from './database-error.js';

/** How long a connection may take to be made. */
const CONNECT_WITHIN_MS = 5_000;

/** How long a connection is kept that nobody uses. */
const IDLE_MS = 10_000;

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
  if (typeof connection === 'object' && connection !== null) return { ...connection };
  if (typeof connection !== 'string' || connection.trim() === '') {
    throw new FarmError(`pgBoss(…) needs a connection, ${example}: is DATABASE_URL set?`);
  }
  if (!/^postgres(ql)?:\/\/[^\s]+$/.test(connection)) {
    throw new FarmError(`the connection of pgBoss(…) is no address of a PostgreSQL: say one ${example}`);
  }
  return { connectionString: connection };
}

/** A pool of at most `max` sessions. It connects when the first statement comes. */
export async function openPool(config: PoolConfig, max: number, applicationName: string): Promise<Database> {
  const pg = await loadPg();
  const pool: Pool = new pg.Pool({
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    keepAlive: true,
    ...config,
    application_name: applicationName,
    max,
    idleTimeoutMillis: IDLE_MS,
    allowExitOnIdle: true,
  });
  // A session that breaks while it is idle is dropped by the pool; who needs one next is told.
  pool.on('error', () => {});
  // One that breaks while it is used rejects its statement; its event, which nobody else hears, would end the process.
  pool.on('connect', client => client.on('error', () => {}));
  const prepared = new WeakSet<PoolClient>();

  async function using<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    let broken: unknown;
    try {
      if (!prepared.has(client)) await client.query(SESSION_SETTINGS);
      prepared.add(client);
      return await work(client);
    } catch (error) {
      broken = error;
      throw error;
    } finally {
      client.release(broken !== undefined && endsSession(broken));
    }
  }

  return {
    isAlone: false,
    query: (text, values) =>
      using(async client => {
        try {
          return await rowsOf(client, text, values);
        } catch (error) {
          // A text of several statements may have begun a transaction that the next user of the session must not find.
          await client.query('rollback').catch(() => {});
          throw error;
        }
      }),
    transaction: work =>
      using(async client => {
        await client.query(BEGIN);
        try {
          const result = await work({ query: (text, values) => rowsOf(client, text, values) });
          await client.query('commit');
          return result;
        } catch (error) {
          await client.query('rollback').catch(() => {});
          throw error;
        }
      }),
    close: () => pool.end(),
  };
}

/** Several statements in one text give several results: their rows, one after the other. */
async function rowsOf(
  client: PoolClient,
  text: string,
  values: readonly unknown[] | undefined,
): Promise<readonly DatabaseRow[]> {
  const result: unknown = values?.length ? await client.query(text, [...values]) : await client.query(text);
  const results = Array.isArray(result) ? result : [result];
  return results.flatMap((one: { readonly rows?: readonly DatabaseRow[] }) => one.rows ?? []);
}
