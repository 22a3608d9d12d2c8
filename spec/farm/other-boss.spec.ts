import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { FarmRefusedError } from '../../lib/farm/farm-errors.js';
import type { FarmCheck } from '../../lib/farm/index.js';
import { BOSS_SCHEMA_VERSION } from '../../lib/farm/pg-boss/boss-schema.js';
import { checkBoss, loadBoss } from '../../lib/farm/pg-boss/load-boss.js';

/** Puts another pg-boss in place of the one that is installed. */
const ANOTHER = `export const resolve = (name, context, next) => name === 'pg-boss'
  ? { url: "data:text/javascript,export const getConstructionPlans = () => 'none'", shortCircuit: true }
  : next(name, context);`;

/** What the checks of two farms say, of which the one has no database, and the other is not made yet. */
const CHECKED = `
import { register } from 'node:module';
register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(ANOTHER)}));
const { pgBoss, pglite } = await import('${new URL('../../lib/farm/index.js', import.meta.url)}');
const farms = [pgBoss('postgres://ana@127.0.0.1:1/shop'), pglite('./nowhere')];
console.log(JSON.stringify(await Promise.all(farms.map(farm => farm.check()))));`;

describe('a pg-boss of another release', function () {
  this.timeout(30_000);
  const of = (version: number) => ({
    getConstructionPlans: (schema?: string) =>
      plans.replace(noted, `INSERT INTO ${schema}.version(version) VALUES ('${version}')`),
  });
  const noted = `INSERT INTO boss.version(version) VALUES ('${BOSS_SCHEMA_VERSION}')`;
  let plans = '';

  before(async () => {
    plans = (await loadBoss()).getConstructionPlans('boss');
    expect(plans).to.include(noted);
  });

  it('is refused before it comes near a database, whose schema it would take where others can not follow', () => {
    expect(() => checkBoss(of(BOSS_SCHEMA_VERSION))).not.to.throw();
    for (const version of [BOSS_SCHEMA_VERSION - 3, BOSS_SCHEMA_VERSION + 1]) {
      expect(() => checkBoss(of(version))).to.throw(
        FarmRefusedError,
        `a farm needs a pg-boss that makes version ${BOSS_SCHEMA_VERSION} of its schema, and the one that is installed makes version ${version} of its schema: run npm install pg-boss@`,
      );
    }
  });

  it('is refused where it does not say which schema it makes', () => {
    for (const boss of [{}, { getConstructionPlans: () => 'create schema boss;' }]) {
      expect(() => checkBoss(boss as never)).to.throw(FarmRefusedError, 'makes none that is known: run npm install');
    }
  });

  it('is told by the check of a farm, which says whether a host could join', async () => {
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', CHECKED]);
    const checks: readonly (readonly FarmCheck[])[] = JSON.parse((await run).stdout);
    expect(checks).to.have.length(2);
    for (const [check, ...others] of checks) {
      expect(others).to.deep.equal([]);
      expect(check).to.include({ verdict: 'failed' });
      expect(check?.text).to.include('a farm needs a pg-boss that makes version');
    }
  });
});
