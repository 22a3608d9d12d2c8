import { expect } from 'chai';
import { MOST_IN_LINE } from '../../../../lib/farm/turnstile.js';
import type { Scheduler } from '../../../../lib/index.js';
import type { Declare } from './contract-host.js';
import { gate } from './gate.js';
import type { Scenario } from './scenario.js';
import type { World } from './world.js';

/** In what order rows go that wait for one place, across hosts, and that they go on. */
export const LINES: readonly Scenario[] = [
  {
    promise: 'runs what is in one group one at a time, in the order in which it was due',
    async tell(world) {
      const names = ['g0', 'g1', 'g2', 'g3'];
      const { opened, open } = gate();
      const hosts = await world.hostsOf(2, (registry, host) => {
        for (const name of names) {
          registry
            .schedule(host.work(20, () => opened))
            .withName(name)
            .toRunEvery(1)
            .days()
            .inGroup('g');
        }
      });
      const outcomes: Promise<unknown>[] = [];
      for (const [i, name] of names.entries()) {
        outcomes.push(
          (hosts[i % 2] ?? hosts[0])
            .job(name)
            .trigger()
            .then(({ kind }) => kind),
        );
        await (i === 0 ? world.begins('g0', 1) : world.taken(name, 1));
      }
      // By then all of them wait.
      await world.pass(1_000);
      open();
      expect(await Promise.all(outcomes)).to.deep.equal(names.map(() => 'succeeded'));
      expect(world.mostAtOnce).to.equal(1);
      expect(world.allBegun.map(({ job }) => job)).to.deep.equal(names);
    },
  },
  {
    promise: 'keeps the order of what was asked for also where more waits than one host keeps in line',
    isLong: true,
    async tell(world) {
      const { opened, open } = gate();
      const { scheduler } = await world.host(lineUntil(opened));
      const data = Array.from({ length: 110 }, (_, n) => n);
      await scheduler.enqueueAll(
        'job',
        data.map(n => ({ data: n })),
      );
      await world.begins('job', 1);
      await world.pass(500);
      open();
      await world.begins('job', 20, 60_000);
      await scheduler.enqueue('job', data.length);
      await world.begins('job', data.length + 1, 60_000);
      expect(world.begun('job').map(note => note.data)).to.deep.equal([...data, data.length]);
    },
  },
  {
    promise: 'goes on with a line, in its order, when the host that kept half of it went away',
    isLong: true,
    async tell(world) {
      const { opened, open } = gate();
      const [one, two] = await world.hostsOf(2, lineUntil(opened));
      const data = Array.from({ length: 150 }, (_, n) => n);
      for (const n of data) await one.scheduler.enqueue('job', n);
      await world.taken('job', 100);
      await world.pass(500);
      const [holder] = world.notes;
      if (holder === undefined) throw new Error('nothing has begun');
      (holder.host === one.name ? one : two).kill();
      open();
      await world.begins('job', data.length + 1, 60_000);
      expect(world.begun('job').map(note => note.data)).to.deep.equal([0, ...data]);
    },
  },
  {
    promise: 'lets what is worth more go first in a line, wherever what is worth less waits by then',
    isLong: true,
    async tell(world) {
      const { opened, open } = gate();
      const [one, two] = await world.hostsOf(2, lineUntil(opened));
      const data = Array.from({ length: 120 }, (_, n) => n);
      await one.scheduler.enqueueAll(
        'job',
        data.map(n => ({ data: n })),
      );
      await world.begins('job', 1);
      await world.pass(500);
      await two.scheduler.enqueue('job', 'later', { priority: -1 });
      await two.scheduler.enqueue('job', 'urgent', { priority: 5 });
      await one.scheduler.enqueue('job', 'most urgent', { priority: 6 });
      await world.pass(500);
      open();
      await world.begins('job', data.length + 3, 60_000);
      const [first, ...others] = data;
      expect(world.begun('job').map(note => note.data)).to.deep.equal([
        first,
        'most urgent',
        'urgent',
        ...others,
        'later',
      ]);
    },
  },
  {
    promise: 'takes what is cancelled out of a line at once, wherever it stands there',
    async tell(world) {
      const { opened, open } = gate();
      const { scheduler } = await world.host(lineUntil(opened));
      const asked = await scheduler.enqueueAll(
        'job',
        Array.from({ length: 5 }, (_, n) => ({ data: n })),
      );
      await world.begins('job', 1);
      await world.taken('job', 5);
      await world.pass(300);
      expect(await asked[3]?.cancel('no longer wanted')).to.equal(true);
      await world.until('it is over', async () => (await world.history('job')).length === 1);
      expect((await world.history('job'))[0]?.outcome).to.include({ kind: 'cancelled' });
      expect(world.begun('job')).to.have.length(1);
      open();
      await world.begins('job', 4);
      expect(world.begun('job').map(({ data }) => data)).to.deep.equal([0, 1, 2, 4]);
    },
  },
  {
    promise: 'goes on with a group while what was due first comes again, behind one of its job that waits there',
    isLong: true,
    async tell(world) {
      const { opened, open } = gate();
      const host = await groupOf(world, opened, 'runAfter');
      await host.enqueue('job', 'again');
      await world.begins('job', 1);
      await host.enqueue('other', 'keeps');
      await world.begins('other', 1);
      await host.enqueue('other', 'waits');
      await world.taken('other', 2);
      await host.enqueue('job', 'waits, too');
      await world.taken('job', 1);
      await world.pass(4_000);
      open();
      await world.begins('job', 3);
      expect(world.allBegun.map(({ data }) => data)).to.deep.equal(['again', 'keeps', 'waits', 'waits, too', 'again']);
    },
  },
  {
    promise: 'goes on with a group where what was due first is worth less than the whole line of its job',
    isLong: true,
    async tell(world) {
      const { opened, open } = gate();
      const host = await groupOf(world, opened, 'runAfter');
      await host.enqueue('other', 'keeps');
      await world.begins('other', 1);
      const asks = LINE.map(data => ({ data }));
      await host.enqueueAll('job', [{ data: 'worth less', priority: -1 }, ...asks]);
      await world.taken('job', LINE.length);
      await world.pass(500);
      open();
      await world.begins('job', LINE.length + 1, 60_000);
      expect(world.allBegun.map(({ data }) => data)).to.deep.equal(['keeps', ...LINE, 'worth less']);
    },
  },
  {
    promise: 'goes on with a group where what comes again is worth less than all of its job that wait there',
    isLong: true,
    async tell(world) {
      const { opened, open } = gate();
      const host = await groupOf(world, opened, 'allow');
      await host.enqueue('job', 'again', { priority: -1 });
      await world.begins('job', 1);
      await host.enqueue('other', 'keeps');
      await world.begins('other', 1);
      await host.enqueue('other', 'waits');
      await world.taken('other', 2);
      await host.enqueueAll(
        'job',
        LINE.map(data => ({ data })),
      );
      await world.taken('job', LINE.length);
      await world.pass(4_000);
      open();
      await world.begins('job', LINE.length + 2, 60_000);
      expect(world.allBegun.map(({ data }) => data)).to.deep.equal(['again', 'keeps', 'again', 'waits', ...LINE]);
    },
  },
];

/** As many as one host keeps in the line of a job. */
const LINE = Array.from({ length: MOST_IN_LINE }, (_, n) => n);

/** One job that is asked for, whose runs wait for one another, the first until it is opened. */
function lineUntil(opened: Promise<void>): Declare {
  return (registry, host) => {
    const work = host.work(0, () => opened);
    registry.schedule(work).withName('job').whenAsked().whenOverlapping('runAfter');
  };
}

/** A host with two jobs that are asked for, in one group: of `job` what comes again, and `other`, which keeps it until it is opened. */
async function groupOf(world: World, opened: Promise<void>, overlap: 'allow' | 'runAfter'): Promise<Scheduler> {
  const { scheduler } = await world.host((registry, self) => {
    const work = self.work(0, ({ data, attempt }) => {
      if (data === 'again' && attempt === 1) throw new Error('not yet');
    });
    const job = registry.schedule(work).withName('job').whenAsked().whenOverlapping(overlap).inGroup('g');
    job.withRetry({ attempts: 2, delay: 3_000 });
    const keeps = self.work(0, ({ data }) => (data === 'keeps' ? opened : undefined));
    registry.schedule(keeps).withName('other').whenAsked().inGroup('g');
  });
  return scheduler;
}
