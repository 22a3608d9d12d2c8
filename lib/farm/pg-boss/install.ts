import { FarmRefusedError } from '../farm-errors.js';
import { BOSS_SCHEMA_VERSION, type SchemaNames } from './boss-schema.js';
import type { Database, Queryable } from './database.js';
import { MIGRATIONS, NEWEST_VERSION, versionTable } from './migrations.js';

/** Held while schemas are made, by whoever comes first: any fixed number, as long as it stays. */
const INSTALL_LOCK = 7_225_470_021;

/**
 * Brings our own schema up to date, one host at a time.
 *
 * @throws FarmRefusedError for a schema that is newer
 */
export async function install(db: Database, names: SchemaNames): Promise<void> {
  const found = await versionOf(db, names.ours);
  if (found === NEWEST_VERSION) return;
  refuseNewer(names.ours, found);
  await db.transaction(async tx => {
    // A statement of its own: a snapshot that is older than the lock would not see what its last holder has made.
    await tx.query('select pg_advisory_xact_lock($1)', [INSTALL_LOCK]);
    await tx.query(`create schema if not exists ${names.ours}`);
    await tx.query(versionTable(names.ours));
    await step(tx, names);
  });
}

/**
 * Where another role makes the schemas, a host starts on finished ones only.
 *
 * @throws FarmRefusedError for what is missing, or behind
 */
export async function checkFinished(db: Queryable, { ours, boss }: SchemaNames): Promise<void> {
  const [own, theirs] = [await versionOf(db, ours), await versionOf(db, boss)];
  refuseNewer(ours, own);
  if (own === NEWEST_VERSION && theirs === BOSS_SCHEMA_VERSION) return;
  const found = `'${ours}' at version ${own} of ${NEWEST_VERSION}, '${boss}' at ${theirs} of ${BOSS_SCHEMA_VERSION}`;
  const remedy = 'run the statements of await farm.sql(role) as a role that may, or leave migrate: false out';
  throw new FarmRefusedError(`the schemas are not finished, ${found}: ${remedy}`);
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

/** The version of a schema, ours or that of pg-boss; 0 where there is none. */
export async function versionOf(db: Queryable, schema: string): Promise<number> {
  const [table] = await db.query('select to_regclass($1) is not null as present', [`${schema}.version`]);
  if (table?.['present'] !== true) return 0;
  const [row] = await db.query(`select coalesce(max(version), 0) as version from ${schema}.version`);
  return Number(row?.['version']);
}
