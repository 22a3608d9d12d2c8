import { expect } from 'chai';
import pg from 'pg';
import { LockWatch } from '../../lib/farm/pg-boss/lock-watch.js';
import type { FarmHappening } from '../../lib/farm/seam.js';
import { Registry } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/index.js';
import { farmHosts } from '../support/farm/farm-hosts.js';
import { until } from '../support/farm/waiting.js';

const HOLDER = { pid: 7, application: 'psql', role: 'ana' };
const TEXT =
  "a lock that the farm waits for is held by session 7 of 'ana', 'psql': let its transaction end, or end it by select pg_terminate_backend(7)";

describe('a lock that a farm waits for', function () {
  this.timeout(60_000);

  it('is told once while it lasts, however often a statement gives up, and when it is over', async () => {
    const clock = new VirtualClock('2026-03-01T12:00:00Z');
    const told: FarmHappening[] = [];
    let inTheWay = [HOLDER];
    let asked = 0;
    const ask = async () => {
      asked += 1;
      return inTheWay;
    };
    const locks = new LockWatch(ask, clock, event => told.push(event));
    const lasting = (ms: number) =>
      locks.during(() => new Promise<void>(wake => clock.alarm(clock.monotonic() + ms, wake)));
    const quick = lasting(1_900);
    await clock.advance({ milliseconds: 1_900 });
    await quick;
    await clock.advance({ seconds: 10 });
    expect(asked).to.equal(0);
    for (let tries = 0; tries < 3; tries += 1) {
      const work = lasting(5_000);
      await clock.advance({ milliseconds: 5_000 });
      await work;
      const before = inTheWay;
      inTheWay = [];
      await clock.advance({ seconds: 4 });
      inTheWay = before;
    }
    expect(told).to.deep.equal([{ kind: 'problem', text: TEXT }]);
    inTheWay = [];
    await clock.advance({ seconds: 13 });
    expect(told.slice(1)).to.deep.equal([{ kind: 'over', text: TEXT }]);
    const looked = asked;
    await clock.advance({ minutes: 5 });
    expect(asked).to.equal(looked);
  });

  describe('in PostgreSQL', () => {
    const farms = farmHosts('locks');

    it('names who holds it, and no statement of theirs', async () => {
      // With one session for all statements, which waits.
      await farms.farmOf(1, () => new Registry({ zone: 'UTC' }), { max: 2 });
      const config = { connectionString: farms.server.url };
      const holder = new pg.Client({ ...config, application_name: 'long report' });
      const waits = new pg.Client({ ...config, application_name: 'in between' });
      await Promise.all([holder.connect(), waits.connect()]);
      await holder.query('begin; lock table carillon.host in share mode');
      // It stands before the farm in the queue of the lock, and waits itself.
      const waiting = waits.query('lock table carillon.host in access exclusive mode').catch(() => {});
      const problems = () => farms.events.filter(({ kind }) => kind === 'problem');
      await until(() => problems().length > 0);
      const { rows } = await holder.query('select pg_backend_pid() as pid');
      expect(problems().map(({ text }) => text)).to.deep.equal([
        `a lock that the farm waits for is held by session ${rows[0].pid} of 'postgres', 'long report': ` +
          `let its transaction end, or end it by select pg_terminate_backend(${rows[0].pid})`,
      ]);
      await holder.query('rollback');
      await waiting;
      await Promise.all([holder.end(), waits.end()]);
    });
  });
});
