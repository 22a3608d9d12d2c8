import { randomUUID } from 'node:crypto';
import type { Clock, RunRecordJson } from '../index.js';
import { type AskedRow, type AskWork, errorData } from '../kit.js';
import { askData, checkAsk } from './ask.js';
import type { AskStore, UserDatabase } from './ask-store.js';
import { askedId, placeOf } from './asked-id.js';
import { Batch } from './batch.js';
import { DeadLetters } from './dead-letters.js';
import { backoffMs, wait } from './delay.js';
import type { FarmEngine } from './farm-engine.js';
import { AskedGoneError, FarmAwayError, FarmError } from './farm-errors.js';
import type { FarmJob } from './farm-job.js';
import { askId, askQueue } from './identity.js';
import { KEPT_WITH_KEY_S } from './keeping.js';
import type { NewRow, RowData } from './rows.js';
import type { FarmStore } from './store.js';

/** How long an ask waits for a database that is away, where nothing else is said. */
const WITHIN_MS = 5_000;

/** How asks are written. */
export interface AskOptions {
  /** The user's own transaction: the rows are written in it before the call resolves. */
  readonly db?: UserDatabase;
  readonly withinMs?: number;
}

/** What asking stands on. */
export interface AskingParts {
  readonly farm: string;
  readonly store: FarmStore;
  readonly asks: AskStore;
  readonly engine: FarmEngine;
  readonly clock: Clock;
  job(name: string): FarmJob | undefined;
  /** @throws DataRefusedError, or rejects with it, for data that the job does not take */
  checkData(name: string, data: unknown): unknown;
  keepSecondsOf(name: string): number;
}

/** Stores work that must not be lost, and tells how it ended. */
export class Asking {
  /** What has failed for good. */
  readonly letters: DeadLetters;
  readonly #parts: AskingParts;
  readonly #writes = new Batch<readonly NewRow[], ReadonlySet<string>>(calls => this.#write(calls));

  constructor(parts: AskingParts) {
    this.#parts = parts;
    this.letters = new DeadLetters(parts);
  }

  /**
   * Stores the asks, all or none; a chain is one of them.
   *
   * @throws FarmError for a job that this registry lacks, for data that can't be stored, and for other data under a key
   * @throws FarmAwayError when the database stays away
   */
  async enqueue(work: readonly AskWork[], { db, withinMs = WITHIN_MS }: AskOptions = {}): Promise<readonly AskedRow[]> {
    const { store, asks, engine, clock } = this.#parts;
    const rows = work.map(ask => this.#rowsOf(ask));
    for (const { name, data } of work.flatMap(ask => [ask, ...(ask.follows ?? [])])) {
      await this.#parts.checkData(name, data);
    }
    const [first] = work;
    if (first === undefined) return [];
    const endMs = clock.monotonic() + withinMs;
    for (let attempt = 0; ; attempt += 1) {
      try {
        await this.#ready(endMs);
        const ids = db === undefined ? await this.#writes.add(rows.flat()) : new Set(await asks.ask(rows.flat(), db));
        if (db === undefined) engine.asked(rows.flat());
        return await this.#asked(
          rows.flatMap(([row]) => row ?? []),
          ids,
          db,
        );
      } catch (error) {
        // In a transaction of the user's own nothing is tried again: it is broken, and theirs to repeat.
        if (store.troubleOf(error) !== 'away' || db !== undefined) throw error;
        const leftMs = endMs - clock.monotonic();
        if (leftMs <= 0) throw new FarmAwayError(`'${first.name}' was not asked for`, { cause: error });
        await wait(clock, Math.min(leftMs, backoffMs(attempt)));
      }
    }
  }

