import { expect } from 'chai';
import type { Registry } from '../../../../lib/index.js';
import type { ContractHost, Declare } from './contract-host.js';
import { gate } from './gate.js';
import type { Scenario } from './scenario.js';
import type { World } from './world.js';

/** What becomes of work whose host goes away, is cut off, or stops, or which is ended behind its back. */
export const HOSTS: readonly Scenario[] = [
  {
    promise: 'runs again what its host was killed in, under the same key, and says so; it is recorded once',
    async tell(world) {
      const hosts = await world.hostsOf(2, long('job'));
      void hosts[0].job('job').trigger();
      await killWhereItRuns(world, 'job', 1);
      await world.begins('job', 2);
      const [first, second] = world.begun('job');
      expect(second).to.include({ key: first?.key, redelivered: 1 });
      expect(second?.token).to.be.greaterThan(first?.token ?? Number.MAX_VALUE);
      await world.until('it is recorded', async () => (await world.history('job')).length === 1);
    },
  },
  {
    promise: 'does not run again what may run at most once: it is recorded as lost',
    async tell(world) {
      const declare: Declare = (registry, host) =>
        registry.schedule(host.work(60_000)).withName('job').toRunEvery(1).days().atMostOnce();
      const [one, two] = await world.hostsOf(2, declare);
      void one.job('job').trigger();
      const lost: unknown[] = [];
      for (const host of [one, two]) host.scheduler.on('lost', ({ key }) => lost.push(key));
      await killWhereItRuns(world, 'job', 1);
      await world.until('it is lost', () => lost.length === 1);
      expect(world.begun('job')).to.have.length(1);
      expect((await world.history('job')).map(({ outcome }) => outcome.kind)).to.deep.equal(['lost']);
    },
  },
  {
    promise: 'gives up what four hosts went away in: asked work is a dead letter then',
    async tell(world) {
      const declare: Declare = (registry, host) => registry.schedule(host.work(60_000)).withName('job').whenAsked();
      const first = await world.host(declare);
      const asked = await first.scheduler.enqueue('job', 1);
      for (let times = 1; times <= 4; times += 1) {
        await world.begins('job', times);
        await world.host(declare);
        await killWhereItRuns(world, 'job', times);
      }
      const last = world.hosts.at(-1) as ContractHost;
      expect(await last.scheduler.asked(asked.id).outcome()).to.include({ kind: 'failed' });
      expect((await last.farm.dead()).map(({ id }) => id)).to.deep.equal([asked.id]);
      expect(world.begun('job')).to.have.length(4);
    },
  },
  {
    promise: 'ends a run whose host is cut off before others take it over, which they do within 14 seconds',
    async tell(world) {
      const declare: Declare = (registry, host) => {
        const work = host.work(0, ({ signal }) => host.takes(world.begun('job').length === 1 ? 60_000 : 10, signal));
        registry.schedule(work).withName('job').toRunEvery(1).days();
      };
      const hosts = await world.hostsOf(2, declare);
      void hosts[0]
        .job('job')
        .trigger()
        .catch(() => {});
      await world.begins('job', 1);
      const cutMs = world.now();
      const off = hostOf(world, 'job', 1);
      off.cut();
      await world.begins('job', 2);
      const [, abort, again] = world.notes;
      expect([abort?.what, again?.what]).to.deep.equal(['abort', 'begin']);
      expect((again?.atMs ?? Number.MAX_VALUE) - cutMs).to.be.lessThan(14_500);
      off.mend();
    },
  },
  {
    promise: 'refuses how a run ended that was taken over, and keeps how it ended where it went',
    async tell(world) {
      const { opened, open } = gate();
      const declare: Declare = (registry, host) => {
        // The first pays no heed to its signal.
        const work = host.work(0, () => (world.begun('job').length === 1 ? opened.then(() => 'old') : 'new'));
        registry.schedule(work).withName('job').whenAsked();
      };
      const hosts = await world.hostsOf(2, declare);
      const asked = await hosts[0].scheduler.enqueue('job', 1);
      await world.begins('job', 1);
      const off = hostOf(world, 'job', 1);
      off.cut();
      await world.takeOver();
      await world.begins('job', 2);
      off.mend();
      open();
      const other = hostOf(world, 'job', 2);
      expect(await other.scheduler.asked(asked.id).outcome()).to.deep.equal({ kind: 'succeeded', value: 'new' });
      await world.until('it is refused', () => off.events.some(({ kind }) => kind === 'fenced'));
      expect((await world.history('job')).map(({ outcome }) => outcome.value)).to.deep.equal(['new']);
    },
  },
  {
    promise: 'hands what a stop cuts to another host, however often, and counts nothing against it',
    async tell(world) {
      const stops = 5;
      const declare: Declare = (registry, host) => {
        const work = host.work(0, ({ signal }) => host.takes(world.begun('job').length > stops ? 0 : 60_000, signal));
        registry.schedule(work).withName('job').whenAsked();
      };
      const first = await world.host(declare);
      const asked = await first.scheduler.enqueue('job', 1);
      for (let times = 1; times <= stops; times += 1) {
        await world.begins('job', times);
        await world.host(declare);
        const { handedOver } = await hostOf(world, 'job', times).stop();
        expect(handedOver).to.deep.equal([world.begun('job')[0]?.key]);
      }
      const last = world.hosts.at(-1) as ContractHost;
      expect(await last.scheduler.asked(asked.id).outcome()).to.include({ kind: 'succeeded' });
      expect(world.begun('job').map(({ redelivered }) => redelivered)).to.deep.equal(Array(stops + 1).fill(0));
    },
  },
  {
    promise: 'does not hand over what may run at most once: it is recorded as cancelled',
    async tell(world) {
      const declare: Declare = (registry, host) =>
        registry.schedule(host.work(60_000)).withName('job').toRunEvery(1).days().atMostOnce();
      const hosts = await world.hostsOf(2, declare);
      void hosts[0].job('job').trigger();
      await world.begins('job', 1);
      expect(await hostOf(world, 'job', 1).stop()).to.deep.include({ cancelled: ['job'] });
      await world.pass(500);
      expect(world.begun('job')).to.have.length(1);
      expect((await world.history('job')).map(({ outcome }) => outcome.kind)).to.deep.equal(['cancelled']);
    },
  },
  {
    promise: 'leaves to a free host what would only wait on one that is busy, as its maxConcurrency says',
    async tell(world) {
      const declare: Declare = (registry, host) => registry.schedule(host.work(300)).withName('job').whenAsked();
      const busy = await world.host(declare, { maxConcurrency: 1 });
      await busy.scheduler.enqueueAll(
        'job',
        [1, 2, 3, 4, 5, 6].map(data => ({ data })),
      );
      await world.begins('job', 1);
      await world.host(declare, { maxConcurrency: 1 });
      await world.until('all have ended', () => world.notes.filter(({ what }) => what === 'end').length === 6);
      expect(new Set(world.begun('job').map(({ host }) => host)).size).to.equal(2);
    },
  },
  {
    promise: 'tells a run that waits for one that it has triggered, where only one may run at once',
    async tell(world) {
      const told: unknown[] = [];
      const host = await world.host(
        (registry, self) => {
          const inner = async () => void told.push(await self.job('inner').trigger());
          registry.schedule(self.work(0, inner)).withName('outer').toRunEvery(1).days();
          registry.schedule(self.work(0)).withName('inner').toRunEvery(1).days();
        },
        { maxConcurrency: 1 },
      );
      expect((await host.job('outer').trigger())?.kind).to.equal('succeeded');
      expect(told[0]).to.include({ kind: 'skipped', reason: 'overlap' });
    },
  },
  {
    promise: 'goes on where what counts from the end of its run was ended by nobody of the farm',
    isLong: true,
    async tell(world) {
      await world.host((registry, host) => {
        const work = host.work(0, () => (world.begun('job').length === 1 ? host.takes(5_000) : undefined));
        registry.schedule(work).withName('job').toRunEvery(1).seconds().afterCompletion();
      });
      await world.begins('job', 1);
      await world.endElsewhere();
      await world.begins('job', 2, 80_000);
    },
  },
];

/** A job whose first run never ends by itself, and whose later ones end at once. */
function long(name: string) {
  return (registry: Registry, host: ContractHost) => {
    const work = host.work(0, ({ redelivered }) => (redelivered === 0 ? host.takes(60_000) : undefined));
    registry.schedule(work).withName(name).toRunEvery(1).days();
  };
}

/** The host on which a job has begun for the nth time. */
function hostOf(world: World, job: string, times: number): ContractHost {
  const name = world.begun(job)[times - 1]?.host;
  return world.hosts.find(host => host.name === name) as ContractHost;
}

async function killWhereItRuns(world: World, job: string, times: number): Promise<void> {
  await world.begins(job, times);
  hostOf(world, job, times).kill();
  await world.takeOver();
}
