import type { FetchedRow, FetchScope } from '../rows.js';
import type { SqlParts } from './opening.js';
import { type BossJob, fetched } from './sql-rows.js';
import type { Statements } from './statements.js';

/** Fetches rows of a queue, with what is known of those that come again. */
export async function fetchRows(
  parts: SqlParts,
  sql: Statements,
  queue: string,
  atMost: number,
  scope: FetchScope,
): Promise<readonly FetchedRow[]> {
  const rows = await sent(parts, sql, queue, atMost, scope);
  const again = rows.filter(({ retryCount }) => retryCount > 0).map(({ id }) => id);
  const marks = again.length > 0 ? await parts.db.query(sql.marksOf, [again]) : [];
  const markOf = new Map(marks.map(mark => [mark['id'], mark]));
  return rows.map(row => fetched(queue, row, markOf.get(row.id)));
}

/** By pg-boss, unless only some jobs are run here, or the rows begin with it. */
async function sent(
  { boss, db, farm, hostId }: SqlParts,
  sql: Statements,
  queue: string,
  atMost: number,
  { only, begins }: FetchScope,
): Promise<readonly BossJob[]> {
  if (begins !== undefined) {
    const values = [queue, atMost, farm, begins, hostId];
    // Embedded, to plan it takes as long as to carry it out, and its plan is kept only while it is quick.
    const rows = await (db.isAlone ? db.prepared(sql.fetchBegun, values) : db.query(sql.fetchBegun, values));
    return rows as unknown as readonly BossJob[];
  }
  if (only !== undefined) return (await db.query(sql.fetchOf, [queue, atMost, only])) as unknown as readonly BossJob[];
  return boss.fetch<unknown>(queue, { batchSize: atMost });
}
