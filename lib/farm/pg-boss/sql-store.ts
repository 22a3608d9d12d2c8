import type { PgBoss } from 'pg-boss';
import { MOST_CUTS } from '../cut-off.js';
import { dueQueue } from '../identity.js';
import type { ReleaseWords } from '../release.js';
import type { ClaimAnswer, ClaimOrder, FetchedRow, NewRow, RowAttempt, Settlement, StoredPause } from '../rows.js';
import type { Beat, BroughtJob, EndedRow, FarmStore, HistoryQuery, Joined, Joining, KnownSchedule } from '../store.js';
import type { LateDecision, LateSchedule } from '../watermark.js';
import { beatOf } from './beat-row.js';
import { type BossStatements, bossStatements, type SchemaNames } from './boss-statements.js';
import { claimStatement } from './claim-statement.js';
import type { Database, DatabaseRow, Queryable } from './database.js';
import { type Trouble, troubleOf } from './database-error.js';
import { join, RELEASE_COLUMNS, SCHEDULE_COLUMNS, takeOver, wordsOf } from './membership.js';
import { type BossJob, claimAnswer, fetched, forInsert, forSettle, idsOf } from './sql-rows.js';

/** What a store of SQL stands on; all of it is made when the database is there. */
export interface SqlParts {
  readonly db: Database;
  readonly boss: PgBoss;
  readonly names: SchemaNames;
  readonly farm: string;
  readonly channel: string;
  readonly hostName: string;
  readonly hostId: string;
  createQueue(queue: string): Promise<void>;
  close(): Promise<void>;
}

/** A farm in PostgreSQL, real or embedded. Who runs what is decided by its statements, never here. */
export class SqlStore implements FarmStore {
  readonly #open: () => Promise<SqlParts>;
  #parts: SqlParts | undefined;
  #sql: BossStatements | undefined;
  #claim = '';

  constructor(open: () => Promise<SqlParts>) {
    this.#open = open;
  }

  troubleOf(error: unknown): Trouble {
    return troubleOf(error);
  }

  async open(queues: readonly string[]): Promise<void> {
    const parts = this.#parts ?? (await this.#open());
    this.#parts = parts;
    this.#sql = bossStatements(parts.names);
    this.#claim = claimStatement(parts.names);
    for (const queue of queues) await parts.createQueue(queue);
    if (parts.db.isAlone) {
      // The lock says that nobody else is at work: what is in progress is nobody's.
      await this.#query(this.#statements.aloneAgain, [`${parts.farm}.`]);
      await this.#query(`delete from ${this.#ours}.host where farm = $1`, [parts.farm]);
    }
  }

