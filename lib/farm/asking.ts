import type { RunRecordJson } from '../index.js';
import { type AskedRow, type AskWork, errorData, type TriggerTerms } from '../kit.js';
import { askData } from './ask.js';
import type { UserDatabase } from './ask-store.js';
import { askedId, placeOf } from './asked-id.js';
import { type AskedRowsParts, firstOfEach, rowsOfAsk } from './asked-rows.js';
import { Batch } from './batch.js';
import type { Breadth } from './breadth.js';
import { DeadLetters } from './dead-letters.js';
import { notEntered, WITHIN_MS } from './entry.js';
import { AskedGoneError, FarmAwayError, FarmError } from './farm-errors.js';
import { type PatienceParts, patiently } from './patience.js';
import type { CancelSaid, NewRow, RowData } from './rows.js';
import { triggeredRow } from './triggered-row.js';
import { type UnrunOutcome, unrunRecord } from './unrun-record.js';

/** What is said of a run by hand that goes on when its host has stopped, or that is kept no longer. */
const UNKNOWN_HERE: UnrunOutcome = {
  kind: 'lost',
  detail:
    'nobody here knows how it ended: the scheduler that asked for it had stopped by then, or it is kept no longer',
};

/** What is done to a job, and what to do where nobody knows whether it was. */
const ASKED = { deed: 'asked for', remedy: 'ask again under the same key, and it is stored once' };
const TRIGGERED = { deed: 'triggered', remedy: 'look whether it runs before you trigger it again' };

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
export interface AskingParts extends AskedRowsParts, PatienceParts {
  readonly breadth: Breadth;
  /** @throws DataRefusedError, or rejects with it, for data that the job does not take */
  checkData(name: string, data: unknown): unknown;
}

