import { expect } from 'chai';
import pg from 'pg';
import { dueQueue } from '../../lib/farm/identity.js';
import type { FetchedRow } from '../../lib/farm/rows.js';
import { type Postgres, sharedPostgres } from '../support/farm/postgres.js';
import { claimOf, cutOff, doneOf, joining, row, storeOn } from '../support/farm/sql-rig.js';

describe('what fell silent, on a real PostgreSQL', function () {
  this.timeout(60_000);
  let server: Postgres;
  let store: Awaited<ReturnType<typeof storeOn>>;
  const farm = 'judging';
  const queue = dueQueue(farm);

  before(async () => {
    server = await sharedPostgres();
    store = await storeOn(server.url, farm);
    await store.join(joining(store.id, ['job']));
  });
  after(() => store.close());

  const activeOf = async () => (await store.beat(store.id, 'v1', '0', {})).active;

  async function inProgress(count: number) {
    await store.insert(Array.from({ length: count }, () => row(farm, 'job')));
    return store.fetch(queue, count);
  }

  it('is among what each host looks at, however much is in progress elsewhere', async () => {
    const rows = await inProgress(1_005);
    const isSilent = (_: unknown, i: number) => i % 400 === 3;
    const silent = rows.filter(isSilent);
    await store.touch(rows.filter((one, i) => !isSilent(one, i)));
    const ids = (await activeOf()).map(({ id }) => id);
    expect(ids)
      .to.have.length(1_000)
      .and.to.include.members(silent.map(({ id }) => id));
    await store.settle(rows.map(doneOf));
  });

  it('counts against what had begun, but not where its host had begun to stop, or has left', async () => {
    const cuts = async (leaves: (host: Awaited<ReturnType<typeof storeOn>>) => Promise<void>) => {
      const host = await storeOn(server.url, farm, 'other');
      await host.join(joining(host.id, ['job']));
      await host.insert([row(farm, 'job')]);
      const [mine] = (await host.fetch(queue, 1)) as [FetchedRow];
      await host.claim(claimOf(farm, mine));
      await leaves(host);
      await cutOff(store, mine);
      const [again] = (await store.fetch(queue, 1)) as [FetchedRow];
      await store.settle([doneOf(again)]);
      await host.close();
      return again.cuts;
    };
    const counted = [
      await cuts(async () => {}),
      await cuts(host => host.stopping(host.id)),
      await cuts(host => host.leaveFarm(host.id)),
    ];
    expect(counted).to.deep.equal([1, 0, 0]);
  });

  it('is given to others in the order in which it is touched, so that who wakes and who judges never deadlock', async () => {
    await inProgress(2);
    const [first, second] = [...(await activeOf())].sort((a, b) => (a.id < b.id ? -1 : 1));
    if (first === undefined || second === undefined) throw new Error('nothing is in progress');
    const other = new pg.Client(server.url);
    await other.connect();
    await other.query('begin');
    const lock = (id: string) => other.query('select from carillon_boss.job where id = $1 for update nowait', [id]);
    await lock(first.id);
    const condemned = store.condemn([second, first]);
    const waits = `select from pg_stat_activity where application_name = 'spec:host' and wait_event_type = 'Lock'`;
    while ((await server.query(waits)).length === 0) await new Promise(wake => setTimeout(wake, 10));
    await lock(second.id);
    await other.query('rollback');
    expect(await condemned).to.have.members([first.id, second.id]);
    await other.end();
  });
});