  /** For what is beside the store: asked work, history. */
  get parts(): SqlParts {
    if (this.#parts === undefined) throw new Error('the farm is not open');
    return this.#parts;
  }

  async nowMs(): Promise<number> {
    const [row] = await this.#query('select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms');
    return Number(row?.['ms']);
  }

  join(joining: Joining): Promise<Joined> {
    return this.parts.db.transaction(tx => join(tx, this.#ours, this.parts.farm, joining));
  }

  async beat(hostId: string, release: string, horizon: string): Promise<Beat> {
    const { farm } = this.parts;
    const [row] = await this.#query(
      `with me as (update ${this.#ours}.host set seen = now() where farm = $1 and id = $2::uuid returning plans),
        seen as (update ${this.#ours}.release set last_seen = now()
          where farm = $1 and release = $3 and exists (select 1 from me where plans))
      select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms, exists (select 1 from me) as known,
        pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
        (select json_agg(s) from (select ${SCHEDULE_COLUMNS} from ${this.#ours}.schedule
          where farm = $1 and changed >= $4::xid8) s) as changed,
        (select json_agg(r) from (select ${RELEASE_COLUMNS} from ${this.#ours}.release where farm = $1) r) as releases,
        (select json_agg(json_build_object('id', id, 'reason', cancel)) from ${this.#ours}.run
          where host = $2::uuid and cancel is not null) as cancels,
        (select json_agg(q) from (${this.#statements.active.replace('$1', '$5')}) q) as active`,
      [farm, hostId, release, horizon, `${farm}.`],
    );
    return beatOf(row ?? {});
  }

  wordsOf(release: string): Promise<ReleaseWords> {
    return wordsOf(this.parts.db, this.#ours, this.parts.farm, release);
  }

  takeOver(jobs: readonly BroughtJob[], fromMs: number): Promise<readonly KnownSchedule[]> {
    return this.parts.db.transaction(tx => takeOver(tx, this.#ours, this.parts.farm, jobs, fromMs));
  }

  async plan(rows: readonly NewRow[]): Promise<readonly string[]> {
    const values = [JSON.stringify(rows.map(forInsert)), this.parts.farm];
    return idsOf(await this.#query(this.#statements.plan, values));
  }

  insert(rows: readonly NewRow[]): Promise<readonly string[]> {
    return this.#insert(this.parts.db, rows);
  }

  async raise(watermarks: ReadonlyMap<string, number>): Promise<void> {
    await this.#query(
      `update ${this.#ours}.schedule s set watermark = greatest(coalesce(s.watermark, 0), x.w)
        from unnest($2::text[], $3::bigint[]) as x(n, w) where s.farm = $1 and s.name = x.n`,
      [this.parts.farm, [...watermarks.keys()], [...watermarks.values()]],
    );
  }

  async decideLate(
    name: string,
    decide: (schedule: LateSchedule) => LateDecision | undefined,
    rowsOf: (decision: LateDecision) => readonly NewRow[],
  ): Promise<void> {
    const { db, farm } = this.parts;
    await db.transaction(async tx => {
      const [row] = await tx.query(
        `select watermark, (extract(epoch from clock_timestamp()) * 1000)::float8 as ms
          from ${this.#ours}.schedule where farm = $1 and name = $2 for update`,
        [farm, name],
      );
      if (row === undefined) return;
      const watermarkMs = Number(row['watermark'] ?? 0);
      const planned = await tx.query(this.#statements.planned, [dueQueue(farm), name, watermarkMs]);
      const nowMs = Math.floor(Number(row['ms']));
      const decision = decide({ watermarkMs, planned: new Set(planned.map(one => Number(one['at']))), nowMs });
      if (decision === undefined) return;
      await this.#insert(tx, rowsOf(decision));
      await tx.query(
        `update ${this.#ours}.schedule set watermark = greatest(watermark, $3) where farm = $1 and name = $2`,
        [farm, name, decision.upTo],
      );
    });
  }

  async fetch(queue: string, atMost: number): Promise<readonly FetchedRow[]> {
    const rows: readonly BossJob[] = await this.parts.boss.fetch(queue, { batchSize: atMost, includeMetadata: true });
    const again = rows.filter(({ retryCount }) => retryCount > 0).map(({ id }) => id);
    const marks = again.length > 0 ? await this.#query(this.#statements.marksOf, [again]) : [];
    const markOf = new Map(marks.map(mark => [mark['id'], mark]));
    return rows.map(row => fetched(queue, row, markOf.get(row.id)));
  }

  async probe(queues: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#query(this.#statements.probe, [queues]);
    return new Map(rows.map(row => [String(row['queue']), Number(row['ms'])]));
  }

  async claim(order: ClaimOrder): Promise<ClaimAnswer> {
    const { farm, hostId, hostName } = this.parts;
    const { name, place, id, attempt, key, queue, dueAt, isLast, counts, atMostOnce, occurrenceMs } = order;
    const due = Math.round(dueAt);
    const values = [farm, name, place ?? null, id, attempt, key, hostId, queue, due, isLast, counts, atMostOnce];
    const [row] = await this.#query(this.#claim, [...values, MOST_CUTS, occurrenceMs, hostName, true]);
    return claimAnswer(row ?? {}, MOST_CUTS, counts, atMostOnce);
  }

  async wait(place: string, { queue, id, attempt }: RowAttempt, dueAt: number, isNewest: boolean) {
    const rows = await this.#query(this.#statements.wait, [place, queue, id, attempt, Math.round(dueAt), isNewest]);
    return rows.map(row => ({ id: String(row['holder']), dueAt: Number(row['due']) }));
  }

  async leave(place: string, id: string): Promise<void> {
    await this.#query(`delete from ${this.#ours}.waiting where place = $1 and holder = $2::uuid`, [place, id]);
  }

  async cancelRun(id: string, reason: string): Promise<void> {
    await this.#query(`update ${this.#ours}.run set cancel = $2 where id = $1::uuid and begun`, [id, reason]);
  }

  async settle(settlements: readonly Settlement[]): Promise<readonly string[]> {
    const rows = JSON.stringify(settlements.map(forSettle));
    return idsOf(await this.#query(this.#statements.settle, [rows, this.parts.farm]));
  }

  async giveBack({ queue, id, attempt }: RowAttempt, delayMs: number, isUnbegun: boolean): Promise<boolean> {
    return (await this.#query(this.#statements.giveBack, [queue, id, attempt, delayMs, isUnbegun])).length > 0;
  }

  async touch(rows: readonly RowAttempt[]): Promise<readonly string[]> {
    const values = [rows.map(row => row.queue), rows.map(row => row.id), rows.map(row => row.attempt)];
    return idsOf(await this.#query(this.#statements.touch, values));
  }

  async condemn(rows: readonly (RowAttempt & { readonly beat: string })[]): Promise<readonly string[]> {
    return idsOf(await this.#query(this.#statements.condemn, [JSON.stringify(rows), this.parts.farm]));
  }

  async forgive(hostId: string, ids: readonly string[]): Promise<void> {
    await this.#query(
      `update ${this.#ours}.run set cuts = greatest(cuts - 1, 0), cut_host = null
        where id = any($1::uuid[]) and cut_host = $2::uuid`,
      [ids, hostId],
    );
  }

  async pause(name: string, pause: StoredPause | undefined): Promise<void> {
    const until = pause?.until === undefined ? null : pause.until / 1000;
    await this.#query(
      `update ${this.#ours}.schedule set pause = $3::jsonb, paused_until = to_timestamp($4::float8),
          changed = pg_current_xact_id(), watermark = case when $3::jsonb is null and pause is not null
            then greatest(watermark, (extract(epoch from now()) * 1000)::bigint) else watermark end
        where farm = $1 and name = $2`,
      [this.parts.farm, name, pause === undefined ? null : JSON.stringify(pause), until],
    );
  }

  async cancel(name: string, reason: string): Promise<number> {
    const queues = await this.queues();
    return (await this.#query(this.#statements.cancel, [queues, name, reason])).length;
  }

  async skip(name: string, occurrenceMs: number): Promise<void> {
    await this.#query(
      `update ${this.#ours}.schedule set skips = skips || to_jsonb($3::bigint), changed = pg_current_xact_id()
        where farm = $1 and name = $2`,
      [this.parts.farm, name, occurrenceMs],
    );
  }

  async stopping(hostId: string): Promise<void> {
    await this.#query(`update ${this.#ours}.host set stopping = true where farm = $1 and id = $2::uuid`, [
      this.parts.farm,
      hostId,
    ]);
  }

  async leaveFarm(hostId: string): Promise<void> {
    await this.#query(`delete from ${this.#ours}.host where farm = $1 and id = $2::uuid`, [this.parts.farm, hostId]);
  }

  async outcomes(rows: readonly { readonly queue: string; readonly id: string }[]): Promise<readonly EndedRow[]> {
    const queues = [...new Set(rows.map(row => row.queue))];
    const found = await this.#query(this.#statements.outcomes, [queues, rows.map(row => row.id)]);
    return found.map(row => ({
      id: String(row['id']),
      state: row['state'] as EndedRow['state'],
      output: row['output'] ?? undefined,
    }));
  }

  async history({ name, fromMs, toMs, limit }: HistoryQuery): Promise<readonly unknown[]> {
    const values = [await this.queues(), name ?? null, fromMs ?? null, toMs ?? null, limit];
    return (await this.#query(this.#statements.history, values)).map(row => row['output']);
  }

  async maintain(): Promise<void> {
    await this.parts.boss.supervise();
    await this.#query(this.#statements.sweepWaiting);
    await this.#query(this.#statements.sweepRuns);
  }

  async tell(): Promise<void> {
    await this.#query(`select pg_notify($1, '')`, [this.parts.channel]);
  }

  async close(): Promise<void> {
    await this.#parts?.close();
  }

  async #insert(db: Queryable, rows: readonly NewRow[]): Promise<readonly string[]> {
    if (rows.length === 0) return [];
    return idsOf(await db.query(this.#statements.insert, [JSON.stringify(rows.map(forInsert))]));
  }

  /** All queues of this farm. */
  async queues(): Promise<readonly string[]> {
    const all = await this.parts.boss.getQueues();
    return all.map(({ name }) => name).filter(name => name.startsWith(`${this.parts.farm}.`));
  }

  #query(text: string, values?: readonly unknown[]): Promise<readonly DatabaseRow[]> {
    return this.parts.db.query(text, values);
  }

  get #ours(): string {
    return this.parts.names.ours;
  }

  get #statements(): BossStatements {
    if (this.#sql === undefined) throw new Error('the farm is not open');
    return this.#sql;
  }
}
