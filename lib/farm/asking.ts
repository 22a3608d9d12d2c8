import type { Clock, RunRecordJson } from '../index.js';
import { type AskedRow, type AskWork, errorData } from '../kit.js';
import type { AskStore, UserDatabase } from './ask-store.js';
import { askedId, placeOf } from './asked-id.js';
import { type AskedRowsParts, firstOfEach, rowsOfAsk } from './asked-rows.js';
import { Batch } from './batch.js';
import { DeadLetters } from './dead-letters.js';
import { backoffMs, wait } from './delay.js';
import type { FarmEngine } from './farm-engine.js';
import { AskedGoneError, FarmAwayError, FarmError } from './farm-errors.js';
import type { NewRow } from './rows.js';
import type { FarmStore } from './store.js';

/** How long an ask waits for a database that is away, where nothing else is said. */
const WITHIN_MS = 5_000;

/** How asks are written. */
export interface AskOptions {
  /** The user's own transaction: the rows are written in it before the call resolves. */
  readonly db?: UserDatabase;
  readonly withinMs?: number;
  /** False: no other host is told. */
  readonly notify?: boolean;
}

/** What one call writes, and whether the other hosts are told. */
interface Write {
  readonly rows: readonly NewRow[];
  readonly isTold: boolean;
}

/** What asking stands on. */
export interface AskingParts extends AskedRowsParts {
  readonly store: FarmStore;
  readonly asks: AskStore;
  readonly engine: FarmEngine;
  readonly clock: Clock;
  /** @throws DataRefusedError, or rejects with it, for data that the job does not take */
  checkData(name: string, data: unknown): unknown;
}

/** Stores work that must not be lost, and tells how it ended. */
export class Asking {
  /** What has failed for good. */
  readonly letters: DeadLetters;
  readonly #parts: AskingParts;
  readonly #writes = new Batch<Write, ReadonlySet<string>>(calls => this.#write(calls));

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
  async enqueue(work: readonly AskWork[], options: AskOptions = {}): Promise<readonly AskedRow[]> {
    const { db, withinMs = WITHIN_MS, notify: isTold = true } = options;
    const { store, asks, engine, clock } = this.#parts;
    const nowMs = clock.now();
    const chains = work.map(ask => rowsOfAsk(this.#parts, ask, nowMs));
    const rows = firstOfEach(chains.flat());
    // As they are stored: a date is a text by then, as it will be for the run.
    for (const { data } of rows) await this.#parts.checkData(data.job, data.data);
    const [first] = work;
    if (first === undefined) return [];
    const endMs = clock.monotonic() + withinMs;
    for (let attempt = 0; ; attempt += 1) {
      try {
        await this.#ready(endMs);
        const ids =
          db === undefined ? await this.#writes.add({ rows, isTold }) : new Set(await asks.ask(rows, isTold, db));
        if (db === undefined) engine.asked(rows);
        const heads = chains.flatMap(([row]) => row ?? []);
        return await this.#asked(heads, ids, db);
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
    return (output as RunRecordJson).outcome;
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
  async #write(calls: readonly Write[]): Promise<readonly ReadonlySet<string>[]> {
    const rows = firstOfEach(calls.flatMap(call => call.rows));
    const isTold = calls.some(call => call.isTold);
    const written = new Set(await this.#parts.asks.ask(rows, isTold, undefined));
    return calls.map(call => new Set(call.rows.flatMap(({ id }) => (written.delete(id) ? [id] : []))));
  }

  async #ready(endMs: number): Promise<void> {
    const { engine, clock } = this.#parts;
    if (engine.isLive) return;
    await Promise.race([engine.ready(), wait(clock, Math.max(0, endMs - clock.monotonic()))]);
    if (!engine.isLive) throw notReady(engine.fault);
  }

  /** Of two rows under one id, as of two asks under one key, the first is new; the other finds it. */
  async #asked(
    rows: readonly NewRow[],
    created: ReadonlySet<string>,
    db: UserDatabase | undefined,
  ): Promise<readonly AskedRow[]> {
    const left = new Set(created);
    const isNew = rows.map(({ id }) => left.delete(id));
    const there = rows.filter((_, i) => !isNew[i]);
    const found = new Map(
      (there.length > 0 ? await this.#parts.asks.askedRows(there, db) : []).map(row => [row.id, row]),
    );
    return rows.map(({ id, data }, i) => {
      const other = isNew[i] ? undefined : found.get(id);
      if (other?.data.digest !== undefined && other.data.digest !== data.digest) {
        throw new FarmError(
          `'${data.job}' was asked for with other data under the key '${data.key}': take another key`,
        );
      }
      return { id: askedId(data.job, id), created: isNew[i] === true, dead: other?.state === 'failed' };
    });
  }
}

/** A database that is just being opened, or made, is not away; of one that refuses the reason is said. */
function notReady(cause: unknown): FarmAwayError {
  const what = 'nothing was asked for';
  if (cause === undefined) {
    return new FarmAwayError(what, {}, 'this host is still joining its farm, which farm.ready() waits for');
  }
  return new FarmAwayError(what, { cause }, `this host is not in its farm: ${errorData(cause).message}`);
}
