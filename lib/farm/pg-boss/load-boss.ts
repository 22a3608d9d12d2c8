import { FarmRefusedError } from '../farm-errors.js';
import { BOSS_SCHEMA_VERSION } from './boss-schema.js';

type Boss = typeof import('pg-boss');

const REMEDY = 'run npm install pg-boss@12.38.0';

/** Loads pg-boss, which is an optional peer. @throws FarmRefusedError where it is not installed, or is another one */
export async function loadBoss(): Promise<Boss> {
  const boss = await import('pg-boss').catch(cause => {
    throw new FarmRefusedError(`a farm needs pg-boss: ${REMEDY}`, { cause });
  });
  checkBoss(boss);
  return boss;
}

/**
 * Refuses a pg-boss of which the schema would be another one, before it comes near a database: its start would take the
 * schema of all hosts to its own version, from which there is no way back for those that know this one.
 */
export function checkBoss(boss: Pick<Boss, 'getConstructionPlans'>): void {
  const version = schemaVersionOf(boss);
  if (version === BOSS_SCHEMA_VERSION) return;
  const makes = version === undefined ? 'makes none that is known' : `makes version ${version} of its schema`;
  throw new FarmRefusedError(
    `a farm needs a pg-boss that makes version ${BOSS_SCHEMA_VERSION} of its schema, and the one that is installed ${makes}: ${REMEDY}`,
  );
}

/** By the statement that notes it, since no function of pg-boss tells it without a database. */
function schemaVersionOf({ getConstructionPlans }: Pick<Boss, 'getConstructionPlans'>): number | undefined {
  // Much older ones have no such function.
  if (typeof getConstructionPlans !== 'function') return undefined;
  const noted = /insert into boss\.version\s*\(version\) values \('?(\d+)/i.exec(getConstructionPlans('boss'));
  return noted === null ? undefined : Number(noted[1]);
}
