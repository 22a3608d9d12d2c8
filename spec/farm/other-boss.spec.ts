import { expect } from 'chai';
import { FarmRefusedError } from '../../lib/farm/farm-errors.js';
import { BOSS_SCHEMA_VERSION } from '../../lib/farm/pg-boss/boss-schema.js';
import { checkBoss, loadBoss } from '../../lib/farm/pg-boss/load-boss.js';

describe('a pg-boss of another release', () => {
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
});
