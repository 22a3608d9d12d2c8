import type { PoolConfig } from 'pg';
import { FarmError, FarmRefusedError } from '../farm-errors.js';
import type { PoolOptions } from './pool-options.js';
import { threadConnection } from './thread-connection.js';

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
    const { connectionString } = connection as PoolOptions;
    if (typeof connectionString === 'string' && isAddress(connectionString)) checkReadable(connectionString);
    threadConnection(connection as PoolOptions);
    return { ...(connection as PoolOptions) };
  }
  if (typeof connection !== 'string' || connection.trim() === '') {
    throw new FarmError(`pgBoss(…) needs a connection, ${example}: is DATABASE_URL set?`);
  }
  if (!isAddress(connection)) {
    throw new FarmError(`the connection of pgBoss(…) is no address of a PostgreSQL: say one ${example}`);
  }
  checkReadable(connection);
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

function isAddress(text: string): boolean {
  return /^postgres(ql)?:\/\/[^\s]+$/.test(text);
}

/** The driver would find out at its first connection, and say only that it is none. Its host may be told by a parameter. */
function checkReadable(address: string): void {
  if (URL.canParse(address) || URL.canParse(address.replace('@/', '@host/'))) return;
  const remedy = 'write user and password as encodeURIComponent() gives them, since / # and ? end them';
  throw new FarmError(`the connection of pgBoss(…) is an address that can not be read: ${remedy}`);
}