/** Stores work that must not be lost, and runs by hand, and tells how they ended. */
export class Asking {
  /** What has failed for good. */
  readonly letters: DeadLetters;
  readonly #parts: AskingParts;
  readonly #writes = this.#batch();

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
    const { asks, engine, clock } = this.#parts;
    const nowMs = clock.now();
    const chains = work.map(ask => rowsOfAsk(this.#parts, ask, nowMs));
    const rows = firstOfEach(chains.flat());
    // As they are stored: a date is a text by then, as it will be for the run.
    for (const { data } of rows) await this.#parts.checkData(data.job, data.data);
    const [first] = work;
    if (first === undefined) return [];
    const wanted = { ...ASKED, name: first.name, endMs: clock.monotonic() + withinMs };
    const prepare = () => asks.prepare(rows.map(({ queue }) => queue));
    await patiently(this.#parts, { ...wanted, store: prepare, withdraw: () => true });
    const heads = chains.flatMap(([row]) => row ?? []);
    // What is sent in a transaction of the user's own waits as long as that does, and is theirs to repeat.
    if (db !== undefined) {
      await this.#checkKeys(heads, db);
      return this.#asked(heads, await asks.ask(rows, isTold, db), db);
    }
    const write: Write = { rows, isTold };
    let writes = this.#writes;
    const store = async () => {
      await this.#checkKeys(heads, undefined);
      const ids = await writes.add(write).catch(error => {
        // By itself from now on: what one of them waits for is no affair of the others.
        if (asks.isHeldUp(error)) writes = this.#batch();
        throw error;
      });
      engine.asked(rows);
      return this.#asked(heads, ids, undefined);
    };
    return patiently(this.#parts, { ...wanted, store, withdraw: () => writes.withdraw(write) });
  }

  /** Stores a run by hand, and resolves with its record, wherever it ran. @throws FarmError for data that can't be stored */
  trigger(name: string, data: unknown, terms: TriggerTerms): Promise<RunRecordJson> {
    return this.#parts.breadth.during(terms.from, () => this.#trigger(name, data, terms));
  }

  async #trigger(name: string, data: unknown, { from, by }: TriggerTerms): Promise<RunRecordJson> {
    const { farm, store, engine, clock } = this.#parts;
    const job = this.#parts.job(name);
    const stored = data === undefined ? undefined : askData(name, data);
    const said = { name, data: stored, v: job.dataVersion, from, by };
    const row = triggeredRow(farm, said, clock.now(), job.keepS());
    const unfetched = { ...row, attempt: 0, cuts: 0, givenBack: 0 };
    try {
      const wanted = { ...TRIGGERED, name, endMs: clock.monotonic() + WITHIN_MS };
      await patiently(this.#parts, { ...wanted, store: () => store.insert([row]) });
    } catch (error) {
      // Nobody has to wait for a trigger, so that the database is away is how it ended.
      if (!(error instanceof FarmAwayError)) throw error;
      return unrunRecord(unfetched, { kind: 'failed', error: errorData(error) }, clock.now());
    }
    const ending = engine.outcome(row.queue, row.id);
    engine.tellOthers();
    const end = await ending;
    return end.kind === 'ended' ? (end.output as RunRecordJson) : unrunRecord(unfetched, UNKNOWN_HERE, clock.now());
  }

  /** Resolves with how it ended, wherever it ran. @throws AskedGoneError where nothing is known of it */
  async outcome(id: string): Promise<RunRecordJson['outcome']> {
    const { queue, row } = placeOf(this.#parts.farm, id);
    const { engine } = this.#parts;
    await engine.entered();
    const end = await engine.outcome(queue, row);
    switch (end.kind) {
      case 'ended':
        return (end.output as RunRecordJson).outcome;
      case 'gone':
        throw new AskedGoneError(id);
      case 'left': {
        const remedy = 'it goes on elsewhere, or later: ask by scheduler.asked(id) once a scheduler has started again';
        throw notEntered({ what: `how ${id} ends is not known here`, remedy }, engine);
      }
    }
  }

  /** Takes it back, or cancels its run. @returns false where it has ended already */
  async cancel(id: string, said: CancelSaid): Promise<boolean> {
    const { queue, row } = placeOf(this.#parts.farm, id);
    const { store, asks, engine } = this.#parts;
    const name = id.slice(0, id.lastIndexOf('#'));
    const isTakenBack = () => asks.cancelAsked(queue, row, said);
    // What was in progress at the first look may have been given back by the second.
    const isTaken = (await isTakenBack()) || (await store.cancel(name, said, { id: row })) > 0 || (await isTakenBack());
    if (isTaken) engine.changed();
    return isTaken;
  }

  #batch(): Batch<Write, readonly string[]> {
    return new Batch((calls, isWanted) => this.#write(calls, isWanted));
  }

  /** Several calls in one statement. Of two that ask under one key the first has written it. */
  async #write(calls: readonly Write[], isWanted: () => boolean): Promise<readonly (readonly string[])[]> {
    const rows = firstOfEach(calls.flatMap(call => call.rows));
    const isTold = calls.some(call => call.isTold);
    const written = new Set(await this.#parts.asks.ask(rows, isTold, undefined, isWanted));
    return calls.map(call => call.rows.flatMap(({ id }) => (written.delete(id) ? [id] : [])));
  }

  /** Where one of several can't be stored, none is. @throws FarmError for other data under a key */
  async #checkKeys(heads: readonly NewRow[], db: UserDatabase | undefined): Promise<void> {
    const keyed = heads.filter(({ data }) => data.key !== undefined);
    if (heads.length === 1 || keyed.length === 0) return;
    const firsts = firstOfEach(keyed);
    const digests = new Map(firsts.map(({ id, data }) => [id, data.digest]));
    for (const { id, digest } of await this.#parts.asks.askedRows(firsts, db)) digests.set(id, digest);
    for (const { id, data } of keyed) refuseOther(data, digests.get(id));
  }

  /**
   * Of two rows under one id, as of two asks under one key, the first is new; the other finds it. Without a key a row is
   * new also where a second try finds what the first has written.
   */
  async #asked(
    rows: readonly NewRow[],
    created: readonly string[],
    db: UserDatabase | undefined,
  ): Promise<readonly AskedRow[]> {
    const left = new Set(created);
    const isNew = rows.map(({ id, data }) => left.delete(id) || data.key === undefined);
    const there = rows.filter((_, i) => !isNew[i]);
    const found = new Map(
      (there.length > 0 ? await this.#parts.asks.askedRows(there, db) : []).map(row => [row.id, row]),
    );
    return rows.map(({ id, data }, i) => {
      const other = isNew[i] ? undefined : found.get(id);
      refuseOther(data, other?.digest);
      return { id: askedId(data.job, id), created: isNew[i] === true, dead: other?.state === 'failed' };
    });
  }
}

/** @throws FarmError where the data of the row that is there under the same key is other */
function refuseOther({ job, key, digest }: RowData, there: string | undefined): void {
  if (there === undefined || there === digest) return;
  throw new FarmError(`'${job}' was asked for with other data under the key '${key}': take another key`);
}
