import type { PgBoss } from 'pg-boss';
import { MOST_CUTS } from '../cut-off.js';
import { dueQueue } from '../identity.js';
import type { HostTold } from '../read-store.js';
import type { ReleaseWords } from '../release.js';
import type { ClaimAnswer, ClaimOrder, FetchedRow, NewRow, RowAttempt, Settlement, StoredPause } from '../rows.js';
import type { Beat, BroughtJob, EndedRow, FarmStore, Joined, Joining, KnownSchedule } from '../store.js';
import type { LateDecision, LateSchedule } from '../watermark.js';
import { beatOf } from './beat-row.js';
import { type BossStatements, bossStatements, type SchemaNames } from './boss-statements.js';
import { claimStatement } from './claim-statement.js';
import type { Database, DatabaseRow, Queryable } from './database.js';
import { type Trouble, troubleOf } from './database-error.js';
import { join, takeOver, wordsOf } from './membership.js';
import { Opening } from './opening.js';
import { type OurStatements, ourStatements } from './our-statements.js';
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

type Statements = BossStatements & OurStatements & { readonly claim: string };

/** A farm in PostgreSQL, real or embedded. Who runs what is decided by its statements, never here. */
export class SqlStore implements FarmStore {
  readonly #opening: Opening;
  #sql: Statements | undefined;

  constructor(open: () => Promise<SqlParts>) {
    this.#opening = new Opening(open);
  }

  troubleOf(error: unknown): Trouble {
    return troubleOf(error);
  }

