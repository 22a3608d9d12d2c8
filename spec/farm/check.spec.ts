import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type FarmCheck, pgBoss, pglite } from '../../lib/farm/index.js';
import { checkListening } from '../../lib/farm/pg-boss/check-listening.js';
import { examine } from '../../lib/farm/pg-boss/examine.js';
import { lockDirectory } from '../../lib/farm/pglite/directory-lock.js';
import { type FarmEvent, Registry, Scheduler } from '../../lib/index.js';
import { deafWire } from '../support/farm/deaf-wire.js';
import { type Postgres, sharedPostgres } from '../support/farm/postgres.js';

describe('farm.check()', function () {
  this.timeout(60_000);
  let server: Postgres;
  before(async () => {
    server = await sharedPostgres();
  });

  it('is well where the farm has been started, and a note before', async () => {
    const farm = pgBoss(server.url, { schema: 'well', application: 'spec' });
    expect(said(await farm.check())).to.deep.equal([
      'ok database',
      'ok clock skew',
      'note schema: nothing: the first host that starts brings them up to date',
      'ok notices',
    ]);
    const scheduler = new Scheduler(new Registry({ zone: 'UTC' }), { farm, handleSignals: false, logger: silent });
    scheduler.start();
    await farm.ready();
    expect(said(await farm.check())).to.deep.equal(['ok database', 'ok clock skew', 'ok schema', 'ok notices']);
    await scheduler.stop();
  });

  it('knows a database that can not hold every text, which a host refuses', async () => {
    await server.query(`create database narrow encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0`);
    const farm = pgBoss(server.url.replace(/postgres$/, 'narrow'), { application: 'spec' });
    const [database] = await farm.check();
    const remedy = "create one in UTF8, as create database shop encoding 'UTF8' template template0";
    expect(database).to.include({ verdict: 'failed', remedy });
    expect(database?.text).to.match(/, as 'postgres' in 'narrow', which is in LATIN1$/);
    const scheduler = new Scheduler(new Registry({ zone: 'UTC' }), { farm, handleSignals: false, logger: silent });
    const event = new Promise<FarmEvent>(resolve => void scheduler.on('farm', resolve));
    scheduler.start();
    expect((await event).kind).to.equal('refused');
    expect(String((await event).error)).to.equal(
      `FarmRefusedError: the database 'narrow' is in LATIN1, which can't hold every text: ${remedy}`,
    );
    await scheduler.stop();
  });

  it('knows a role that may not create, may not use what is there, and one that is not known', async () => {
    await server.query('create role guest login');
    const asGuest = server.url.replace('postgres@', 'guest@');
    const options = { schema: 'nobodys', application: 'spec' };
    const [, , schema] = await pgBoss(asGuest, options).check();
    expect(schema).to.include({ verdict: 'failed' });
    expect(schema?.remedy).to.equal(
      'run the statements of await farm.sql(role) as a role that may, and say { migrate: false }',
    );
    const [, , unmade] = await pgBoss(server.url, { ...options, migrate: false }).check();
    expect(unmade).to.include({ verdict: 'failed', text: "'nobodys' and 'nobodys_boss' are not there yet" });
    const [unknown] = await pgBoss(server.url.replace('postgres@', 'nobody:geheim@'), options).check();
    expect(unknown).to.include({ verdict: 'failed', text: 'role "nobody" does not exist' });
    expect(JSON.stringify(unknown)).not.to.contain('geheim');
  });

  it('knows a database that is away, one that is read-only, and what is no connection', async () => {
    expect(said(await pgBoss('postgres://ana@127.0.0.1:1/shop').check())[0]).to.match(/^failed database: start it/);
    expect(said(await pgBoss(undefined).check())).to.deep.equal(['failed connection']);
    const standby = {
      version: '18.0',
      number: 180_000,
      ms: Date.now(),
      recovering: true,
      role: 'ana',
      database: 'shop',
    };
    const db = { query: (text: string) => Promise.resolve(text.includes('server_version') ? [standby] : [{}]) };
    const [database] = await examine(db, { ours: 'shop', boss: 'shop_boss' }, true);
    expect(database?.remedy).to.equal('name the primary, which can be written to');
  });

  it('notices that notices get lost on the way', async () => {
    const deaf = await deafWire(server.port);
    const config = { connectionString: server.url.replace(String(server.port), String(deaf.port)) };
    expect(await checkListening(config)).to.include({ verdict: 'note', label: 'notices' });
    await deaf.close();
  });

  it('makes no directory, and says who has it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'carillon-check-'));
    const directory = join(folder, 'data');
    const farm = pglite(directory, { application: 'spec' });
    expect(await farm.check()).to.deep.equal([
      { verdict: 'note', label: 'database', text: `'${directory}' is not there yet: the first start makes it` },
    ]);
    mkdirSync(directory);
    writeFileSync(join(directory, 'PG_VERSION'), '18');
    const lock = await lockDirectory(directory, false);
    const [inUse] = await farm.check();
    expect(inUse).to.include({ verdict: 'note' });
    expect(inUse?.text).to.contain(`is in use by process ${process.pid}`);
    await lock.release();
    rmSync(folder, { recursive: true });
  });
});

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {} };

function said(checks: readonly FarmCheck[]): readonly string[] {
  return checks.map(({ verdict, label, remedy }) => `${verdict} ${label}${remedy === undefined ? '' : `: ${remedy}`}`);
}
