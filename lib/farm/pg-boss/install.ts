import { FarmRefusedError } from '../farm-errors.js';
import { BOSS_SCHEMA_VERSION, type SchemaNames } from './boss-statements.js';
import type { Database, Queryable } from './database.js';
import { MIGRATIONS, NEWEST_VERSION, versionTable } from './migrations.js';

/** Held while schemas are made, by whoever comes first: any fixed number, as long as it stays. */
const INSTALL_LOCK = 7_225_470_021;

/**
 * Brings our own schema up to date, one host at a time.
 *
 * @param mayMigrate false where another role has made the schema: then one that is behind is refused
 * @throws FarmRefusedError for a schema that is newer, and for one that is behind and may not be changed
 */
export async function install(db: Database, names: SchemaNames, mayMigrate: boolean): Promise<void> {
  const found = await versionOf(db, names.ours);
  if (found === NEWEST_VERSION) return;
  refuseNewer(names.ours, found);
  if (!mayMigrate) {
    const remedy = 'run the statements of farm.sql() as a role that may, or leave migrate: false out';
    throw new FarmRefusedError(`schema '${names.ours}' is at version ${found} of ${NEWEST_VERSION}: ${remedy}`);
  }
  await db.transaction(async tx => {
    // A statement of its own: a snapshot that is older than the lock would not see what its last holder has made.
    await tx.query('select pg_advisory_xact_lock($1)', [INSTALL_LOCK]);
    await tx.query(`create schema if not exists ${names.ours}`);
    await tx.query(versionTable(names.ours));
    await step(tx, names);
  });
}

/** The statements of an installation, for a role that may create what the farm's own may not. */
export function installationSql(names: SchemaNames, role: string): string {
  const { ours, boss } = names;
  const steps = MIGRATIONS.flatMap(({ version, statements }) => [
    ...statements(ours, boss),
    `insert into ${ours}.version (version) values (${version})`,
  ]);
  const grants = [ours, boss].flatMap(schema => [
    `grant usage on schema ${schema} to "${role}"`,
    `grant select, insert, update, delete on all tables in schema ${schema} to "${role}"`,
    `grant usage on all sequences in schema ${schema} to "${role}"`,
  ]);
  return [`create schema if not exists ${ours}`, versionTable(ours), ...steps, ...grants].join(';\n').concat(';\n');
}

/** @throws FarmRefusedError where pg-boss's schema is of another version than the one whose columns we name */
export function checkBossVersion(boss: string, version: number | null): void {
  if (version === BOSS_SCHEMA_VERSION) return;
  const found = `schema '${boss}' of pg-boss is at version ${version}, and this release of carillon knows ${BOSS_SCHEMA_VERSION}`;
  throw new FarmRefusedError(`${found}: install the pg-boss that it names, or update carillon first`);
}

async function step(tx: Queryable, { ours, boss }: SchemaNames): Promise<void> {
  const [row] = await tx.query(`select coalesce(max(version), 0) as version from ${ours}.version`);
  const from = Number(row?.['version']);
  refuseNewer(ours, from);
  for (const { version, statements } of MIGRATIONS) {
    if (version <= from) continue;
    for (const statement of statements(ours, boss)) await tx.query(statement);
    await tx.query(`insert into ${ours}.version (version) values ($1)`, [version]);
  }
}

function refuseNewer(schema: string, version: number): void {
  if (version <= NEWEST_VERSION) return;
  const found = `schema '${schema}' is at version ${version}, and this release of carillon knows ${NEWEST_VERSION}`;
  throw new FarmRefusedError(`${found}: a newer release has changed it, so update this host, too`);
}

/** The version of our own schema; 0 where there is none. */
export async function versionOf(db: Queryable, schema: string): Promise<number> {
  const [table] = await db.query('select to_regclass($1) is not null as present', [`${schema}.version`]);
  if (table?.['present'] !== true) return 0;
  const [row] = await db.query(`select coalesce(max(version), 0) as version from ${schema}.version`);
  return Number(row?.['version']);
}
