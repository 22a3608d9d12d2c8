import { systemClock } from '../../kit.js';
import { MOST_CUTS } from '../cut-off.js';
import { dueQueue } from '../identity.js';
import { jsonText } from '../json-text.js';
import type { HostTold } from '../read-store.js';
import type { ReleaseWords } from '../release.js';
import type {
  CancelSaid,
  ClaimAnswer,
  ClaimOrder,
  FetchScope,
  NewRow,
  RowAttempt,
  Settlement,
  StoredPause,
  StoredSkip,
  Turn,
} from '../rows.js';
import type { Beat, BroughtJob, EndedRow, FarmStore, Joined, Joining, KnownSchedule } from '../store.js';
import type { LateDecision, LateSchedule } from '../watermark.js';
import { beatOf } from './beat-row.js';
import type { DatabaseRow, Queryable } from './database.js';
import { explained, troubleOf } from './database-error.js';
import { decideLateIn } from './decide-late.js';
import { fetchRows } from './fetch-rows.js';
import { dropHalfMade } from './half-made-indexes.js';
import { type FarmTables, join, takeOver, wordsOf } from './membership.js';
import { Opening, type SqlParts } from './opening.js';
import { problemsOf } from './problem-statements.js';
import { QueueFronts } from './queue-fronts.js';
import { claimAnswer, endedRow, forClaim, forGrant, forInsert, forSettle, forWake, idsOf } from './sql-rows.js';
import { type Statements, statementsOf } from './statements.js';

/** A farm in PostgreSQL, real or embedded. Who runs what is decided by its statements, never here. */
export class SqlStore implements FarmStore {
  readonly troubleOf = troubleOf;
  readonly #opening: Opening;
  readonly #fronts = new QueueFronts(systemClock);
  #sql: Statements | undefined;
  #isMaintained = false;

  constructor(open: () => Promise<SqlParts>) {
    this.#opening = new Opening(open);
  }