  async open(queues: readonly string[]): Promise<void> {
    const parts = await this.#opening.open();
    const boss = bossStatements(parts.names);
    this.#sql = {
      ...boss,
      ...ourStatements(parts.names, boss.active.replace('$1', '$5')),
      claim: claimStatement(parts.names),
    };
    for (const queue of queues) await parts.createQueue(queue);
    // The lock of the directory says that nobody else is at work: what is in progress is nobody's.
    if (parts.db.isAlone) await this.#query(this.#statements.aloneAgain, [`${parts.farm}.`]);
    if (parts.db.isAlone) await this.#query(this.#statements.forgetHosts, [parts.farm]);
  }

  /** For what is beside the store: asked work, history. */
  get parts(): SqlParts {
    return this.#opening.parts;
  }

  nowMs(): Promise<number> {
    return this.#query(this.#statements.now).then(([row]) => Number(row?.['ms']));
  }

  join(joining: Joining): Promise<Joined> {
    const { db, farm, names } = this.parts;
    return db.transaction(tx => join(tx, names.ours, farm, joining));
  }

  async beat(hostId: string, release: string, horizon: string, told: HostTold): Promise<Beat> {
    const { farm } = this.parts;
    const values = [farm, hostId, release, horizon, `${farm}.`, JSON.stringify(told)];
    const [row] = await this.#query(this.#statements.beat, values);
    return beatOf(row ?? {});
  }

  wordsOf(release: string): Promise<ReleaseWords> {
    return wordsOf(this.parts.db, this.parts.names.ours, this.parts.farm, release);
  }

  takeOver(jobs: readonly BroughtJob[], fromMs: number): Promise<readonly KnownSchedule[]> {
    const { db, farm, names } = this.parts;
    return db.transaction(tx => takeOver(tx, names.ours, farm, jobs, fromMs));
  }

  async plan(rows: readonly NewRow[]): Promise<readonly string[]> {
    return idsOf(await this.#query(this.#statements.plan, [forRows(rows), this.parts.farm]));
  }

  insert(rows: readonly NewRow[], db: Queryable = this.parts.db): Promise<readonly string[]> {
    return rows.length === 0 ? Promise.resolve([]) : db.query(this.#statements.insert, [forRows(rows)]).then(idsOf);
  }

  async raise(watermarks: ReadonlyMap<string, number>): Promise<void> {
    await this.#query(this.#statements.raise, [this.parts.farm, [...watermarks.keys()], [...watermarks.values()]]);
  }

  async decideLate(
    name: string,
    decide: (schedule: LateSchedule) => LateDecision | undefined,
    rowsOf: (decision: LateDecision) => readonly NewRow[],
  ): Promise<void> {
    const { db, farm } = this.parts;
    await db.transaction(async tx => {
      const [row] = await tx.query(this.#statements.lockSchedule, [farm, name]);
      if (row === undefined) return;
      const watermarkMs = Number(row['watermark'] ?? 0);
      const planned = await tx.query(this.#statements.planned, [dueQueue(farm), name, watermarkMs]);
      const nowMs = Math.floor(Number(row['ms']));
      const decision = decide({ watermarkMs, planned: new Set(planned.map(one => Number(one['at']))), nowMs });
      if (decision === undefined) return;
      await this.insert(rowsOf(decision), tx);
      await tx.query(this.#statements.raiseOne, [farm, name, decision.upTo]);
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
    const [row] = await this.#query(this.#statements.claim, [...values, MOST_CUTS, occurrenceMs, hostName, true]);
    return claimAnswer(row ?? {}, MOST_CUTS, counts, atMostOnce);
  }

  async wait(place: string, { queue, id, attempt }: RowAttempt, dueAt: number, isNewest: boolean) {
    const rows = await this.#query(this.#statements.wait, [place, queue, id, attempt, Math.round(dueAt), isNewest]);
    return rows.map(row => ({ id: String(row['holder']), dueAt: Number(row['due']) }));
  }

  leave(place: string, id: string): Promise<void> {
    return this.#query(this.#statements.leave, [place, id]).then(() => {});
  }

  async cancelRun(id: string, why: string): Promise<void> {
    await this.#query(this.#statements.cancelRun, [id, why]);
  }

  async settle(settlements: readonly Settlement[]): Promise<readonly string[]> {
    const rows = JSON.stringify(settlements.map(forSettle));
    return idsOf(await this.#query(this.#statements.settle, [rows, this.parts.farm]));
  }

  async giveBack({ queue, id, attempt }: RowAttempt, delayMs: number, isUnbegun: boolean): Promise<boolean> {
    return (await this.#query(this.#statements.giveBack, [queue, id, attempt, delayMs, isUnbegun])).length > 0;
  }

  async touch(rows: readonly RowAttempt[]): Promise<readonly string[]> {
    const ids = rows.map(row => row.id);
    return idsOf(
      await this.#query(this.#statements.touch, [rows.map(row => row.queue), ids, rows.map(row => row.attempt)]),
    );
  }

  async condemn(rows: readonly (RowAttempt & { readonly beat: string })[]): Promise<readonly string[]> {
    return idsOf(await this.#query(this.#statements.condemn, [JSON.stringify(rows), this.parts.farm]));
  }

  async forgive(hostId: string, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#query(this.#statements.forgive, [ids, hostId]);
  }

  async pause(name: string, pause: StoredPause | undefined): Promise<void> {
    const untilS = pause?.until === undefined ? null : pause.until / 1000;
    const said = pause === undefined ? null : JSON.stringify(pause);
    await this.#query(this.#statements.pause, [this.parts.farm, name, said, untilS]);
  }

  async cancel(name: string, reason: string): Promise<number> {
    const queues = await this.queues();
    return (await this.#query(this.#statements.cancel, [queues, name, reason])).length;
  }

  async skip(name: string, occurrenceMs: number): Promise<void> {
    await this.#query(this.#statements.skip, [this.parts.farm, name, occurrenceMs]);
  }

  async stopping(hostId: string): Promise<void> {
    await this.#query(this.#statements.stopping, [this.parts.farm, hostId]);
  }

  async leaveFarm(hostId: string): Promise<void> {
    await this.#query(this.#statements.leaveFarm, [this.parts.farm, hostId]);
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

  async maintain(): Promise<void> {
    await this.parts.boss.supervise();
    for (const sweep of this.#statements.sweeps) await this.#query(sweep);
  }

  async tell(): Promise<void> {
    await this.#query(`select pg_notify($1, '')`, [this.parts.channel]);
  }

  close(): Promise<void> {
    return this.#opening.close();
  }

  /** All queues of this farm. */
  async queues(): Promise<readonly string[]> {
    const all = await this.parts.boss.getQueues();
    return all.flatMap(({ name }) => (name.startsWith(`${this.parts.farm}.`) ? [name] : []));
  }

  #query(text: string, values?: readonly unknown[]): Promise<readonly DatabaseRow[]> {
    return this.parts.db.query(text, values);
  }

  get #statements(): Statements {
    if (this.#sql === undefined) throw new Error('the farm is not open');
    return this.#sql;
  }
}

function forRows(rows: readonly NewRow[]): string {
  return JSON.stringify(rows.map(forInsert));
}
