import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { pgBoss } from '../../lib/farm/index.js';
import { Registry, Scheduler } from '../../lib/index.js';
import { sharedPostgres } from '../support/farm/postgres.js';
import { pause, until } from '../support/farm/waiting.js';
import { rejection } from '../support/rejection.js';
import { silent } from '../support/silent.js';

describe('a password that is another with each connection', function () {
  this.timeout(60_000);

  it('is asked for by the pool and by what touches and listens, each time that one connects', async () => {
    const server = await sharedPostgres();
    const access = join(server.home, 'data/pg_hba.conf');
    writeFileSync(access, `host all guarded 127.0.0.1/32 scram-sha-256\n${readFileSync(access, 'utf8')}`);
    let password = 'first';
    await server.query(`create role guarded superuser login password '${password}'`);
    await server.query('select pg_reload_conf()');
    const farm = pgBoss(
      {
        ...{ host: '127.0.0.1', port: server.port, user: 'guarded', database: 'postgres' },
        ...{ password: async () => password, log() {} },
      },
      { name: 'guarded', application: 'spec' },
    );
    const events: string[] = [];
    const registry = new Registry({ zone: 'UTC' });
    const work = () => {};
    registry.schedule(work).withName('asked').whenAsked();
    registry.schedule(work).withName('often').toRunEvery(1).seconds();
    const said: unknown[] = [];
    const logger = { ...silent, error: (what: unknown) => said.push(what) };
    const host = new Scheduler(registry, { farm, handleSignals: false, logger });
    host.on('farm', event => events.push(event.kind));
    const listens = async () => {
      const sessions = `select from pg_stat_activity where usename = 'guarded' and query like 'listen%'`;
      for (let tries = 0; (await server.query(sessions)).length === 0; tries += 1) {
        expect(tries, 'a session listens').to.be.below(200);
        await pause(50);
      }
    };
    host.start();
    try {
      await farm.ready();
      await listens();
      password = 'second';
      await server.query(`alter role guarded password '${password}'`);
      await server.query(`select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = 'guarded'`);
      await listens();
      await until(() => events.length > 1);
      expect(events.filter(kind => kind === 'refused')).to.deep.equal([]);
      events.length = 0;
      password = 'wrong';
      await server.query(`select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = 'guarded'`);
      await until(() => events.includes('refused'));
      const remedy = 'look at the user and the password of the connection';
      expect(await rejection(Promise.resolve(host.enqueue('asked'))))
        .to.match(/^FarmRefusedError: .*password/)
        .and.contain(remedy);
      password = 'second';
      await until(() => events.includes('back'));
      expect(events.filter(kind => kind !== 'away')).to.deep.equal(['refused', 'back']);
      expect(said).to.have.length.below(5);
    } finally {
      await host.stop({ drain: 0 });
    }
  });
});