  async open(queues: readonly string[]): Promise<void> {
    const parts = await this.#opening.open().catch(error => {
      throw explained(error);
    });
    this.#sql = statementsOf(parts.names);
    for (const queue of queues) await parts.createQueue(queue);
    // The lock of the directory says that nobody else is at work: what is in progress is nobody's.
    if (parts.db.isAlone) await this.#query(this.statements.aloneAgain, [`${parts.farm}.`]);
    if (parts.db.isAlone) await this.#query(this.statements.forgetHosts, [parts.farm]);
  }

  /** For what is beside the store: asked work, history. */
  get parts(): SqlParts {
    return this.#opening.parts;
  }

  /** For asked work, too. */
  get statements(): Statements {
    if (this.#sql === undefined) throw new Error('the farm is not open');
    return this.#sql;
  }

  nowMs(): Promise<number> {
    return this.#query(this.statements.now).then(([row]) => Number(row?.['ms']));
  }

  join(joining: Joining): Promise<Joined> {
    return this.parts.db.transaction(async tx => {
      await tx.query(this.statements.wake, forWake(this.parts.farm, joining));
      return join(this.#tables(tx), joining);
    });
  }

  async beat(hostId: string, release: string, horizon: string, told: HostTold): Promise<Beat> {
    const { farm } = this.parts;
    const values = [farm, hostId, release, horizon, `${farm}.`, JSON.stringify(told)];
    return beatOf((await this.#query(this.statements.beat, values))[0] ?? {});
  }

  wordsOf(release: string): Promise<ReleaseWords> {
    return wordsOf(this.#tables(this.parts.db), release);
  }

  takeOver(jobs: readonly BroughtJob[], fromMs: number): Promise<readonly KnownSchedule[]> {
    return this.parts.db.transaction(tx => takeOver(this.#tables(tx), jobs, fromMs));
  }

  async plan(rows: readonly NewRow[]): Promise<readonly string[]> {
    const stale = await this.parts.db.prepared(this.statements.plan, [forRows(rows), this.parts.farm]);
    return stale.map(row => String(row['job']));
  }

  insert(rows: readonly NewRow[], db: Queryable = this.parts.db): Promise<readonly string[]> {
    return rows.length === 0 ? Promise.resolve([]) : db.query(this.statements.insert, [forRows(rows)]).then(idsOf);
  }

  async raise(watermarks: ReadonlyMap<string, number>): Promise<void> {
    await this.#query(this.statements.raise, [this.parts.farm, [...watermarks.keys()], [...watermarks.values()]]);
  }

  async decideLate(
    name: string,
    decide: (schedule: LateSchedule) => LateDecision | undefined,
    rowsOf: (decision: LateDecision) => readonly NewRow[],
  ): Promise<number | undefined> {
    const { db, farm } = this.parts;
    return db.transaction(tx => {
      const write = (decision: LateDecision) => this.insert(rowsOf(decision), tx);
      return decideLateIn(tx, this.statements, farm, name, { decide, write });
    });
  }

  async goOn(planned: ReadonlyMap<string, number>): Promise<void> {
    const { farm } = this.parts;
    await this.#query(this.statements.goOn, [farm, [...planned.keys()], [...planned.values()], dueQueue(farm)]);
  }

  async isWanted(job: string): Promise<boolean> {
    return (await this.#query(this.statements.isWanted, [this.parts.farm, job])).length > 0;
  }

  fetch(queue: string, atMost: number, scope: FetchScope = {}) {
    return fetchRows({ parts: this.parts, sql: this.statements, fronts: this.#fronts, queue, atMost, scope });
  }

  async probe(except: readonly string[] = []): Promise<ReadonlyMap<string, readonly number[]>> {
    const due = new Map<string, readonly number[]>();
    const known = this.#fronts.known();
    const rows = await this.#query(this.statements.probe, [`${this.parts.farm}.`, jsonText(known), except]);
    for (const { queue, ms, next } of rows)
      due.set(String(queue), next === null ? [Number(ms)] : [Number(ms), Number(next)]);
    // What is known to hold something is not asked; of the others what is older may be found when all of it is.
    for (const { queue, front, leftMs } of known) {
      due.set(queue, front.kind === 'behind' ? [0] : [...(due.get(queue) ?? []), leftMs]);
    }
    return due;
  }

  async claim(order: ClaimOrder): Promise<ClaimAnswer> {
    const [row] = await this.parts.db.prepared(this.statements.claim, forClaim(order, this.parts));
    return claimAnswer(row ?? {}, order);
  }

  async grant(orders: readonly ClaimOrder[]): Promise<readonly ClaimAnswer[]> {
    const { farm, hostId, hostName } = this.parts;
    const values = [farm, jsonText(orders.map(forGrant)), hostId, MOST_CUTS, hostName];
    const rows = new Map((await this.parts.db.prepared(this.statements.grant, values)).map(row => [row['id'], row]));
    return orders.map(order => claimAnswer(rows.get(order.id) ?? {}, order));
  }

  async wait(place: string, { queue, id, attempt }: RowAttempt, { priority, due }: Turn, isNewest: boolean) {
    const rows = await this.#query(this.statements.wait, [place, queue, id, attempt, due, isNewest, priority]);
    return rows.map(row => ({ id: String(row['holder']), dueAt: Number(row['due']) }));
  }

  leave(place: string, { id, attempt }: RowAttempt): Promise<void> {
    return this.#query(this.statements.leave, [place, id, attempt]).then(() => {});
  }

  async settle(settlements: readonly Settlement[]): Promise<readonly string[]> {
    const rows = jsonText(settlements.map(forSettle));
    const channel = settlements.some(({ isAwaited }) => isAwaited) ? this.parts.channel : null;
    return idsOf(await this.parts.db.prepared(this.statements.settle, [rows, this.parts.farm, channel]));
  }

  async giveBack({ queue, id, attempt }: RowAttempt, delayMs: number): Promise<boolean> {
    return (await this.#query(this.statements.giveBack, [queue, id, attempt, delayMs])).length > 0;
  }

  async touch(rows: readonly RowAttempt[]): Promise<readonly string[]> {
    const values = [rows.map(({ queue }) => queue), rows.map(({ id }) => id), rows.map(({ attempt }) => attempt)];
    return idsOf(await this.#query(this.statements.touch, values));
  }

  async condemn(rows: readonly (RowAttempt & { readonly beat: string })[]): Promise<readonly string[]> {
    return idsOf(await this.#query(this.statements.condemn, [jsonText(rows)]));
  }

  async pause(name: string, pause: StoredPause | undefined): Promise<boolean> {
    const untilS = pause?.until === undefined ? null : pause.until / 1000;
    const said = pause === undefined ? null : jsonText(pause);
    return (await this.#query(this.statements.pause, [this.parts.farm, name, said, untilS])).length > 0;
  }

  async cancel(name: string, said: CancelSaid, row?: Partial<RowAttempt>): Promise<number> {
    const values = [await this.queues(), name, jsonText(said), row?.id ?? null, row?.attempt ?? null];
    return (await this.#query(this.statements.cancel, values)).length;
  }

  async skip(name: string, skip: StoredSkip): Promise<void> {
    await this.#query(this.statements.skip, [this.parts.farm, name, jsonText(skip)]);
  }

  async stopping(hostId: string): Promise<void> {
    await this.#query(this.statements.stopping, [this.parts.farm, hostId]);
  }

  async leaveFarm(hostId: string): Promise<void> {
    await this.#query(this.statements.leaveFarm, [this.parts.farm, hostId]);
  }

  async outcomes(rows: readonly { readonly queue: string; readonly id: string }[]): Promise<readonly EndedRow[]> {
    const values = [rows.map(({ queue }) => queue), rows.map(({ id }) => id)];
    return (await this.#query(this.statements.outcomes, values)).map(endedRow);
  }

  problems(jobs: Parameters<FarmStore['problems']>[0]): Promise<readonly string[]> {
    return problemsOf(this.parts.db, this.statements, this.parts.farm, jobs);
  }

  async maintain(): Promise<void> {
    if (!this.#isMaintained) await dropHalfMade(this.parts);
    this.#isMaintained = true;
    await this.parts.boss.supervise();
    for (const sweep of this.statements.sweeps) await this.#query(sweep);
  }

  async tell(channel = this.parts.channel): Promise<void> {
    if (channel !== null) await this.#query(`select pg_notify($1, '')`, [channel]);
  }

  close(): Promise<void> {
    return this.#opening.close();
  }

  /** All queues of this farm. */
  async queues(): Promise<readonly string[]> {
    const all = await this.parts.boss.getQueues();
    return all.flatMap(({ name }) => (name.startsWith(`${this.parts.farm}.`) ? [name] : []));
  }

  #tables(db: Queryable): FarmTables {
    const { names, farm } = this.parts;
    return { db, ours: names.ours, farm };
  }

  #query(text: string, values?: readonly unknown[]): Promise<readonly DatabaseRow[]> {
    return this.parts.db.query(text, values);
  }
}

function forRows(rows: readonly NewRow[]): string {
  return jsonText(rows.map(forInsert));
}
