import { expect } from 'chai';
import { askQueue, dueQueue } from '../../lib/farm/identity.js';
import type { ClaimAnswer, ClaimOrder, FetchedRow } from '../../lib/farm/rows.js';
import { turnOf } from '../../lib/farm/turn.js';
import { type Postgres, sharedPostgres } from '../support/farm/postgres.js';
import { claimOf, cutOff, doneOf, JOB, joining, row, storeOn } from '../support/farm/sql-rig.js';

type Store = Awaited<ReturnType<typeof storeOn>>;

describe('the claim, on a real PostgreSQL', function () {
  this.timeout(60_000);
  let server: Postgres;
  let one: Store;
  let two: Store;
  const farm = 'claims';

  before(async () => {
    server = await sharedPostgres();
    one = await storeOn(server.url, farm, 'one');
    two = await storeOn(server.url, farm, 'two');
    await one.join(joining(one.id, ['job', 'few', 'once', 'paused', 'side']));
    await two.join(joining(two.id, ['job', 'few', 'once', 'paused', 'side']));
  });

  after(() => Promise.all([one.close(), two.close()]));

  const WAYS: Readonly<Record<string, (store: Store, order: ClaimOrder) => Promise<ClaimAnswer>>> = {
    'by itself': (store, order) => store.claim(order),
    'among many': async (store, order) => (await store.grant([order]))[0] as ClaimAnswer,
  };
  for (const [how, claim] of Object.entries(WAYS)) {
    describe(how, () => {
      it('is granted to one, held for the next until the first is settled, with growing tokens', async () => {
        const [a, b] = await fetchTwo('job');
        const first = await claim(one, claimOf(farm, a));
        const second = await claim(two, claimOf(farm, b));
        expect([first.kind, second.kind]).to.deep.equal(['granted', 'held']);
        expect(second).to.include({ holder: a.id, host: 'one', key: claimOf(farm, a).key });
        await settleAll([a]);
        const later = await claim(two, claimOf(farm, b));
        expect(later.kind).to.equal('granted');
        if (first.kind === 'granted' && later.kind === 'granted') expect(later.token).to.be.greaterThan(first.token);
        await settleAll([b]);
      });

      it('is not granted to an attempt that was taken over, nor is its completion taken', async () => {
        const [a, b] = await fetchTwo('job');
        await settleAll([b]);
        await one.giveBack(a, 0);
        const [again] = await two.fetch(dueQueue(farm), 1);
        expect(again).to.include({ id: a.id, attempt: a.attempt + 1 });
        expect((await claim(one, claimOf(farm, a))).kind).to.equal('gone');
        expect((await claim(two, claimOf(farm, again as FetchedRow))).kind).to.equal('granted');
        expect((await claim(one, claimOf(farm, a))).kind).to.equal('gone');
        expect(await settleAll([a])).to.deep.equal([]);
        // Twice, as where the first answer was lost.
        for (const row of [again, again]) expect(await settleAll([row as FetchedRow])).to.deep.equal([a.id]);
        expect(await settleAll([a])).to.deep.equal([]);
      });

      it('is at most one at a time, however many ask at once', async () => {
        await one.insert(Array.from({ length: 60 }, () => row(farm, 'job')));
        const rows = [...(await one.fetch(dueQueue(farm), 30)), ...(await two.fetch(dueQueue(farm), 30))];
        let running = 0;
        let most = 0;
        await Promise.all(
          rows.map(async (each, i) => {
            const store = i % 2 === 0 ? one : two;
            while ((await claim(store, claimOf(farm, each))).kind !== 'granted')
              await new Promise(wake => setTimeout(wake, 2));
            running += 1;
            most = Math.max(most, running);
            await new Promise(wake => setTimeout(wake, 1));
            running -= 1;
            await settleAll([each]);
          }),
        );
        expect(most).to.equal(1);
      });

      it('is refused under a pause until that is over by the clock of the database', async () => {
        const [a, b] = await fetchTwo('paused');
        await one.pause('paused', { reason: 'repairs', at: 1, until: Date.now() + 60_000 });
        expect(await claim(two, claimOf(farm, a))).to.deep.include({ kind: 'paused' });
        await one.pause('paused', undefined);
        await one.pause('paused', { reason: 'repairs', at: 1, until: Date.now() - 60_000 });
        expect((await claim(two, claimOf(farm, a))).kind).to.equal('granted');
        await settleAll([a, b]);
      });

      it('counts a cut-off when a judge condemns what had begun, and gives up after three', async () => {
        await one.insert([row(farm, 'job')]);
        let [held] = await one.fetch(dueQueue(farm), 1);
        for (let cut = 1; cut <= 4; cut += 1) {
          expect((await claim(one, claimOf(farm, held as FetchedRow))).kind).to.equal('granted');
          const [seen] = await server.query('select heartbeat_on::text as beat from carillon_boss.job where id = $1', [
            held?.id,
          ]);
          const beat = String(seen?.['beat']);
          expect(await two.condemn([{ ...(held as FetchedRow), beat: 'another' }])).to.deep.equal([]);
          expect(await two.condemn([{ ...(held as FetchedRow), beat }])).to.deep.equal([held?.id]);
          held = await fetchOne(one, String(held?.id));
          expect(held.cuts).to.equal(cut);
        }
        expect(await claim(one, claimOf(farm, held as FetchedRow))).to.deep.equal({ kind: 'spent', cuts: 4 });
        await settleAll([held as FetchedRow]);
      });

      it('an earlier row that waits goes first in a group, while it lives', async () => {
        const at = Date.now();
        await one.insert([row(farm, 'job', { at }), row(farm, 'once', { at: at - 5, due: at - 5 })]);
        const rows = await one.fetch(dueQueue(farm), 2);
        const late = rows.find(({ data }) => data.job === 'job') as FetchedRow;
        const early = rows.find(({ data }) => data.job === 'once') as FetchedRow;
        const group = { place: `${farm}/group/g` };
        expect(await two.wait(group.place, early, turnOf(early, undefined), false)).to.have.length(1);
        expect(await claim(one, claimOf(farm, late, group))).to.deep.equal({
          kind: 'behind',
          isCounted: false,
          of: early.id,
        });
        await settleAll([early]);
        expect((await claim(one, claimOf(farm, late, group))).kind).to.equal('granted');
        await settleAll([late]);
      });
    });
  }

  it('takes one of what is left, once a row, and none when nothing is left', async () => {
    await one.join(
      joining(one.id, ['few'], {
        release: 'v2',
        words: { few: 'other' },
        jobs: [{ ...JOB, name: 'few', words: 'other', times: 1 }],
      }),
    );
    const [a, b] = await fetchTwo('few');
    const counts = { counts: true };
    expect(await one.claim(claimOf(farm, a, counts))).to.include({ kind: 'granted', runsLeft: 0 });
    expect((await one.claim(claimOf(farm, a, counts))).kind).to.equal('granted');
    await settleAll([a]);
    expect((await two.claim(claimOf(farm, b, counts))).kind).to.equal('limit');
    expect((await two.claim(claimOf(farm, b))).kind).to.equal('granted');
    await settleAll([b]);
  });

  it('of a row that was begun and is to run at most once is lost', async () => {
    const [a, b] = await fetchTwo('once');
    const atMostOnce = { atMostOnce: true };
    await one.claim(claimOf(farm, a, { ...atMostOnce, isLast: false }));
    await one.giveBack(a, 0);
    const again = await fetchOne(two, a.id);
    expect((await two.claim(claimOf(farm, again, atMostOnce))).kind).to.equal('granted');
    await cutOff(two, again);
    const third = await fetchOne(one, a.id);
    expect((await one.claim(claimOf(farm, third, atMostOnce))).kind).to.equal('lost');
    await settleAll([third, b]);
  });

  it('for many places at once, in whatever order two hosts have them, is granted to one host each', async () => {
    const most = 50;
    for (let round = 0; round < 5; round += 1) {
      await one.insert(Array.from({ length: 2 * most }, () => row(farm, 'side')));
      const mine = await one.fetch(dueQueue(farm), most);
      const others = await two.fetch(dueQueue(farm), most);
      const orders = (rows: readonly FetchedRow[]) =>
        rows.map((each, i) => claimOf(farm, each, { place: `${farm}/job/${i}` }));
      const answers = await Promise.all([one.grant(orders(mine)), two.grant(orders(others))]);
      const kinds = answers.flat().map(({ kind }) => kind);
      expect(kinds.filter(kind => kind === 'granted')).to.have.length(most);
      expect(kinds.filter(kind => kind === 'held')).to.have.length(most);
      await settleAll([...mine, ...others]);
    }
  });

  it('says who has cancelled it', async () => {
    const [a, b] = await fetchTwo('side');
    await one.claim(claimOf(farm, a));
    await one.cancel('side', { reason: 'no more', by: 'ops' }, a);
    for (const answer of [await one.claim(claimOf(farm, a)), ...(await one.grant([claimOf(farm, a)]))]) {
      expect(answer).to.deep.equal({ kind: 'cancelled', reason: 'no more', by: 'ops' });
    }
    await settleAll([a, b]);
  });

  it('comes with the fetch of what is asked for the first time, unless the job is held up', async () => {
    const queue = askQueue(farm, 'side');
    await one.parts.createQueue(queue);
    const asked = async (count: number) => {
      await one.insert(Array.from({ length: count }, () => ({ ...row(farm, 'side'), queue })));
      return one.fetch(queue, count, { begins: 'side' });
    };
    const [first, second] = await asked(2);
    expect(second?.token).to.be.greaterThan(Number(first?.token));
    expect(await one.cancel('side', { reason: 'no more', by: undefined }, first)).to.equal(1);
    await one.giveBack(first as FetchedRow, 0);
    const [again] = await two.fetch(queue, 2, { begins: 'side' });
    expect(again).to.include({ id: first?.id, attempt: 1, givenBack: 1 }).and.not.have.property('token');
    const claim = claimOf(farm, again as FetchedRow, { place: undefined });
    expect(await two.claim(claim)).to.include({ kind: 'cancelled' });
    await one.pause('side', { reason: 'repairs', at: 1 });
    const [held] = await asked(1);
    expect(held).not.to.have.property('token');
    await one.pause('side', undefined);
    await one.skip('side', { at: 1, reason: 'by hand' });
    const [leftOut] = await asked(1);
    expect(leftOut).not.to.have.property('token');
    await settleAll([second, again, held, leftOut].map(each => each as FetchedRow));
  });

  it('in a line goes an earlier row first, also one that another host has just fetched, or that nobody has', async () => {
    const [a, b] = await fetchTwo('job');
    const [early, late] = a.data.at <= b.data.at && a.id < b.id ? [a, b] : [b, a];
    const rivals = { queues: [dueQueue(farm)], names: ['job', 'once'], areRanked: false };
    const isBehind = { kind: 'behind', isCounted: false, of: early.id };
    expect(await two.claim(claimOf(farm, late, { rivals }))).to.deep.equal(isBehind);
    await one.giveBack(early, 0);
    const unfetchedIn = dueQueue(farm);
    expect(await two.claim(claimOf(farm, late, { rivals }))).to.deep.equal({ ...isBehind, unfetchedIn });
    await one.pause('job', { reason: 'repairs', at: 1 });
    expect((await two.claim(claimOf(farm, late, { rivals }))).kind).to.equal('paused');
    await one.pause('job', undefined);
    const again = await fetchOne(one, early.id);
    expect((await one.claim(claimOf(farm, again, { rivals }))).kind).to.equal('granted');
    expect(await two.claim(claimOf(farm, late, { rivals }))).to.include({ kind: 'held', holder: early.id });
    await one.giveBack(again, 60_000);
    expect((await two.claim(claimOf(farm, late, { rivals }))).kind).to.equal('granted');
    await server.query('update carillon_boss.job set start_after = now() where id = $1', [early.id]);
    await settleAll([await fetchOne(one, early.id), late]);
  });

  async function fetchTwo(job: string): Promise<readonly [FetchedRow, FetchedRow]> {
    await one.insert([row(farm, job), row(farm, job)]);
    const [a] = await one.fetch(dueQueue(farm), 1);
    const [b] = await two.fetch(dueQueue(farm), 1);
    return [a as FetchedRow, b as FetchedRow];
  }

  async function fetchOne(store: Store, id: string): Promise<FetchedRow> {
    const rows = await store.fetch(dueQueue(farm), 1);
    expect(rows.map(each => each.id)).to.deep.equal([id]);
    return rows[0] as FetchedRow;
  }

  function settleAll(rows: readonly FetchedRow[]): Promise<readonly string[]> {
    return one.settle(rows.map(doneOf));
  }
});
