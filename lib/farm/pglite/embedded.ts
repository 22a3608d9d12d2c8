import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { errorData } from '../../kit.js';
import { FarmDirectoryError, FarmRefusedError } from '../farm-errors.js';
import { BEGIN, checkWanted, type Database, type Queryable, SESSION_SETTINGS } from '../pg-boss/database.js';
import { type PgliteThread, startPglite } from '../thread/pglite-worker.js';
import { lockDirectory } from './directory-lock.js';

/** The major version of PostgreSQL that the PGlite is which this release is for. */
const POSTGRES_MAJOR = '18';

/** A plan that is kept is made once, rather than for the values of the first five times. */
const PLAN_ONCE = 'set plan_cache_mode = force_generic_plan; set standard_conforming_strings = on';

/**
 * Opens the database in a directory, which is made where it is not there yet: beside it, and renamed when it is finished,
 * so that a half-made one is never taken for a database.
 *
 * @throws FarmDirectoryError for a directory that is in use, not writable, or no database of this version. It is never
 *   repaired, and never deleted.
 */
export async function openEmbedded(path: string, force: boolean): Promise<Database> {
  const directory = resolve(path);
  await checkPglite();
  const lock = await lockDirectory(directory, force);
  try {
    await makeIfMissing(directory);
    checkVersion(directory);
    return gated(lasting(directory, await open(directory)), () => lock.release());
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function checkPglite(): Promise<void> {
  try {
    await import('@electric-sql/pglite');
  } catch (cause) {
    throw new FarmRefusedError('a farm in a directory needs PGlite: run npm install @electric-sql/pglite@0.5', {
      cause,
    });
  }
}

/** Whether there is a database in the directory, of whatever version. */
export function isMade(directory: string): boolean {
  return existsSync(join(resolve(directory), 'PG_VERSION'));
}

async function makeIfMissing(directory: string): Promise<void> {
  if (isMade(directory)) return;
  if (existsSync(directory)) {
    const entries = readdirSync(directory);
    if (entries.length > 0) {
      throw new FarmDirectoryError(
        `the directory '${directory}' is no database of ours: it holds ${entries.slice(0, 3).join(', ')}; name another`,
      );
    }
  }
  const unfinished = `${directory}.new`;
  try {
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished);
    const thread = await startPglite(unfinished);
    await thread.close();
    if (existsSync(directory)) rmdirSync(directory);
    renameSync(unfinished, directory);
  } catch (cause) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new FarmDirectoryError(`the directory '${directory}' can't be made: ${errorData(cause).message}`, { cause });
  }
}

function checkVersion(directory: string): void {
  const found = readFileSync(join(directory, 'PG_VERSION'), 'utf8').trim();
  if (found === POSTGRES_MAJOR) return;
  const remedy = 'open it with the release that made it, and take the data out by a dump';
  throw new FarmDirectoryError(
    `the directory '${directory}' is a database of PostgreSQL ${found}, and this one is ${POSTGRES_MAJOR}: ${remedy}`,
  );
}

async function open(directory: string): Promise<PgliteThread> {
  let thread: PgliteThread | undefined;
  try {
    thread = await startPglite(directory);
    await thread.query({ text: `${SESSION_SETTINGS}; ${PLAN_ONCE}`, values: [], manner: 'whole' });
    return thread;
  } catch (cause) {
    await thread?.close();
    const why = errorData(cause).message;
    throw new FarmDirectoryError(`the directory '${directory}' can't be opened, and was left as it is: ${why}`, {
      cause,
    });
  }
}

/** A database whose thread may be another with the next statement. */
interface LastingThread {
  /** The thread or, where that has ended by itself, another in its stead: the directory is ours until it is closed. */
  ready(): Promise<PgliteThread>;
  close(): Promise<void>;
}

function lasting(directory: string, first: PgliteThread): LastingThread {
  let present = first;
  let opening: Promise<PgliteThread> | undefined;
  let isClosed = false;
  return {
    async ready() {
      if (isClosed || !present.hasEnded) return present;
      opening ??= open(directory).finally(() => {
        opening = undefined;
      });
      present = await opening;
      return present;
    },
    close() {
      isClosed = true;
      return present.close();
    },
  };
}

/**
 * There is one session: while a transaction is open, all else waits. Of all else one statement lies ready in the thread while
 * another is carried out there.
 */
function gated(thread: LastingThread, release: () => Promise<void>): Database {
  let earlier: Promise<unknown> = Promise.resolve();
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = earlier.then(work);
    earlier = last;
    last = turn.catch(() => {});
    return turn;
  }
  return {
    isAlone: true,
    query: (text, values = []) => inTurn(async () => (await thread.ready()).query({ text, values, manner: 'whole' })),
    prepared: (text, values, isWanted) =>
      inTurn(async () => {
        const present = await thread.ready();
        checkWanted(isWanted);
        return present.query({ text, values, manner: 'planned' });
      }),
    transaction(work) {
      const turn = last.then(thread.ready).then(one => inTransaction(one, work));
      last = turn.catch(() => {});
      earlier = last;
      return turn;
    },
    async close() {
      await last;
      await thread.close();
      await release();
    },
  };
}

async function inTransaction<T>(thread: PgliteThread, work: (db: Queryable) => Promise<T>): Promise<T> {
  const db: Queryable = { query: (text, values = []) => thread.query({ text, values, manner: 'part' }) };
  await db.query(BEGIN);
  try {
    const result = await work(db);
    await db.query('commit');
    return result;
  } catch (error) {
    await db.query('rollback').catch(() => {});
    throw error;
  }
}
