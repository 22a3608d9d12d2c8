import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { pgBoss } from '../../lib/farm/index.js';
import { Registry, Scheduler } from '../../lib/index.js';
import { sharedPostgres } from '../support/farm/postgres.js';
import { pause, until } from '../support/farm/waiting.js';
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
    const host = new Scheduler(new Registry({ zone: 'UTC' }), { farm, handleSignals: false, logger: silent });
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
    } finally {
      await host.stop({ drain: 0 });
    }
  });
});
