import type { DatabaseRow, Queryable } from '../pg-boss/database.js';

/**
 * The statements that a session keeps the plans of: to plan one of ours takes longer than to carry it out. PGlite prepares
 * nothing by itself, so the values of a statement go into a text, as literals.
 */
export class KeptPlans {
  readonly #session: Queryable;
  readonly #names = new Map<string, string>();

  constructor(session: Queryable) {
    this.#session = session;
  }

  async query(text: string, values: readonly unknown[]): Promise<readonly DatabaseRow[]> {
    const name = this.#names.get(text) ?? `carillon_${this.#names.size}`;
    if (!this.#names.has(text)) {
      await this.#session.query(`prepare ${name} as ${text}`);
      this.#names.set(text, name);
    }
    return this.#session.query(`execute ${name} (${values.map(literalOf).join(', ')})`);
  }
}

/** A text, number or boolean as a literal, whatever type it is taken for. */
function literalOf(value: unknown): string {
  return value === null || value === undefined ? 'null' : `'${String(value).replaceAll("'", "''")}'`;
}
