import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import type { DatabaseRow } from '../pg-boss/database.js';
import { KeptPlans } from './kept-plans.js';
import type { FromPgliteThread, PgliteQuery, ToPgliteThread } from './pglite-messages.js';

// PGlite in a thread of its own: on the main thread it would hold timers for seconds. One session, one statement at a time.

const directory: string = workerData.directory;

void open();

async function open(): Promise<void> {
  let db: PGlite;
  try {
    db = await PGlite.create(directory);
  } catch (error) {
    say({ kind: 'failed', message: textOf(error) });
    return;
  }
  const plans = new KeptPlans({ query: text => rowsOf(db, text, []) }, { monotonic: () => performance.now() });
  let turn: Promise<unknown> = Promise.resolve();
  parentPort?.on('message', (message: ToPgliteThread) => {
    turn = turn.then(() => answer(db, plans, message));
  });
  say({ kind: 'open' });
}

async function answer(db: PGlite, plans: KeptPlans, message: ToPgliteThread): Promise<void> {
  try {
    switch (message.kind) {
      case 'query':
        say({ kind: 'rows', id: message.id, rows: await run(db, plans, message) });
        break;
      case 'close':
        await db.close();
        say({ kind: 'rows', id: message.id, rows: [] });
        parentPort?.close();
        break;
      default:
        message satisfies never;
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    say({ kind: 'error', id: message.id, message: textOf(error), code });
  }
}

async function run(
  db: PGlite,
  plans: KeptPlans,
  { text, values, manner }: PgliteQuery,
): Promise<readonly DatabaseRow[]> {
  if (manner === 'part') return rowsOf(db, text, values);
  try {
    return await (manner === 'planned' ? plans.query(text, values) : rowsOf(db, text, values));
  } catch (error) {
    // What comes next is here already, and may not find a transaction open.
    await db.exec('rollback').catch(() => {});
    throw error;
  }
}

/** Several statements go in one text without values; with values it is one. */
async function rowsOf(db: PGlite, text: string, values: readonly unknown[]): Promise<readonly DatabaseRow[]> {
  if (values.length > 0) return (await db.query<DatabaseRow>(text, [...values])).rows;
  return (await db.exec(text)).flatMap(({ rows }) => rows as DatabaseRow[]);
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function say(message: FromPgliteThread): void {
  parentPort?.postMessage(message);
}
