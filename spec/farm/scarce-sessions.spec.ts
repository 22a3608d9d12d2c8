import { expect } from 'chai';
import { pgBoss } from '../../lib/farm/index.js';
import { openPool } from '../../lib/farm/pg-boss/pool.js';
import type { FarmHappening } from '../../lib/farm/seam.js';
import { Registry } from '../../lib/index.js';
import { farmHosts } from '../support/farm/farm-hosts.js';
import { until } from '../support/farm/waiting.js';

const FEWER =
  'the server allows this host fewer than the 4 connections of { max: 4 }: let it, or the limit of the role, allow more, or say a smaller max';

const UNTOUCHED =
  'no run of this host can last for more than 9 s, and it hears of nothing at once (too many connections for role "scarce"): ' +
  'let the server, or the limit of its role, allow this host one more connection';

describe('a host that its server allows few connections', function () {
  this.timeout(60_000);
  const farms = farmHosts('scarce');
  const { events } = farms;

  before(async () => {
    await farms.server.query('create role scarce login');
    await farms.server.query(await pgBoss(farms.server.url, { name: 'scarce' }).sql('scarce'));
  });

  const allow = (connections: number) => farms.server.query(`alter role scarce connection limit ${connections}`);

  it('gets by with them, and says so; and with none its statements fail', async () => {
    const told: FarmHappening[] = [];
    const connectionString = farms.server.url.replace('postgres@', 'scarce@');
    const pool = await openPool({ connectionString }, 3, 'spec', event => told.push(event));
    const five = async () => {
      const all = await Promise.allSettled(Array.from({ length: 5 }, () => pool.query('select pg_sleep(0.05)')));
      return new Set(all.map(one => (one.status === 'rejected' ? one.reason.code : 'done')));
    };
    await allow(2);
    expect(await five()).to.deep.equal(new Set(['done']));
    expect(told).to.deep.equal([{ kind: 'problem', text: FEWER }]);
    await allow(0);
    await farms.server.query(`select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = 'scarce'`);
    // What was ended is noticed by its next use, or before.
    await five();
    expect(await five()).to.deep.equal(new Set(['53300']));
    await allow(-1);
    expect(await five()).to.deep.equal(new Set(['done']));
    expect(told.slice(1)).to.deep.equal([{ kind: 'over', text: FEWER }]);
    await pool.close();
  });

  it('says what comes of it that none is left by which it touches what it runs, until there is one', async () => {
    await allow(1);
    const { farm } = farms.start(new Registry({ zone: 'UTC' }), { migrate: false }, 'scarce');
    const told = (kind: string) => events.flatMap(event => (event.kind === kind ? [event.text] : []));
    await farm.ready();
    await until(() => told('problem').includes(UNTOUCHED));
    expect(told('problem')).to.include(UNTOUCHED);
    await allow(-1);
    await until(() => told('over').includes(UNTOUCHED));
    expect(told('over')).to.include(UNTOUCHED);
  });
});
