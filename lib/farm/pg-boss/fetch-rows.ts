import type { FetchedRow } from '../rows.js';
import type { SqlParts } from './opening.js';
import { type BossJob, fetched } from './sql-rows.js';
import type { Statements } from './statements.js';

/** Fetches rows of a queue, by pg-boss unless only some jobs are run here, with what is known of those that come again. */
export async function fetchRows(
  { boss, db }: SqlParts,
  sql: Statements,
  queue: string,
  atMost: number,
  only: readonly string[] | undefined,
): Promise<readonly FetchedRow[]> {
  const rows =
    only === undefined
      ? await boss.fetch<unknown>(queue, { batchSize: atMost })
      : ((await db.query(sql.fetchOf, [queue, atMost, only])) as unknown as readonly BossJob[]);
  const again = rows.filter(({ retryCount }) => retryCount > 0).map(({ id }) => id);
  const marks = again.length > 0 ? await db.query(sql.marksOf, [again]) : [];
  const markOf = new Map(marks.map(mark => [mark['id'], mark]));
  return rows.map(row => fetched(queue, row, markOf.get(row.id)));
}
