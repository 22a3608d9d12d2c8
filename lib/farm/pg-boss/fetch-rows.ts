import type { FetchedRow, FetchScope } from '../rows.js';
import type { SqlParts } from './opening.js';
import type { Front, QueueFronts } from './queue-fronts.js';
import { type BossJob, fetched } from './sql-rows.js';
import type { Statements } from './statements.js';

/** What is fetched: so many rows of a queue, of some of its jobs, by these statements. */
export interface Fetch {
  readonly parts: SqlParts;
  readonly sql: Statements;
  readonly fronts: QueueFronts;
  readonly queue: string;
  readonly atMost: number;
  readonly scope: FetchScope;
}

/** Fetches rows of a queue, with what is known of those that come again. */
export async function fetchRows(fetch: Fetch): Promise<readonly FetchedRow[]> {
  return (await fromItsFront(fetch)).map(row => fetched(fetch.queue, row));
}

async function fromItsFront(fetch: Fetch): Promise<readonly BossJob[]> {
  const { parts, fronts, queue, atMost } = fetch;
  const look = fronts.look(queue);
  const rows = await sent(fetch, look.front);
  const isFull = rows.length === atMost;
  // Embedded, there is no other session that could keep what is dead.
  if (parts.db.isAlone) return rows;
  if (isFull || look.front.kind !== 'behind') {
    fronts.saw(queue, look, isFull ? rows.at(-1) : undefined);
    return rows;
  }
  // There may be rows that came back before that place. These here are in hand, so the next statement may tell what fails.
  fronts.forget(queue);
  const before = await fromItsFront({ ...fetch, atMost: atMost - rows.length }).catch(() => []);
  return [...rows, ...before];
}

async function sent({ parts, sql, queue, atMost, scope }: Fetch, front: Front): Promise<readonly BossJob[]> {
  const { db, farm, hostId } = parts;
  const { only, begins } = scope;
  const { fetchOf, fetchBegun } = sql.fetches[front.kind];
  const values = begins === undefined ? [queue, atMost, only ?? null] : [queue, atMost, farm, begins, hostId];
  if (front.kind === 'recent') values.push(front.reachMs);
  if (front.kind === 'behind') values.push(front.priority, front.createdOn);
  // Embedded, to plan it takes as long as to carry it out, and its plan is kept only while it is quick.
  const isKept = begins !== undefined && db.isAlone;
  const text = begins === undefined ? fetchOf : fetchBegun;
  return (await (isKept ? db.prepared(text, values) : db.query(text, values))) as unknown as readonly BossJob[];
}
