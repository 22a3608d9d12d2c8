import type { RunRecordJson } from '../index.js';
import { checkOptions, instantMs, shown, zoneOf } from '../kit.js';
import type { AskStore } from './ask-store.js';
import { askedId, placeOf } from './asked-id.js';
import type { DeadLetter, DeadQuery, DiscardWhat } from './dead-letter.js';
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

  /** The oldest first. @throws FarmError for a name or a limit that is none, ScheduleError for an unknown option */
  async list(query: DeadQuery): Promise<readonly DeadLetter[]> {
    checkOptions('farm.dead(…)', query, ['name', 'limit']);
    const { name, limit = 100 } = query;
    checkName('farm.dead(…)', name);
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_REDRIVEN) {
      throw new FarmError(
        `the limit of dead letters must be a whole number from 1 to ${MOST_REDRIVEN}, not ${shown(limit)}`,
      );
    }
    const found = await this.#parts.asks.dead(name, limit);
    return found.map(({ id, job, data, record, failedAtMs }) => {
      return { id: askedId(job, id), job, data, record: record as RunRecordJson, failedAtMs };
    });
  }

  /** Lets them run again under the same ids, with what follows them. @throws FarmError for what is not dead */
  async redrive(ids: readonly string[]): Promise<void> {
    const { farm, store, asks, engine } = this.#parts;
    if (!Array.isArray(ids)) throw new FarmError('farm.redrive(…) takes a list of ids, as those of farm.dead()');
    const places = ids.map(id => placeOf(farm, id));
    const back = new Set(await asks.redrive(places.map(({ row }) => row)));
    await store.tell();
    engine.look();
    const others = ids.filter((_, i) => !back.has(places[i]?.row ?? ''));
    if (others.length === 0) return;
    const more = others.length > MAX_NAMED ? ` and ${others.length - MAX_NAMED} more` : '';
    const named = `${others.slice(0, MAX_NAMED).join(', ')}${more}`;
    const rest = back.size > 0 ? '; the others run again' : '';
    throw new FarmError(`${named}: only what has failed for good can be redriven${rest}`);
  }

  /** All of a job. @returns how many */
  async redriveAll(name: string): Promise<number> {
    const letters = await this.list({ name, limit: MOST_REDRIVEN });
    if (letters.length > 0) await this.redrive(letters.map(({ id }) => id));
    return letters.length;
  }

  /** @returns how many there were @throws FarmError for what names none, ScheduleError for an unknown option */
  async discard(what: DiscardWhat): Promise<number> {
    const { farm, asks } = this.#parts;
    if (Array.isArray(what)) return asks.discard({ ids: what.map(id => placeOf(farm, id).row) });
    const query = what as Exclude<DiscardWhat, readonly string[]>;
    checkOptions('farm.discard(…)', query, ['name', 'before']);
    const { name, before } = query;
    checkName('farm.discard(…)', name);
    if (name === undefined && before === undefined) {
      throw new FarmError(
        "farm.discard(…) deletes what is named, as { name: 'send-receipt' }, { before } or a list of ids",
      );
    }
    const beforeMs = before === undefined ? undefined : instantMs(before, zoneOf('UTC'), 'before of discard');
    return asks.discard({ ...(name !== undefined && { name }), ...(beforeMs !== undefined && { beforeMs }) });
  }
}

function checkName(what: string, name: unknown): void {
  if (name === undefined || (typeof name === 'string' && name !== '')) return;
  throw new FarmError(`the name of ${what} is that of a job, not ${shown(name)}`);
}
