import type { RunRecordJson } from '../index.js';
import { instantMs, zoneOf } from '../kit.js';
import type { AskStore } from './ask-store.js';
import { askedId, placeOf } from './asked-id.js';
import type { DeadLetter, DiscardWhat } from './dead-letter.js';
import type { FarmEngine } from './farm-engine.js';
import { FarmError } from './farm-errors.js';
import type { FarmStore } from './store.js';

/** How many of the refused are named in an error. */
const MAX_NAMED = 5;

/** The most of a job that are redriven at once: of more, those that failed first. */
const MOST_REDRIVEN = 10_000;

/** What dead letters stand on. */
export interface LetterParts {
  readonly farm: string;
  readonly store: FarmStore;
  readonly asks: AskStore;
  readonly engine: FarmEngine;
}

/** What was asked for and has failed for good: it stays until somebody redrives or discards it. */
export class DeadLetters {
  readonly #parts: LetterParts;

  constructor(parts: LetterParts) {
    this.#parts = parts;
  }

  /** The oldest first. @throws FarmError for a limit that is none */
  async list(name: string | undefined, limit: number): Promise<readonly DeadLetter[]> {
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_REDRIVEN) {
      throw new FarmError(`the limit of dead letters must be a whole number from 1 to ${MOST_REDRIVEN}, not ${limit}`);
    }
    const found = await this.#parts.asks.dead(name, limit);
    return found.map(({ id, job, data, record, failedAtMs }) => {
      return { id: askedId(job, id), job, data, record: record as RunRecordJson, failedAtMs };
    });
  }

  /** Lets them run again under the same ids, with what follows them. @throws FarmError for what is not dead */
  async redrive(ids: readonly string[]): Promise<void> {
    const { farm, store, asks, engine } = this.#parts;
    if (!Array.isArray(ids)) throw new FarmError('redrive takes a list of ids, as those of farm.dead()');
    const places = ids.map(id => placeOf(farm, id));
    const back = new Set(await asks.redrive(places.map(({ row }) => row)));
    await store.tell();
    engine.look();
    const others = ids.filter((_, i) => !back.has(places[i]?.row ?? ''));
    if (others.length === 0) return;
    const more = others.length > MAX_NAMED ? ` and ${others.length - MAX_NAMED} more` : '';
    const named = `${others.slice(0, MAX_NAMED).join(', ')}${more}`;
    throw new FarmError(`${named}: only what has failed for good can be redriven`);
  }

  /** All of a job. @returns how many */
  async redriveAll(name: string): Promise<number> {
    const letters = await this.list(name, MOST_REDRIVEN);
    if (letters.length > 0) await this.redrive(letters.map(({ id }) => id));
    return letters.length;
  }

  /** @returns how many there were */
  discard(what: DiscardWhat): Promise<number> {
    const { farm, asks } = this.#parts;
    if (Array.isArray(what)) return asks.discard({ ids: what.map(id => placeOf(farm, id).row) });
    const { name, before } = (what ?? {}) as Exclude<DiscardWhat, readonly string[]>;
    if (name === undefined && before === undefined) {
      throw new FarmError("discard deletes what is named, as { name: 'send-receipt' }, { before } or ids");
    }
    const beforeMs = before === undefined ? undefined : instantMs(before, zoneOf('UTC'), 'before of discard');
    return asks.discard({ ...(name !== undefined && { name }), ...(beforeMs !== undefined && { beforeMs }) });
  }
}
