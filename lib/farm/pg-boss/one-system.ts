import type { Adoption } from '../adoption.js';
import { FarmMovedError } from '../farm-errors.js';
import type { Queryable } from './database.js';

/** A database, as no other is called: also a copy of it is another, unless it is a standby's that was promoted. */
export interface DatabaseSystem {
  readonly system: string;
  readonly database: string;
}

/** Which one a session leads to; where the role may not ask for the server's, the name of the database has to do. */
export async function systemOf(session: Queryable): Promise<DatabaseSystem> {
  const [may] = await session.query(`select has_function_privilege('pg_control_system()', 'execute') as may`);
  const from =
    may?.['may'] === true ? 'system_identifier::text as system from pg_control_system()' : `'unknown' as system`;
  const [here] = await session.query(`select current_database()::text as database, ${from}`);
  return { system: String(here?.['system']), database: String(here?.['database']) };
}

/** Refuses the sessions of a host that lead elsewhere than its first: to a copy, to which its address was moved meanwhile. */
export class OneSystem {
  readonly #farm: string;
  readonly #adoption: Adoption;
  #home: string | undefined;

  /** @param adoption of which other it was said that it is meant */
  constructor(farm: string, adoption: Adoption) {
    this.#farm = farm;
    this.#adoption = adoption;
  }

  /** @throws FarmMovedError */
  async check(session: Queryable): Promise<void> {
    const { system, database } = await systemOf(session);
    const here = `${system} ${database}`;
    this.#home ??= here;
    if (here !== this.#home && !this.#adoption.finds(here)) throw new FarmMovedError(this.#farm);
    this.#home = here;
  }
}
