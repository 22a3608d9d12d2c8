import type { Clock } from '../../index.js';
import type { DatabaseRow, Queryable } from '../pg-boss/database.js';

/** What takes longer may follow a plan that was made while its tables were short. */
const SLOW_MS = 50;

/** Plans are made anew no more often than this, since what is slow for another reason stays slow. */
const LEAST_MS = 1_000;

/**
 * The statements that a session keeps the plans of: to plan one of ours takes longer than to carry it out. PGlite prepares
 * nothing by itself, so the values of a statement go into a text, as literals.
 *
 * While a table is short any index is as good as another, and the plan that is kept then may read all of a queue when that
 * has grown. PGlite never notices, so all are made anew when one has become slow.
 */
export class KeptPlans {
  readonly #session: Queryable;
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #names = new Map<string, string>();
  #discardedMs = Number.NEGATIVE_INFINITY;

  constructor(session: Queryable, clock: Pick<Clock, 'monotonic'>) {
    this.#session = session;
    this.#clock = clock;
  }

  async query(text: string, values: readonly unknown[]): Promise<readonly DatabaseRow[]> {
    const name = this.#names.get(text) ?? `carillon_${this.#names.size}`;
    if (!this.#names.has(text)) {
      await this.#session.query(`prepare ${name} as ${text}`);
      this.#names.set(text, name);
    }
    const sentMs = this.#clock.monotonic();
    const rows = await this.#session.query(`execute ${name} (${values.map(literalOf).join(', ')})`);
    const nowMs = this.#clock.monotonic();
    if (nowMs - sentMs > SLOW_MS && nowMs - this.#discardedMs > LEAST_MS) {
      this.#discardedMs = nowMs;
      await this.#session.query('discard plans');
    }
    return rows;
  }
}

/** A text, number or boolean as a literal, whatever type it is taken for; a list is one of texts. */
function literalOf(value: unknown): string {
  if (Array.isArray(value)) return `array[${value.map(literalOf).join(', ')}]::text[]`;
  return value === null || value === undefined ? 'null' : `'${String(value).replaceAll("'", "''")}'`;
}
