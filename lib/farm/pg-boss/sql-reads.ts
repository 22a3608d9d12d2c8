import type { HostTold, JobQueue, KnownHost, ReadStore, RecordsQuery, RowInProgress, Seen } from '../read-store.js';
import { rowOfRun } from '../run-of-row.js';
import type { DatabaseRow } from './database.js';
import type { SqlParts } from './opening.js';
import type { ReadStatements } from './read-statements.js';
import { listOf } from './sql-rows.js';
import type { SqlStore } from './sql-store.js';

/** What is told of a farm in PostgreSQL to people. */
export class SqlReads implements ReadStore {
  readonly #store: SqlStore;

  constructor(store: SqlStore) {
    this.#store = store;
  }

  async look(): Promise<Seen> {
    const { farm } = this.#parts;
    const [row = {}] = await this.#query(this.#statements.look, [farm, `${farm}.`]);
    return { atMs: Number(row['ms']), hosts: listOf(row['hosts']).map(hostOf), rows: listOf(row['rows']).map(rowOf) };
  }

  async endedSince(fromMs: number): Promise<readonly unknown[]> {
    return outputsOf(await this.#query(this.#statements.endedSince, [await this.#store.queues(), fromMs]));
  }

  async lastOfEach(queues: readonly JobQueue[], most: number): Promise<readonly unknown[]> {
    const values = [queues.map(({ queue }) => queue), queues.map(({ job }) => job), most];
    return outputsOf(await this.#query(this.#statements.lastOfEach, values));
  }

  async records({ name, outcome, before, limit }: RecordsQuery): Promise<readonly unknown[]> {
    const queues = await this.#store.queues();
    const last = before === undefined ? undefined : await this.#placeOf(queues, before);
    if (before !== undefined && last === undefined) return [];
    const from = [last?.['ended'] ?? null, last?.['id'] ?? null];
    return outputsOf(
      await this.#query(this.#statements.records, [queues, name ?? null, outcome ?? null, ...from, limit]),
    );
  }

  async record(runId: string): Promise<unknown> {
    return (await this.#placeOf(await this.#store.queues(), runId))?.['output'];
  }

  async counts(queue: string): ReturnType<ReadStore['counts']> {
    const [row = {}] = await this.#query(this.#statements.counts, [queue]);
    const { waiting, oldest, dead } = row as Readonly<Record<'waiting' | 'oldest' | 'dead', number | null>>;
    return { waiting: waiting ?? 0, oldestMs: oldest ?? undefined, dead: dead ?? 0 };
  }

  async #placeOf(queues: readonly string[], runId: string): Promise<DatabaseRow | undefined> {
    const run = rowOfRun(runId);
    return run && (await this.#query(this.#statements.placeOf, [queues, run.id]))[0];
  }

  #query(text: string, values: readonly unknown[]): Promise<readonly DatabaseRow[]> {
    return this.#parts.db.query(text, values);
  }

  get #parts(): SqlParts {
    return this.#store.parts;
  }

  get #statements(): ReadStatements {
    return this.#store.statements;
  }
}

function outputsOf(rows: readonly DatabaseRow[]): readonly unknown[] {
  return rows.map(row => row['output']);
}

function hostOf(row: DatabaseRow): KnownHost {
  return {
    name: String(row['name']),
    pid: Number(row['pid']),
    joinedMs: Number(row['joined']),
    seenMs: Number(row['seen']),
    isStopping: row['stopping'] === true,
    told: (row['told'] as HostTold | null) ?? {},
  };
}

function rowOf(row: DatabaseRow): RowInProgress {
  const host = row['host'] as string | null;
  return {
    id: String(row['id']),
    queue: String(row['queue']),
    attempt: Number(row['attempt']),
    data: withoutNulls(row['data'] as RowInProgress['data']),
    fetchedMs: Number(row['fetched']),
    host: host ?? undefined,
  };
}

/** What a row does not say is null in the JSON that PostgreSQL makes of it. */
function withoutNulls<Data extends object>(data: Data): Data {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null)) as Data;
}
