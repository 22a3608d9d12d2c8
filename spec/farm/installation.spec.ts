import { expect } from 'chai';
import { type PgBossOptions, pgBoss } from '../../lib/farm/index.js';
import { type FarmEvent, Registry, Scheduler } from '../../lib/index.js';
import { type Postgres, sharedPostgres } from '../support/farm/postgres.js';
import { rejection } from '../support/rejection.js';

const ROLE = 'Ana "B"';

describe('an installation by another role', function () {
  this.timeout(60_000);
  let server: Postgres;
  const options: PgBossOptions = { schema: 'made', name: 'made', migrate: false, application: 'spec' };

  before(async () => {
    server = await sharedPostgres();
    await server.query('create role "Ana ""B""" login');
  });

  function farmOf() {
    return pgBoss({ host: '127.0.0.1', port: server.port, database: 'postgres', user: ROLE }, options);
  }

  it('is what a host waits for that may not create, and says so', async () => {
    const farm = farmOf();
    const scheduler = new Scheduler(new Registry({ zone: 'UTC' }), { farm, handleSignals: false, logger: silent });
    const refused = new Promise<FarmEvent>(resolve => {
      scheduler.on('farm', resolve);
    });
    scheduler.start();
    const { kind, error } = await refused;
    expect(kind).to.equal('refused');
    expect(String(error)).to.match(/^FarmRefusedError: the schemas are not finished, 'made' at version 0 of \d+, /);
    expect(String(error)).to.contain('run the statements of await farm.sql(role)');
    await scheduler.stop();
  });

  it('gives all that a role without CREATE needs, also where nobody may call functions by default, and may be run again', async () => {
    const farm = farmOf();
    const sql = await farm.sql(ROLE);
    await server.query('alter default privileges revoke execute on functions from public');
    await server.query(sql);
    await server.query(sql);
    await server.query('alter default privileges grant execute on functions to public');
    expect((await farm.check()).map(({ verdict, label }) => `${verdict} ${label}`)).to.include('ok schema');
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(() => 'sent')
      .withName('send')
      .whenAsked();
    const scheduler = new Scheduler(registry, { farm, handleSignals: false, logger: silent }).start();
    const asked = await scheduler.enqueue('send', 1, { within: { seconds: 10 } });
    expect(await asked.outcome()).to.deep.equal({ kind: 'succeeded', value: 'sent' });
    expect((await scheduler.get('send')?.trigger())?.kind).to.equal('succeeded');
    await scheduler.stop();
  });
});

describe('schemas that somebody drops under a host', function () {
  this.timeout(60_000);

  it('are told as a refusal, with what to do', async () => {
    const server = await sharedPostgres();
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(() => {})
      .withName('asked')
      .whenAsked();
    const farm = pgBoss(server.url, { schema: 'dropped', application: 'spec' });
    const scheduler = new Scheduler(registry, { farm, handleSignals: false, logger: silent });
    const refused = new Promise<FarmEvent>(resolve => {
      scheduler.on('farm', event => event.kind === 'refused' && resolve(event));
    });
    scheduler.start();
    await farm.ready();
    await server.query('drop schema dropped_boss, dropped cascade');
    expect(String((await refused).error)).to.contain('start this host again, which makes them');
    expect(await rejection(Promise.resolve(scheduler.enqueue('asked')))).to.match(
      /^FarmRefusedError: relation "dropped_boss.job" does not exist: somebody has dropped the schemas/,
    );
    await scheduler.stop({ drain: 0 });
    const again = new Scheduler(registry, {
      ...{ farm: pgBoss(server.url, { schema: 'dropped', application: 'spec' }), handleSignals: false, logger: silent },
    }).start();
    expect((await again.enqueue('asked', 1, { within: { seconds: 10 } })).created).to.equal(true);
    await again.stop();
  });
});

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {} };
