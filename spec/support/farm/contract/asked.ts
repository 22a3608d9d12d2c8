import { expect } from 'chai';
import type { Outcome } from '../../../../lib/index.js';
import { rejection } from '../../rejection.js';
import type { ContractHost } from './contract-host.js';
import { gate } from './gate.js';
import { oneHost } from './one-host.js';
import type { Scenario } from './scenario.js';

/** What becomes of work that is asked for. */
export const ASKED: readonly Scenario[] = [
  {
    promise: 'runs what was asked for with its data, and tells every host how it ended',
    async tell(world) {
      const [one, two] = await world.hostsOf(2, (registry, host) => {
        registry
          .schedule(host.work(0, ({ data }) => ({ got: data })))
          .withName('job')
          .whenAsked();
      });
      const asked = await one.scheduler.enqueue('job', { order: 42 });
      expect(asked.created).to.equal(true);
      for (const { scheduler } of [one, two]) {
        expect(await scheduler.asked(asked.id).outcome()).to.deep.equal({
          kind: 'succeeded',
          value: { got: { order: 42 } },
        });
      }
    },
  },
  {
    promise: 'runs each of many once, whichever host is told first',
    async tell(world) {
      const [one] = await world.hostsOf(3, (registry, host) => {
        registry.schedule(host.work(0)).withName('job').whenAsked();
      });
      const data = Array.from({ length: 200 }, (_, i) => i);
      await one.scheduler.enqueueAll(
        'job',
        data.map(n => ({ data: n })),
      );
      await world.begins('job', data.length);
      await world.pass(300);
      const ran = world.begun('job').map(note => Number(note.data));
      expect(ran.sort((a, b) => a - b)).to.deep.equal(data);
    },
  },
  {
    promise: 'waits until its time has come',
    async tell(world) {
      const host = await oneHost(world, () => {});
      const atMs = world.now() + 700;
      await (await host.enqueue('job', null, { at: new Date(atMs) })).outcome();
      expect(world.begun('job')[0]?.atMs).to.be.within(atMs - 5, atMs + 2_000);
    },
  },
  {
    promise: 'begins at its time, also where what came due before it runs on',
    async tell(world) {
      const host = await oneHost(world, () => world.pass(4_000));
      const atMs = Array.from({ length: 7 }, (_, i) => world.now() + 1_000 + i * 400);
      await host.enqueueAll(
        'job',
        atMs.map(ms => ({ data: ms, at: new Date(ms) })),
      );
      await world.begins('job', atMs.length);
      const lateMs = world.begun('job').map(note => note.atMs - Number(note.data));
      expect(Math.max(...lateMs)).to.be.below(1_000);
    },
  },
  {
    promise: 'tries again as the policy says, each time as a run of its own, under one key',
    async tell(world) {
      const attempts: (readonly [number, string])[] = [];
      const host = await oneHost(
        world,
        ({ attempt, key }) => {
          attempts.push([attempt, key]);
          if (attempt < 3) throw new Error('not yet');
        },
        5,
      );
      const asked = await host.enqueue('job', null, { key: 'k' });
      expect(await asked.outcome()).to.include({ kind: 'succeeded' });
      expect(attempts).to.deep.equal([1, 2, 3].map(attempt => [attempt, 'job@k']));
    },
  },
  {
    promise: 'keeps what has failed for good as a dead letter, until it is redriven under the same id',
    async tell(world) {
      let isRepaired = false;
      const host = await oneHost(
        world,
        () => {
          if (!isRepaired) throw new Error('out of order');
          return 'done';
        },
        2,
      );
      const [{ farm }] = world.hosts as [ContractHost];
      const asked = await host.enqueue('job', { n: 1 }, { key: 'dead' });
      expect(await asked.outcome()).to.include({ kind: 'failed' });
      expect(await farm.dead()).to.have.length(1);
      expect((await farm.dead({ name: 'job' }))[0]).to.deep.include({ id: asked.id, job: 'job', data: { n: 1 } });
      expect(await host.enqueue('job', { n: 1 }, { key: 'dead' })).to.include({ created: false, dead: true });
      isRepaired = true;
      await farm.redrive([asked.id]);
      expect(await asked.outcome()).to.deep.equal({ kind: 'succeeded', value: 'done' });
      expect(await farm.dead()).to.deep.equal([]);
      expect(await rejection(farm.redrive([asked.id]))).to.contain('only what has failed');
    },
  },
  {
    promise: 'knows nothing any more of a dead letter that was discarded',
    async tell(world) {
      const host = await oneHost(world, () => Promise.reject(new Error('no')));
      const asked = await host.enqueue('job');
      await asked.outcome();
      expect(await world.hosts[0]?.farm.discard({ name: 'job' })).to.equal(1);
      expect(await rejection(asked.outcome())).to.contain('AskedGoneError');
    },
  },
  {
    promise: 'begins what follows when what it follows has succeeded; else it is cancelled, and comes back with it',
    async tell(world) {
      let isRepaired = false;
      const host = (
        await world.host((registry, self) => {
          const first = self.work(0, () => {
            if (!isRepaired) throw new Error('no');
          });
          registry.schedule(first).withName('a').whenAsked();
          for (const name of ['b', 'c']) registry.schedule(self.work(0)).withName(name).whenAsked();
        })
      ).scheduler;
      const asked = await host.enqueue('a', null).andThen('b', 1).andThen('c', 2);
      expect(await asked.outcome()).to.include({ kind: 'failed' });
      isRepaired = true;
      await world.hosts[0]?.farm.redrive([asked.id]);
      await world.begins('c', 1);
      const ended = world.notes.filter(({ what }) => what === 'end').map(({ job, data }) => [job, data]);
      expect(ended.slice(0, 2)).to.deep.equal([
        ['a', null],
        ['b', 1],
      ]);
      expect(world.begun('b')).to.have.length(1);
    },
  },
  {
    promise: 'can be taken back before it begins, and cancelled while it runs, by any host',
    async tell(world) {
      const [one, two] = await world.hostsOf(2, (registry, host) => {
        registry.schedule(host.work(60_000)).withName('job').whenAsked();
      });
      const later = await one.scheduler.enqueue('job', 1, { delay: { hours: 1 } });
      expect(await two.scheduler.asked(later.id).cancel('no longer needed', { by: 'ana' })).to.equal(true);
      expect(cancelledBy(await later.outcome())).to.equal('ana');
      const now = await one.scheduler.enqueue('job', 2);
      await world.begins('job', 1);
      expect(await two.scheduler.asked(now.id).cancel('by hand', { by: 'ben' })).to.equal(true);
      expect(cancelledBy(await now.outcome())).to.equal('ben');
      expect(await now.cancel('twice')).to.equal(false);
    },
  },
  {
    promise: 'runs side by side, or under runAfter one at a time and in order; none is ever skipped',
    async tell(world) {
      const { opened, open } = gate();
      const [one] = await world.hostsOf(2, (registry, host) => {
        registry
          .schedule(host.work(0, () => opened))
          .withName('free')
          .whenAsked();
        registry
          .schedule(host.work(0, () => opened))
          .withName('queue')
          .whenAsked()
          .whenOverlapping('runAfter');
      });
      const all = [await one.scheduler.enqueue('queue', 0)];
      await world.begins('queue', 1);
      for (const n of [1, 2, 3, 4, 5]) all.push(await one.scheduler.enqueue('queue', n));
      await one.scheduler.enqueueAll('free', [{ data: 1 }, { data: 2 }]);
      await world.begins('free', 2);
      expect(world.notes.filter(({ job, what }) => job === 'free' && what === 'end')).to.be.empty;
      // By then all of them wait.
      await world.pass(1_000);
      open();
      for (const asked of all) expect(await asked.outcome()).to.include({ kind: 'succeeded' });
      const queue = world.notes.filter(({ job }) => job === 'queue').map(({ what, data }) => `${what} ${data}`);
      expect(queue).to.deep.equal([0, 1, 2, 3, 4, 5].flatMap(n => [`begin ${n}`, `end ${n}`]));
    },
  },
  {
    promise: 'runs in the order in which it was stored, whichever host asked, and whatever its clock showed',
    async tell(world) {
      const { opened, open } = gate();
      const hosts = await world.hostsOf(3, (registry, host) => {
        registry
          .schedule(host.work(0, () => opened))
          .withName('queue')
          .whenAsked()
          .whenOverlapping('runAfter');
      });
      const all = [await hosts[0].scheduler.enqueue('queue', -1)];
      await world.begins('queue', 1);
      for (let n = 0; n < 30; n += 1) {
        all.push(await (hosts[n % 3] as ContractHost).scheduler.enqueue('queue', n, n % 2 ? {} : { key: `${n}` }));
      }
      all.push(
        ...(await hosts[1].scheduler.enqueueAll(
          'queue',
          [30, 31, 32, 33].map(data => ({ data })),
        )),
      );
      // By then all of them wait.
      await world.pass(1_000);
      open();
      for (const asked of all) await asked.outcome();
      expect(world.begun('queue').map(({ data }) => data)).to.deep.equal(Array.from({ length: 35 }, (_, n) => n - 1));
    },
  },
  {
    promise: 'is held by a pause, and let go when that ends',
    async tell(world) {
      const [one, two] = await world.hostsOf(2, (registry, host) => {
        registry.schedule(host.work(0)).withName('job').whenAsked();
      });
      one.job('job').pause('not now');
      await world.until('both know', () => [one, two].every(host => host.job('job').paused !== undefined));
      const asked = await one.scheduler.enqueue('job', 1);
      await world.pass(500);
      expect(world.begun('job')).to.be.empty;
      two.job('job').resume();
      expect(await asked.outcome()).to.include({ kind: 'succeeded' });
    },
  },
];

/** Who cancelled it, which the record keeps. */
function cancelledBy(outcome: Outcome): string | undefined {
  return outcome.kind === 'cancelled' ? outcome.error.by : `it ${outcome.kind}`;
}