  /** Resolves with how it ended, wherever it ran. @throws AskedGoneError where nothing is known of it */
  async outcome(id: string): Promise<RunRecordJson['outcome']> {
    const { queue, row } = placeOf(this.#parts.farm, id);
    const output = await this.#parts.engine.outcome(queue, row);
    if (output === undefined) throw new AskedGoneError(id);
    return outcomeOf(output);
  }

  /** Takes it back, or cancels its run. @returns false where it has ended already */
  async cancel(id: string, reason: string): Promise<boolean> {
    const { queue, row } = placeOf(this.#parts.farm, id);
    const { store, asks } = this.#parts;
    if (await asks.cancelAsked(queue, row, reason)) {
      await store.tell();
      return true;
    }
    const [found] = await store.outcomes([{ queue, id: row }]);
    if (found?.state !== 'active') return false;
    await store.cancelRun(row, reason);
    await store.tell();
    return true;
  }

  /** Several calls in one statement. Of two that ask under one key the first has written it. */
  async #write(calls: readonly (readonly NewRow[])[]): Promise<readonly ReadonlySet<string>[]> {
    const written = new Set(await this.#parts.asks.ask(calls.flat(), undefined));
    return calls.map(rows => new Set(rows.flatMap(({ id }) => (written.delete(id) ? [id] : []))));
  }

  async #ready(endMs: number): Promise<void> {
    const { engine, clock } = this.#parts;
    if (engine.isLive) return;
    await Promise.race([engine.ready(), wait(clock, Math.max(0, endMs - clock.monotonic()))]);
    if (!engine.isLive) throw notReady(engine.fault);
  }

  /** The row of an ask, and those of what follows it, which wait for it. */
  #rowsOf(ask: AskWork): readonly NewRow[] {
    checkAsk(ask);
    const { farm, clock } = this.#parts;
    const { name, key, follows = [] } = ask;
    const id = key === undefined ? randomUUID() : askId(farm, name, key);
    const places = follows.map((next, i) => ({
      queue: askQueue(farm, next.name),
      id: key === undefined ? randomUUID() : askId(farm, next.name, `${id}/${i}`),
    }));
    const due = ask.atMs ?? clock.now();
    const row = (
      said: { name: string; data: unknown },
      rowId: string,
      rest: typeof places,
      more: Partial<RowData>,
    ): NewRow => {
      const job = this.#known(said.name);
      const { value, digest } = askData(said.name, said.data);
      const data: RowData = {
        job: said.name,
        at: clock.now(),
        due,
        trigger: 'manual',
        data: value,
        digest,
        v: job.dataVersion,
        ...more,
      };
      const keepS = key === undefined ? this.#parts.keepSecondsOf(said.name) : KEPT_WITH_KEY_S;
      return {
        id: rowId,
        queue: askQueue(farm, said.name),
        keepS,
        data: { ...data, ...(rest.length > 0 && { follows: rest }) },
      };
    };
    return [
      {
        ...row(ask, id, places, key === undefined ? {} : { key }),
        ...(ask.priority !== undefined && { priority: ask.priority }),
      },
      ...follows.map((next, i) => ({ ...row(next, places[i]?.id ?? '', places.slice(i + 1), {}), blocked: true })),
    ];
  }

  async #asked(
    rows: readonly NewRow[],
    created: ReadonlySet<string>,
    db: UserDatabase | undefined,
  ): Promise<readonly AskedRow[]> {
    const there = rows.filter(({ id }) => !created.has(id));
    const found = new Map(
      (there.length > 0 ? await this.#parts.asks.askedRows(there, db) : []).map(row => [row.id, row]),
    );
    return rows.map(({ id, data }) => {
      const other = found.get(id);
      if (other?.data.digest !== undefined && other.data.digest !== data.digest) {
        throw new FarmError(
          `'${data.job}' was asked for with other data under the key '${data.key}': take another key`,
        );
      }
      return { id: askedId(data.job, id), created: created.has(id), dead: other?.state === 'failed' };
    });
  }

  #known(name: string): FarmJob {
    const job = this.#parts.job(name);
    if (job !== undefined) return job;
    throw new FarmError(
      `there is no job named '${name}' in this registry: declare it, as registry.schedule(…).whenAsked()`,
    );
  }
}

function outcomeOf(output: unknown): RunRecordJson['outcome'] {
  const { outcome, cancelled } = output as { readonly outcome?: RunRecordJson['outcome']; readonly cancelled?: string };
  return outcome ?? { kind: 'cancelled', detail: cancelled ?? 'it was cancelled' };
}

/** A database that is just being opened, or made, is not away; of one that refuses the reason is said. */
function notReady(cause: unknown): FarmAwayError {
  const what = 'nothing was asked for';
  if (cause === undefined) {
    return new FarmAwayError(what, {}, 'this host is still joining its farm, which farm.ready() waits for');
  }
  return new FarmAwayError(what, { cause }, `this host is not in its farm: ${errorData(cause).message}`);
}
