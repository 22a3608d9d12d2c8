import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { DateTime } from 'luxon';
import pg from 'pg';
import { channelOf } from '../../lib/farm/identity.js';
import { Registry, type RunContext, type Scheduler } from '../../lib/index.js';
import { farmHosts } from '../support/farm/farm-hosts.js';
import { until } from '../support/farm/waiting.js';
import { rejection } from '../support/rejection.js';

describe('what is asked for in a farm', function () {
  this.timeout(60_000);
  const farms = farmHosts('asks');
  const ran: unknown[] = [];
  let isRepaired = false;
  afterEach(() => {
    ran.length = 0;
    isRepaired = false;
  });

  /** A host with `job`, which notes its data; `first`, which fails until it is repaired; and one that each host has. */
  async function host(): Promise<Scheduler> {
    const [scheduler] = await farms.farmOf(1, () => {
      const registry = new Registry({ zone: 'UTC' });
      registry
        .schedule(({ data }: RunContext) => void ran.push(data))
        .withName('job')
        .whenAsked();
      const fails = () => {
        if (!isRepaired) throw new Error('not yet');
      };
      registry.schedule(fails).withName('first').whenAsked();
      registry
        .schedule(() => {})
        .withName('choosy')
        .whenAsked()
        .when(() => false);
      registry
        .schedule(() => {})
        .withName('own')
        .toRunEvery(1)
        .days()
        .onEveryHost();
      return registry;
    });
    scheduler?.on('failed', () => {});
    return scheduler as Scheduler;
  }

  const rowsOf = (name: string) =>
    farms.server.query(
      `select id, state::text, deletion_seconds as keep, output->'outcome' as outcome from carillon_boss.job
        where singleton_key = $1 and name like $2 order by created_on`,
      [name, `${farms.name}.%`],
    );

  it('is stored once under a key, of all that ask in one turn: the first, and the others are told', async () => {
    const scheduler = await host();
    const later = { delay: { minutes: 5 }, key: 'k' };
    const all = await Promise.allSettled([1, 1, 2].map(data => scheduler.enqueue('job', data, later)));
    expect(all.map(one => (one.status === 'fulfilled' ? one.value.created : String(one.reason)))).to.satisfy(
      ([first, second, third]: unknown[]) =>
        first === true && second === false && String(third).includes("other data under the key 'k'"),
    );
    const items = ['x', 'y', 'x'].map(key => ({ data: key, key }));
    expect((await scheduler.enqueueAll('job', items)).map(({ created }) => created)).to.deep.equal([true, true, false]);
    const other = [
      { data: 1, key: 'z' },
      { data: 2, key: 'z' },
    ];
    expect(await rejection(scheduler.enqueueAll('job', other))).to.contain("other data under the key 'z'");
  });

  it('lets what follows begin only where it has succeeded, and records what does not begin', async () => {
    const scheduler = await host();
    const skipped = await scheduler.enqueue('choosy').andThen('job', 'after what was skipped');
    expect(await skipped.outcome()).to.include({ kind: 'skipped' });
    const taken = await scheduler.enqueue('job', 'taken back', { delay: { hours: 1 } }).andThen('job', 'after that');
    await taken.cancel('no longer needed');
    const rows = await rowsOf('job');
    expect(rows.map(({ state, outcome }) => [state, outcome])).to.have.deep.members([
      ['cancelled', { kind: 'cancelled', detail: 'what it follows has not succeeded' }],
      ['cancelled', { kind: 'cancelled', detail: 'no longer needed' }],
      ['cancelled', { kind: 'cancelled', detail: 'what it follows was taken back' }],
    ]);
    expect(ran).to.deep.equal([]);
  });

  it('is kept as long as it says, also where it was a dead letter meanwhile, and so is what follows it', async () => {
    const scheduler = await host();
    const kept = async () => [...(await rowsOf('first')), ...(await rowsOf('job'))].map(({ keep }) => keep);
    const asked = await scheduler.enqueue('first', null, { keep: { hours: 2 } }).andThen('job', 'behind');
    expect((await asked.outcome()).kind).to.equal('failed');
    expect(await kept()).to.deep.equal([2_000_000_000, 2_000_000_000]);
    isRepaired = true;
    await farms.farm.redrive([asked.id]);
    await until(() => ran.length > 0);
    expect(await kept()).to.deep.equal([7_200, 7_200]);
  });

  it('is forgotten with what follows it where it is discarded', async () => {
    const scheduler = await host();
    const asked = await scheduler.enqueue('first').andThen('job');
    await asked.outcome();
    expect(await farms.farm.discard([asked.id])).to.equal(1);
    expect([await rowsOf('first'), await rowsOf('job')]).to.deep.equal([[], []]);
  });

  it('is told to nobody where it says so, and begins within five seconds all the same', async () => {
    await host();
    const asker = farms.start(registryWithJob(), { runs: false, release: 'asker' });
    await asker.farm.ready();
    const listener = new pg.Client(farms.server.url);
    await listener.connect();
    const notices: unknown[] = [];
    listener.on('notification', notice => notices.push(notice));
    await listener.query(`listen ${channelOf('carillon', farms.name)}`);
    await asker.host.enqueueAll('job', [{ data: 'quiet' }], { notify: false });
    expect(notices).to.deep.equal([]);
    const beganMs = Date.now();
    await until(() => ran.length > 0);
    expect(ran).to.deep.equal(['quiet']);
    expect(Date.now() - beganMs).to.be.below(5_000);
    await asker.host.enqueueAll('job', [{ data: 'loud' }]);
    await until(() => notices.length > 0);
    await listener.end();
  });

  it('is refused where it can not be stored as it is, under a key or in a transaction that is none', async () => {
    const scheduler = await host();
    const refusals: readonly (readonly [unknown, object, string])[] = [
      [new Date(Number.NaN), {}, 'says that it is null'],
      [{ at: DateTime.invalid('no') }, {}, 'says that it is null'],
      [{ toJSON: () => 1n }, {}, 'a bigint'],
      // biome-ignore lint/suspicious/noSparseArray: a hole is what it is about.
      [[1, , 2], {}, 'undefined in a list'],
      [1, { key: 'a\ud800' }, 'the key of'],
      [1, { db: {} }, 'db must be a client'],
      [1, { db: new pg.Pool() }, 'db is a pool'],
      [1, { keep: 0 }, 'keep must be a second'],
      [1, { notify: 'no' }, 'notify of enqueue'],
    ];
    for (const [data, options, text] of refusals) {
      expect(await rejection(Promise.resolve(scheduler.enqueue('job', data, options)))).to.contain(text);
    }
    expect(await rejection(Promise.resolve(scheduler.enqueue('own')))).to.contain('run by each host for itself');
    expect(await rejection(Promise.resolve(scheduler.enqueue('jbo')))).to.contain("did you mean 'job'? declare it");
    expect(await rejection(scheduler.get('job')?.trigger(1n) ?? Promise.resolve())).to.contain('a bigint');
  });

  it('takes plain data of another realm, and is checked as it is stored', async () => {
    const scheduler = await host();
    const data: unknown = runInNewContext(`({ list: [{ when: new Date(0) }], none: undefined })`);
    await (await scheduler.enqueue('job', data)).outcome();
    expect(ran).to.deep.equal([{ list: [{ when: '1970-01-01T00:00:00.000Z' }] }]);
  });
});

function registryWithJob(): Registry {
  const registry = new Registry({ zone: 'UTC' });
  registry
    .schedule(() => {})
    .withName('job')
    .whenAsked();
  return registry;
}
