import type { Adoption } from '../adoption.js';
import { FarmMovedError } from '../farm-errors.js';
import type { Queryable } from './database.js';

/** A database, as no other is called: also a copy of it is another, unless it is a standby's that was promoted. */
export interface DatabaseSystem {
  readonly system: string;
  readonly database: string;
}

/** How a session is asked where it leads to: whether its role may ask for the server's system, and then one of the two. */
export const WHERE = {
  may: `select has_function_privilege('pg_control_system()', 'execute') as may`,
  known: 'select current_database()::text as database, system_identifier::text as system from pg_control_system()',
  unknown: `select current_database()::text as database, 'unknown' as system`,
} as const;

/** Which one a session leads to; where the role may not ask for the server's, the name of the database has to do. */
export async function systemOf(session: Queryable): Promise<DatabaseSystem> {
  const [may] = await session.query(WHERE.may);
  const [here] = await session.query(may?.['may'] === true ? WHERE.known : WHERE.unknown);
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

  /** Whether this host is at home there, as far as it has a home. */
  isHome(system: string): boolean {
    return this.#home === undefined || this.#home === system;
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
