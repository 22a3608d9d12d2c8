import { expect } from 'chai';
import { askQueue, dueQueue } from '../../lib/farm/identity.js';
import { BOSS_COLUMNS } from '../../lib/farm/pg-boss/boss-schema.js';
import { type Postgres, sharedPostgres } from '../support/farm/postgres.js';
import { doneOf, JOB, joining, row, storeOn } from '../support/farm/sql-rig.js';

type Store = Awaited<ReturnType<typeof storeOn>>;

describe('the rows of a farm, on a real PostgreSQL', function () {
  this.timeout(60_000);
  let server: Postgres;
  let one: Store;
  let two: Store;
  const farm = 'rows';

  before(async () => {
    server = await sharedPostgres();
    one = await storeOn(server.url, farm, 'one');
    two = await storeOn(server.url, farm, 'two');
    for (const store of [one, two]) await store.join(joining(store.id, ['job']));
  });

  after(() => Promise.all([one.close(), two.close()]));

  it('an occurrence that two hosts offer has one row', async () => {
    const same = row(farm, 'job');
    const ids = await Promise.all([one.insert([same]), two.insert([same])]);
    expect(ids.flat()).to.deep.equal([same.id]);
    await one.settle((await one.fetch(dueQueue(farm), 10)).map(doneOf));
  });

  it('what somebody waits for is told of without its data, however much of that there is', async () => {
    const waits = row(farm, 'job', { data: 'x'.repeat(50_000) });
    await one.insert([waits]);
    const told = () => server.query(one.statements.outcomes, [[waits.queue], [waits.id]]);
    expect(await told()).to.deep.equal([{ id: waits.id, state: 'created', digest: null, output: null }]);
    await one.settle((await one.fetch(dueQueue(farm), 10)).map(doneOf));
    const [ended] = await told();
    expect(ended).to.include({ id: waits.id, state: 'completed' });
    expect(ended?.['output']).not.to.equal(null);
  });

  it('what reaches the database half an hour late is not planned, and its job is told', async () => {
    const lateMs = (minutes: number) => ({ at: Date.now() - minutes * 60_000 });
    const [fresh, stale] = [row(farm, 'job', lateMs(0)), row(farm, 'stale', lateMs(31))];
    for (const name of ['job', 'stale']) await one.join(joining(one.id, [name], { release: name }));
    await server.query(`update carillon.schedule set watermark = 0 where farm = $1`, [farm]);
    expect(await one.plan([fresh, stale])).to.deep.equal(['stale']);
    const found = await one.fetch(dueQueue(farm), 10);
    expect(found.map(({ id }) => id)).to.deep.equal([fresh.id]);
    await one.settle(found.map(doneOf));
  });

  it('what the next occurrence waits for and is gone, or was ended by others, is taken for settled, and nothing else', async () => {
    const planned = ['gone', 'ended', 'waits', 'settled'].map(job => row(farm, job));
    const names = planned.map(({ data }) => data.job);
    await one.join(joining(one.id, names, { release: 'after' }));
    await one.insert(planned.slice(1));
    await server.query(`update carillon_boss.job set state = 'cancelled', completed_on = now() where id = $1`, [
      planned[1]?.id,
    ]);
    const of = (settled: string) =>
      `update carillon.schedule set settled = ${settled} where farm = $1 and name = any($2)`;
    await server.query(of('1'), [farm, names]);
    await server.query(of('9e12'), [farm, ['settled']]);
    const before = Date.now();
    await one.goOn(new Map(planned.map(({ data }) => [data.job, data.at])));
    const found = await server.query(
      'select name, settled::float8 from carillon.schedule where farm = $1 and name = any($2) order by name',
      [farm, names],
    );
    const [ended, gone, ...others] = found.map(each => Number(each['settled']));
    for (const each of [ended, gone]) expect(each).to.be.within(before - 1, Date.now() + 1);
    expect(others).to.deep.equal([9e12, 1]);
    await one.settle((await one.fetch(dueQueue(farm), 10)).map(doneOf));
  });

  it('what no host knew is due at once where one joins that does, but what waits for another attempt', async () => {
    await one.insert([row(farm, 'new', { v: 2 }), row(farm, 'new', { tries: 1 })]);
    for (const each of await one.fetch(dueQueue(farm), 2)) await one.giveBack(each, 60_000);
    const joins = async (dataVersion: number) => {
      await two.join(joining(two.id, [], { release: `v${dataVersion}`, jobs: [{ ...JOB, name: 'new', dataVersion }] }));
      return two.fetch(dueQueue(farm), 2);
    };
    expect(await joins(1)).to.deep.equal([]);
    const woken = await joins(2);
    expect(woken.map(({ data }) => data.v)).to.deep.equal([2]);
    await one.settle(woken.map(doneOf));
  });

  it('names only columns that pg-boss has, under the version that we know', async () => {
    const found = await server.query(
      `select column_name from information_schema.columns where table_schema = 'carillon_boss' and table_name = 'job'`,
    );
    expect(found.map(each => each['column_name'])).to.include.members([...BOSS_COLUMNS]);
  });

  it('what is asked for later goes behind what is due before, whichever was asked for first', async () => {
    const ask = askQueue(farm, 'job');
    await one.parts.createQueue(ask);
    const at = Date.now();
    const asked = [300, 200, 0].map(laterMs => ({ ...row(farm, 'job', { at, due: at + laterMs }), queue: ask }));
    for (const each of asked) await one.insert([each]);
    expect((await one.fetch(ask, 9)).map(({ id }) => id)).to.deep.equal([asked[2]?.id]);
    await server.query('select pg_sleep(0.5)');
    const found = await one.fetch(ask, 1);
    expect(found.map(({ id }) => id)).to.deep.equal([asked[1]?.id]);
    await one.settle([...found, ...(await one.fetch(ask, 9))].map(doneOf));
  });

  it('waiting work is not deleted, a year on', async () => {
    const ask = askQueue(farm, 'later');
    await one.parts.createQueue(ask);
    await one.insert([{ ...row(farm, 'later'), queue: ask }]);
    const [kept] = await server.query(
      `select keep_until > now() + interval '1 year' as kept from carillon_boss.job where name = $1`,
      [ask],
    );
    expect(kept?.['kept']).to.equal(true);
  });
});
