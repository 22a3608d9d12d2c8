import { shown } from '../../kit.js';
import { FarmError } from '../farm-errors.js';
import type { SchemaNames } from './boss-schema.js';
import { loadBoss } from './load-boss.js';
import { MIGRATIONS, versionTable } from './migrations.js';

/**
 * The statements of an installation, for a role that may create what the farm's own may not: of pg-boss's schema, of ours,
 * and the grants for `role`. What is there already is left as it is, so they can be run again, and after an update.
 *
 * @throws FarmError for what is no name of a role, FarmRefusedError where pg-boss is not installed
 */
export async function installationSql({ ours, boss }: SchemaNames, role: string): Promise<string> {
  if (typeof role !== 'string' || role === '')
    throw new FarmError(`farm.sql(…) takes the name of a role, not ${shown(role)}`);
  const { getConstructionPlans } = await loadBoss();
  const steps = MIGRATIONS.map(({ version, statements }) =>
    unless(`exists (select from ${ours}.version where version = ${version})`, [
      ...statements(ours, boss),
      `insert into ${ours}.version (version) values (${version})`,
    ]),
  );
  return [
    unless(`to_regclass('${boss}.version') is not null`, [executed(withoutTransaction(getConstructionPlans(boss)))]),
    `create schema if not exists ${ours}`,
    versionTable(ours),
    ...steps,
    ...[ours, boss].flatMap(schema => grants(schema, role)),
  ]
    .map(statement => `${statement};\n`)
    .join('\n');
}

function unless(isDone: string, statements: readonly string[]): string {
  const body = statements.map(statement => `    ${statement};`).join('\n');
  return `do $carillon$ begin\n  if not (${isDone}) then\n${body}\n  end if;\nend $carillon$`;
}

/** What holds functions with bodies of their own is quoted whole. */
function executed(text: string): string {
  return `execute $boss$${text}$boss$`;
}

/** pg-boss gives its plan as a transaction, which a block is already. */
function withoutTransaction(plan: string): string {
  return plan.replace(/^\s*BEGIN;/, '').replace(/COMMIT;\s*$/, '');
}

function grants(schema: string, role: string): readonly string[] {
  const name = `"${role.replaceAll('"', '""')}"`;
  return [
    `grant usage on schema ${schema} to ${name}`,
    `grant select, insert, update, delete on all tables in schema ${schema} to ${name}`,
    `grant usage on all sequences in schema ${schema} to ${name}`,
    // Where the installing role lets nobody else call its functions by default.
    `grant execute on all functions in schema ${schema} to ${name}`,
  ];
}
