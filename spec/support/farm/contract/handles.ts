import { expect } from 'chai';
import type { ContractHost, Declare } from './contract-host.js';
import type { Scenario } from './scenario.js';

const eachSecond: Declare = (registry, host) => {
  registry.schedule(host.work(0)).withName('job').toRunEvery(1).seconds();
};

/** What handles do, on whatever host, to all of them. */
export const HANDLES: readonly Scenario[] = [
  {
    promise: 'is paused and resumed by any of its hosts; what falls into the pause is skipped',
    async tell(world) {
      const [one, two] = await world.hostsOf(2, eachSecond);
      await world.begins('job', 1);
      one.job('job').pause('repairs', { by: 'ana' });
      await world.until('the other knows', () => two.job('job').paused !== undefined);
      expect(two.job('job').paused).to.include({ reason: 'repairs', by: 'ana' });
      const before = world.begun('job').length;
      await world.pass(2_100);
      expect(world.begun('job').length).to.equal(before);
      two.job('job').resume();
      await world.begins('job', before + 1);
      expect((await world.history('job')).some(({ outcome }) => outcome.reason === 'paused')).to.equal(true);
    },
  },
  {
    promise: 'ends a pause by itself at its time',
    async tell(world) {
      const host = await world.host(eachSecond);
      await world.begins('job', 1);
      const untilMs = world.now() + 2_500;
      host.job('job').pause('for a while', { until: new Date(untilMs) });
      await world.until('it is paused', () => host.job('job').paused !== undefined);
      const before = world.begun('job').length;
      await world.begins('job', before + 1);
      expect(world.begun('job').at(-1)?.atMs).to.be.at.least(untilMs - 50);
    },
  },
  {
    promise: 'makes up for nothing that fell into a pause which ended while no host was up',
    async tell(world) {
      const everyOther: Declare = (registry, host) => {
        registry.schedule(host.work(0)).withName('job').toRunEvery(2).seconds();
      };
      const host = await world.host(everyOther);
      await world.begins('job', 1);
      const atMs = Math.floor(world.now() / 2_000) * 2_000;
      host.job('job').pause('for a while', { until: new Date(atMs + 2_100) });
      await world.until('it is paused', () => host.job('job').paused !== undefined);
      await host.stop();
      await world.until('it was due long ago', () => world.now() > atMs + 3_100);
      await world.host(everyOther);
      await world.begins('job', 2);
      const instants = world.begun('job').map(({ key }) => Date.parse(key.slice('job@'.length)) - atMs);
      expect(instants).to.deep.equal([0, 4_000]);
    },
  },
  {
    promise: 'goes on at once with what comes when it is resumed, also where a host has not heard of that yet',
    async tell(world) {
      const declare: Declare = (registry, host) => {
        for (const name of ['job', 'other']) registry.schedule(host.work(0)).withName(name).toRunEvery(1).days();
      };
      const asks = await world.host(declare, { runs: ['other'] });
      const runs = await world.host(declare);
      asks.job('job').pause('repairs');
      // It has just looked, and looks no more for a moment.
      await world.until('both know', () => [asks, runs].every(host => host.job('job').paused !== undefined));
      asks.job('job').resume();
      await world.until('it is said', () => asks.job('job').paused === undefined);
      expect(await asks.job('job').trigger()).to.include({ kind: 'succeeded' });
    },
  },
  {
    promise: 'is paused for as long as the longest of its pauses says, whichever host was told',
    async tell(world) {
      const [one, two] = await world.hostsOf(2, eachSecond);
      const reasons = () => [one, two].map(host => host.job('job').paused?.reason);
      const pause = (host: ContractHost, reason: string, minutes?: number) => {
        const until = minutes === undefined ? {} : { until: new Date(world.now() + 60_000 * minutes) };
        host.job('job').pause(reason, until);
      };
      pause(one, 'longer', 2);
      await world.until('both know', () => reasons().every(reason => reason === 'longer'));
      pause(two, 'shorter', 1);
      pause(one, 'shorter', 1);
      await world.pass(1_100);
      expect(reasons()).to.deep.equal(['longer', 'longer']);
      pause(two, 'without an end');
      await world.until('both know', () => reasons().every(reason => reason === 'without an end'));
    },
  },
  {
    promise: 'cancels what runs, on whatever host',
    async tell(world) {
      const hosts = await world.hostsOf(2, (registry, host) => {
        registry.schedule(host.work(60_000)).withName('job').toRunEvery(1).days();
      });
      const outcome = hosts[0].job('job').trigger();
      await world.begins('job', 1);
      const other = hosts.find(({ name }) => name !== world.begun('job')[0]?.host) as ContractHost;
      other.job('job').cancel('by hand');
      expect(await outcome).to.include({ kind: 'cancelled' });
    },
  },
  {
    promise: 'leaves out the next occurrence for all of them',
    async tell(world) {
      const [one] = await world.hostsOf(2, (registry, host) => {
        registry.schedule(host.work(0)).withName('job').toRunEvery(2).seconds();
      });
      await world.begins('job', 1);
      const leftMs = one.job('job').skipNext()?.toMillis() ?? Number.NaN;
      const since = async () => (await world.history('job')).filter(({ occurrenceMs }) => occurrenceMs >= leftMs);
      await world.until('it goes on after it', async () => (await since()).length > 1);
      const leftOut = (await world.history('job')).filter(({ outcome }) => outcome.reason === 'byHand');
      expect(leftOut.map(({ occurrenceMs }) => occurrenceMs)).to.deep.equal([leftMs]);
    },
  },
  {
    promise: 'runs by hand where the job is run, with its data, and tells whoever asked',
    async tell(world) {
      const declare: Declare = (registry, host) => {
        registry
          .schedule(host.work(0, ({ data }) => ({ got: data, on: host.name })))
          .withName('job')
          .toRunEvery(1)
          .days();
        registry.schedule(host.work(0)).withName('other').toRunEvery(1).days();
      };
      const asks = await world.host(declare, { runs: ['other'] });
      const runs = await world.host(declare);
      const outcome = await asks.job('job').trigger({ order: 42 });
      expect(outcome).to.deep.include({ kind: 'succeeded', value: { got: { order: 42 }, on: runs.name } });
    },
  },
];
