import type { AskStore, DeadRow, UserDatabase } from '../ask-store.js';
import { FarmError } from '../farm-errors.js';
import { jsonText } from '../json-text.js';
import type { CancelSaid, NewRow, RowData } from '../rows.js';
import type { DatabaseRow, Queryable } from './database.js';
import { codeOf, isInDoubt, LOCKED } from './database-error.js';
import type { SqlParts } from './opening.js';
import { endedRow, forInsert, idsOf } from './sql-rows.js';
import type { SqlStore } from './sql-store.js';
import type { Statements } from './statements.js';

/** For so long asks that go together wait for a transaction of somebody else that has one of their keys open. */
const KEY_WITHIN = '250ms';

/** Asked work in PostgreSQL, beside the rest of a farm there. */
export class SqlAsks implements AskStore {
  readonly #store: SqlStore;

  constructor(store: SqlStore) {
    this.#store = store;
  }

  isInDoubt(error: unknown): boolean {
    return isInDoubt(error);
  }

  isHeldUp(error: unknown): boolean {
    return codeOf(error) === LOCKED;
  }

  async prepare(queues: readonly string[]): Promise<void> {
    for (const queue of new Set(queues)) await this.#parts.createQueue(queue);
  }

  async ask(
    rows: readonly NewRow[],
    isTold: boolean,
    user: UserDatabase | undefined,
    isWanted?: () => boolean,
  ): Promise<readonly string[]> {
    const { db, channel } = this.#parts;
    const target = this.#transactionOf(user);
    const values = [jsonText(rows.map(forInsert)), isTold ? channel : null, target === undefined ? KEY_WITHIN : null];
    const { ask } = this.#statements;
    return idsOf(await (target === undefined ? db.prepared(ask, values, isWanted) : target.query(ask, values)));
  }

  async askedRows(rows: readonly NewRow[], user: UserDatabase | undefined) {
    const target = this.#transactionOf(user) ?? this.#parts.db;
    const queues = [...new Set(rows.map(row => row.queue))];
    const found = await target.query(this.#statements.outcomes, [queues, rows.map(row => row.id)]);
    return found.map(row => ({ ...endedRow(row), digest: (row['digest'] as string | null) ?? undefined }));
  }

  async cancelAsked(queue: string, id: string, said: CancelSaid): Promise<boolean> {
    return (await this.#query(this.#statements.cancelAsked, [queue, id, jsonText(said)])).length > 0;
  }

  async dead(name: string | undefined, limit: number): Promise<readonly DeadRow[]> {
    const rows = await this.#query(this.#statements.dead, [await this.#store.queues(), name ?? null, limit]);
    return rows.map(row => ({
      id: String(row['id']),
      job: String(row['job']),
      data: (row['data'] as RowData).data,
      record: row['output'],
      failedAtMs: Math.round(Number(row['failed_at'])),
    }));
  }

  async redrive(ids: readonly string[]): Promise<readonly string[]> {
    return idsOf(await this.#query(this.#statements.redrive, [await this.#store.queues(), ids]));
  }

  async discard({ ids, name, beforeMs }: Parameters<AskStore['discard']>[0]): Promise<number> {
    const values = [await this.#store.queues(), ids ?? null, name ?? null, beforeMs ?? null];
    return (await this.#query(this.#statements.discard, values)).length;
  }

  /** @throws FarmError for what is no transaction, or one that can't hold what is asked for */
  #transactionOf(user: UserDatabase | undefined): Queryable | undefined {
    if (user === undefined) return undefined;
    const transaction = queryableOf(user);
    if (!this.#parts.db.isAlone) return transaction;
    throw new FarmError('an embedded farm can not write in your transaction: ask without { db }, or use pgBoss()');
  }

  #query(text: string, values: readonly unknown[]): Promise<readonly DatabaseRow[]> {
    return this.#parts.db.query(text, values);
  }

  get #parts(): SqlParts {
    return this.#store.parts;
  }

  get #statements(): Statements {
    return this.#store.statements;
  }
}

/** @throws FarmError for what is no transaction */
function queryableOf(user: UserDatabase): Queryable {
  const { executeSql, query } = user as { readonly executeSql?: unknown; readonly query?: unknown };
  if (typeof executeSql !== 'function' && typeof query !== 'function') {
    throw new FarmError('db must be a client of pg in your transaction, or { executeSql(text, values) }');
  }
  if ('totalCount' in user) {
    throw new FarmError(
      'db is a pool, which gives each statement another session: pass the client of your transaction',
    );
  }
  return {
    async query(text, values = []) {
      const { rows } = await ('executeSql' in user
        ? user.executeSql(text, [...values])
        : user.query(text, [...values]));
      return rows as readonly DatabaseRow[];
    },
  };
}
