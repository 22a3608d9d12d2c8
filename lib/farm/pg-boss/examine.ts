import { errorData, systemClock } from '../../kit.js';
import type { FarmCheck } from '../farm-check.js';
import { SKEWED_MS } from '../farm-clock.js';
import { FarmError } from '../farm-errors.js';
import { BOSS_SCHEMA_VERSION, type SchemaNames } from './boss-schema.js';
import type { DatabaseRow, Queryable } from './database.js';
import { troubleOf } from './database-error.js';
import { ENCODING, holdsAllTexts, IN_UTF8 } from './encoding.js';
import { versionOf } from './install.js';
import { NEWEST_VERSION } from './migrations.js';

/** The oldest PostgreSQL whose statements a farm uses. */
const OLDEST_MAJOR = 13;

/** What one look at a database tells. */
const LOOK = `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
  (extract(epoch from clock_timestamp()) * 1000)::float8 as ms, pg_is_in_recovery() as recovering,
  ${ENCODING} as encoding, current_user as role, current_database() as database,
  has_database_privilege(current_database(), 'create') as may_create`;

/** Looks at a database as a host of a farm would: its version, its clock, its schemas, and what the role may do there. */
export async function examine(db: Queryable, names: SchemaNames, mayMigrate: boolean): Promise<readonly FarmCheck[]> {
  // The first statement connects, too, which would count as time on the way.
  await db.query('select 1');
  const sentMs = systemClock.now();
  const [row = {}] = await db.query(LOOK);
  const tripMs = systemClock.now() - sentMs;
  return [ofServer(row), ofClock(row, sentMs + tripMs / 2), await ofSchema(db, row, names, mayMigrate)];
}

/** A database that could not be asked: why, and what to do. */
export function unreachable(error: unknown): FarmCheck {
  const text = errorData(error).message;
  if (error instanceof FarmError) return { verdict: 'failed', label: 'connection', text };
  const remedy = {
    away: 'start it, or mend the address or the network: until then jobs on every host run, and the farm’s wait',
    refused:
      'the role, its password or rights, or the name of the database is wrong: jobs of the farm wait until that is put right',
    other: 'read what it says; until then jobs of the farm wait',
  }[troubleOf(error)];
  return { verdict: 'failed', label: 'database', text, remedy };
}

function ofServer(row: DatabaseRow): FarmCheck {
  const label = 'database';
  const text = `PostgreSQL ${row['version']} answers, as '${row['role']}' in '${row['database']}'`;
  if (Math.floor(Number(row['number']) / 10_000) < OLDEST_MAJOR) {
    return { verdict: 'failed', label, text, remedy: `a farm needs PostgreSQL ${OLDEST_MAJOR} or later` };
  }
  if (row['recovering'] === true) {
    const remedy = 'name the primary, which can be written to';
    return { verdict: 'failed', label, text: `${text}, and is a standby`, remedy };
  }
  if (holdsAllTexts(row['encoding'])) return { verdict: 'ok', label, text };
  return { verdict: 'failed', label, text: `${text}, which is in ${row['encoding']}`, remedy: IN_UTF8 };
}

function ofClock(row: DatabaseRow, hereMs: number): FarmCheck {
  const label = 'clock skew';
  const offMs = Math.round(hereMs - Number(row['ms']));
  const text = `this host is ${Math.abs(offMs)} ms ${offMs < 0 ? 'behind' : 'ahead of'} the database`;
  if (Math.abs(offMs) <= SKEWED_MS) return { verdict: 'ok', label, text };
  return {
    verdict: 'note',
    label,
    text,
    remedy: 'set the clock of this host by NTP: a farm goes by the database’s, jobs on every host by its own',
  };
}

async function ofSchema(
  db: Queryable,
  { role, may_create: mayCreate }: DatabaseRow,
  { ours, boss }: SchemaNames,
  mayMigrate: boolean,
): Promise<FarmCheck> {
  const label = 'schema';
  const bySql = 'run the statements of await farm.sql(role) as a role that may';
  const [present] = await db.query('select to_regclass($1) is not null as ours, to_regclass($2) is not null as boss', [
    `${ours}.version`,
    `${boss}.version`,
  ]);
  const isThere = present?.['ours'] === true && present['boss'] === true;
  if (isThere && !(await mayUse(db, ours, boss))) {
    const text = `'${role}' may not use the schemas '${ours}' and '${boss}'`;
    return { verdict: 'failed', label, text, remedy: `${bySql}: it ends with the grants` };
  }
  const version = isThere ? await versionOf(db, ours) : 0;
  const bossVersion = isThere ? await versionOf(db, boss) : 0;
  const text = isThere
    ? `'${ours}' is at version ${version} of ${NEWEST_VERSION}, '${boss}' at ${bossVersion} of ${BOSS_SCHEMA_VERSION}`
    : `'${ours}' and '${boss}' are not there yet`;
  if (version > NEWEST_VERSION || bossVersion > BOSS_SCHEMA_VERSION) {
    return { verdict: 'failed', label, text, remedy: 'a newer release has changed it: update this host, too' };
  }
  if (version === NEWEST_VERSION && bossVersion === BOSS_SCHEMA_VERSION) return { verdict: 'ok', label, text };
  if (!mayMigrate) return { verdict: 'failed', label, text, remedy: `${bySql}, since migrate is false` };
  if (mayCreate !== true) {
    return {
      verdict: 'failed',
      label,
      text: `${text}, and '${role}' may not create`,
      remedy: `${bySql}, and say { migrate: false }`,
    };
  }
  return { verdict: 'note', label, text, remedy: 'nothing: the first host that starts brings them up to date' };
}

async function mayUse(db: Queryable, ours: string, boss: string): Promise<boolean> {
  const [row] = await db.query(
    `select bool_and(has_schema_privilege(s, 'usage') and has_table_privilege(s || '.version', 'select')) as may
      from unnest($1::text[]) s`,
    [[ours, boss]],
  );
  return row?.['may'] === true;
}
