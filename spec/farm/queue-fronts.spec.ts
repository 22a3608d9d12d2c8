import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { dueQueue } from '../../lib/farm/identity.js';
import type { FetchedRow } from '../../lib/farm/rows.js';
import { type Postgres, sharedPostgres } from '../support/farm/postgres.js';
import { joining, row, storeOn } from '../support/farm/sql-rig.js';

describe('a queue whose front was just seen', function () {
  this.timeout(60_000);
  const farm = 'fronts';
  const queue = dueQueue(farm);
  let server: Postgres;
  let store: Awaited<ReturnType<typeof storeOn>>;

  before(async () => {
    server = await sharedPostgres();
    store = await storeOn(server.url, farm);
    await store.join(joining(store.id, ['job']));
  });

  beforeEach(() => fetchAll());

  after(() => store.close());

  it('gives, where nothing was left, what is stored from then on, and what is given back', async () => {
    const fresh = row(farm, 'job');
    await store.insert([fresh]);
    const [first] = await store.fetch(queue, 10);
    expect(first?.id).to.equal(fresh.id);
    await store.giveBack(first as FetchedRow, 0);
    expect((await store.probe()).get(queue)).to.include(0);
    expect((await store.fetch(queue, 10))[0]).to.include({ id: fresh.id, attempt: 1 });
  });

  it('is not asked, where nothing was left, for what was due long before, and then is, within a second', async () => {
    const overdue = row(farm, 'job', { due: Date.now() - 60_000 });
    await store.insert([overdue]);
    expect(await fetched(10)).to.deep.equal([]);
    const [againMs] = (await store.probe()).get(queue) ?? [];
    expect(againMs).to.be.greaterThan(0).and.at.most(1_000);
    await sleep(againMs);
    expect((await store.probe()).get(queue)).to.include(0);
    expect(await fetched(10)).to.deep.equal([overdue.id]);
  });

  it('gives, where more was left, what is worth more by now, then the rest, and what came back before that', async () => {
    const rows = [0, 0, 0, -1].map(priority => ({ ...row(farm, 'job'), priority }));
    const [a, b, c, d] = rows.map(({ id }) => id);
    await store.insert(rows);
    const taken = await store.fetch(queue, 2);
    expect(taken.map(({ id }) => id)).to.deep.equal([a, b]);
    const urgent = { ...row(farm, 'job'), priority: 5 };
    await store.insert([urgent]);
    await store.giveBack(taken[0] as FetchedRow, 0);
    expect((await store.probe()).get(queue)).to.include(0);
    expect([await fetched(1), await fetched(1)]).to.deep.equal([[urgent.id], [c]]);
    expect(await fetched(10)).to.deep.equal([d, a]);
  });

  it('is read as a whole again within a second, however much is left', async () => {
    const rows = [row(farm, 'job'), row(farm, 'job')];
    await store.insert(rows);
    const [first] = await store.fetch(queue, 1);
    await store.giveBack(first as FetchedRow, 0);
    await sleep(1_000);
    expect(await fetched(1)).to.deep.equal([first?.id]);
  });

  it('is not taken for empty by a look that has brought all that it asked for', async () => {
    const overdue = () => row(farm, 'job', { due: Date.now() - 60_000 });
    await store.insert([overdue(), overdue()]);
    await sleep(1_000);
    expect(await fetchAll(1)).to.have.lengthOf(2);
  });

  const fetched = async (atMost: number) => (await store.fetch(queue, atMost)).map(({ id }) => id);

  /** Fetches until nothing comes, `atMost` at a time. */
  async function fetchAll(atMost = 10): Promise<readonly FetchedRow[]> {
    const all: FetchedRow[] = [];
    for (let rows = await store.fetch(queue, atMost); rows.length > 0; rows = await store.fetch(queue, atMost)) {
      all.push(...rows);
    }
    return all;
  }
});
