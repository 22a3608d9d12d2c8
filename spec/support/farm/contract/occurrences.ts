import { expect } from 'chai';
import type { Registry, RunRecordJson } from '../../../../lib/index.js';
import { gaps } from '../gaps.js';
import type { ContractHost } from './contract-host.js';
import type { Scenario } from './scenario.js';
import type { Note, World } from './world.js';

/** What becomes of what is due. */
export const OCCURRENCES: readonly Scenario[] = [
  {
    promise: 'runs each occurrence once, on one of its hosts, and on every host what says so',
    async tell(world) {
      await world.hostsOf(3, (registry, host) => {
        for (const name of ['a', 'b']) registry.schedule(host.work(0)).withName(name).toRunEvery(1).seconds();
        registry.schedule(host.work(0)).withName('warm').toRunEvery(1).seconds().onEveryHost();
      });
      await Promise.all([world.begins('a', 4), world.begins('b', 4), world.begins('warm', 9)]);
      for (const name of ['a', 'b']) {
        expect(twice(keysOf(world.begun(name)))).to.deep.equal([]);
        expect(twice((await world.history(name)).map(({ key }) => key))).to.deep.equal([]);
      }
      expect(new Set(world.begun('warm').map(({ host }) => host)).size).to.equal(3);
    },
  },
  {
    promise: 'starts once for all hosts: toRunNow() runs once, toRunOnceIn() once, and times(2) twice',
    async tell(world) {
      const declare = (registry: Registry, host: ContractHost) => {
        registry.schedule(host.work(0)).withName('now').toRunNow();
        registry.schedule(host.work(0)).withName('soon').toRunOnceIn(1).seconds();
        registry.schedule(host.work(0)).withName('few').toRunEvery(1).seconds().times(2);
        registry.schedule(host.work(0)).withName('other').toRunEvery(1).seconds();
      };
      await world.hostsOf(2, declare);
      await world.begins('few', 1);
      await world.host(declare);
      await world.begins('other', 5);
      expect(['now', 'soon', 'few'].map(name => world.begun(name).length)).to.deep.equal([1, 1, 2]);
    },
  },
  {
    promise: 'takes one of times(n) for each occurrence, and none for its redelivery',
    async tell(world) {
      const hosts = await world.hostsOf(2, (registry, host) => {
        const isFirst = () => world.begun('few').length === 1;
        const work = host.work(0, () => (isFirst() ? host.takes(60_000) : undefined));
        registry.schedule(work).withName('few').whenOverlapping('runAfter').toRunEvery(1).seconds().times(2);
      });
      await world.begins('few', 1);
      hosts.find(({ name }) => name === world.begun('few')[0]?.host)?.kill();
      await world.takeOver();
      await world.begins('few', 3);
      await world.pass(2_500);
      const begun = world.begun('few');
      expect([begun.length, new Set(keysOf(begun)).size]).to.deep.equal([3, 2]);
      expect(begun.filter(({ redelivered }) => redelivered === 1)).to.have.length(1);
    },
  },
  {
    promise: 'takes none of times(n) for what a condition has skipped, also for the last',
    async tell(world) {
      let asked = 0;
      await world.hostsOf(2, (registry, host) => {
        const clause = registry.schedule(host.work(0)).withName('few').toRunEvery(1).seconds().times(2);
        // Every second time it may.
        clause.when(() => ++asked % 2 === 0);
      });
      await world.begins('few', 2);
      await world.pass(4_000);
      expect([world.begun('few').length, asked]).to.deep.equal([2, 4]);
    },
  },
  {
    promise: 'makes up for what was missed while no host was up, once for all hosts, and records the rest as missed',
    async tell(world) {
      const declare = (registry: Registry, host: ContractHost) => {
        registry.schedule(host.work(0)).withName('job').toRunEvery(1).seconds();
      };
      const one = await world.host(declare);
      await world.begins('job', 2);
      await one.stop();
      await world.pass(4_000);
      const before = world.begun('job').length;
      await world.hostsOf(2, declare);
      await world.begins('job', before + 2);
      const records = await world.history('job');
      expect(records.some(({ outcome }) => outcome.kind === 'missed' && (outcome.count ?? 0) >= 2)).to.equal(true);
      expect(gaps(records, 1_000)).to.deep.equal([]);
    },
  },
  {
    promise:
      'goes on from the end of the last run, also where the next was due while no host was up, or cut off, or paused',
    async tell(world) {
      const declare = (registry: Registry, host: ContractHost) => {
        registry.schedule(host.work(0)).withName('job').toRunEvery(1).seconds().afterCompletion();
      };
      const goesOn = () => world.begins('job', world.begun('job').length + 2, 10_000);
      let host = await world.host(declare);
      await world.begins('job', 1);
      await host.stop();
      await world.pass(2_500);
      host = await world.host(declare);
      await goesOn();
      host.cut();
      await world.pass(2_500);
      host.mend();
      await goesOn();
      const asks = await world.host(declare, { runs: false });
      asks.job('job').pause('repairs');
      await world.until('it is paused', () => host.job('job').paused !== undefined);
      await host.stop();
      await world.pass(1_500);
      asks.job('job').resume();
      await world.until('it is not', () => asks.job('job').paused === undefined);
      await world.host(declare);
      await goesOn();
      expect(twice(keysOf(world.begun('job')))).to.deep.equal([]);
    },
  },
  {
    promise: 'goes on from the end of the last run where that was recorded as removed, and its release is back',
    isLong: true,
    async tell(world) {
      await world.host((registry, host) => {
        registry.schedule(host.work(0)).withName('other').toRunEvery(1).days();
      });
      const declare = (registry: Registry, host: ContractHost) => {
        const work = host.work(0, () => (world.begun('job').length === 2 ? host.takes(120_000) : undefined));
        registry.schedule(work).withName('job').toRunEvery(1).seconds().afterCompletion();
      };
      const young = await world.host(declare, { release: 'v2' });
      await world.begins('job', 2);
      young.kill();
      const isRemoved = ({ outcome }: RunRecordJson) => outcome.reason === 'removed';
      await world.until('it is removed', async () => (await world.history('job')).some(isRemoved), 60_000);
      await world.host(declare, { release: 'v2' });
      await world.begins('job', 3);
    },
  },
  {
    promise: 'begins what counts from the end of its runs with each start of the farm, where its words say so',
    async tell(world) {
      const declare = (registry: Registry, host: ContractHost) => {
        const job = (name: string) => registry.schedule(host.work(0)).withName(name);
        job('now').toRunNow().andEvery(1).hours().afterCompletion();
        job('delayed').toRunNow().delayFor(2).seconds().andEvery(1).hours().afterCompletion();
        job('plain').toRunEvery(1).seconds().afterCompletion();
      };
      const one = await world.host(declare);
      await Promise.all([world.begins('now', 1), world.begins('delayed', 1), world.begins('plain', 1)]);
      await one.stop();
      const startMs = world.now();
      await world.host(declare);
      const since = (name: string) => world.begun(name).filter(({ atMs }) => atMs >= startMs);
      await world.until('all go on', () => ['now', 'delayed', 'plain'].every(name => since(name).length > 0));
      expect(since('delayed')[0]?.atMs).to.be.at.least(startMs + 1_900);
      expect(['now', 'delayed'].map(name => since(name).length)).to.deep.equal([1, 1]);
    },
  },
  {
    promise: 'begins a schedule that is new, or has other words, where it joins, with nothing made up for',
    async tell(world) {
      const first = await world.host((registry, host) => {
        registry.schedule(host.work(0)).withName('changed').toRunEvery(1).seconds();
      });
      await world.begins('changed', 1);
      await first.stop();
      await world.pass(3_000);
      const joinedMs = world.now();
      await world.host(
        (registry, host) => {
          for (const name of ['changed', 'fresh'])
            registry.schedule(host.work(0)).withName(name).toRunEvery(2).seconds();
        },
        { release: 'v2' },
      );
      await Promise.all([world.begins('changed', 2), world.begins('fresh', 1)]);
      const records = [...(await world.history('changed')), ...(await world.history('fresh'))];
      const isEarlier = ({ outcome: { first = '' } }: RunRecordJson) => Date.parse(first) < joinedMs;
      expect(records.filter(isEarlier)).to.deep.equal([]);
      expect(world.begun('fresh').filter(note => instantOf(note) < joinedMs)).to.deep.equal([]);
    },
  },
  {
    promise: 'lets the later of two releases rule; when that one stops, the other takes over at once',
    async tell(world) {
      const { young, ruledMs } = await twoReleases(world);
      await world.begins('added', 3);
      // What was due before it ruled may begin later.
      const since = (name: string) => world.begun(name).filter(note => instantOf(note) >= ruledMs);
      expect(since('gone')).to.deep.equal([]);
      expect(since('changed').filter(note => instantOf(note) % 2_000 !== 0)).to.deep.equal([]);
      expect(twice(keysOf(world.begun('same')))).to.deep.equal([]);
      await young.stop();
      await world.until('the older one takes over', () => since('gone').length >= 2, 10_000);
    },
  },
  {
    promise: 'forgets nothing of what an older release did not plan, when the later one is gone for good',
    isLong: true,
    async tell(world) {
      const { young, ruledMs } = await twoReleases(world);
      young.kill();
      // What was due before may begin later.
      const goneAgain = () => world.begun('gone').filter(note => instantOf(note) > ruledMs);
      await world.until('the older one takes over', () => goneAgain().length >= 2, 40_000);
      const records = (await world.history('gone')).filter(({ occurrenceMs }) => occurrenceMs > ruledMs);
      expect(gaps(records, 1_000)).to.deep.equal([]);
      const first = Math.min(
        ...records.map(({ outcome, occurrenceMs }) => Date.parse(outcome.first ?? '') || occurrenceMs),
      );
      // From where the later one was last seen.
      expect(first - ruledMs).to.be.within(-4_000, 6_000);
    },
  },
];

/** A host of a release, and one of a later release that has come to rule. */
async function twoReleases(world: World): Promise<{ readonly young: ContractHost; readonly ruledMs: number }> {
  await world.host((registry, host) => {
    for (const name of ['same', 'changed', 'gone']) {
      registry.schedule(host.work(0)).withName(name).toRunEvery(1).seconds();
    }
  });
  await world.begins('gone', 1);
  const young = await world.host(
    (registry, host) => {
      for (const name of ['same', 'added']) registry.schedule(host.work(0)).withName(name).toRunEvery(1).seconds();
      registry.schedule(host.work(0)).withName('changed').toRunEvery(2).seconds();
    },
    { release: 'v2' },
  );
  // The older one learns of it by its next beat.
  await world.until('it is left alone', () => world.now() - (world.begun('gone').at(-1)?.atMs ?? 0) > 2_500);
  return { young, ruledMs: world.now() };
}

function keysOf(notes: readonly Note[]): readonly string[] {
  return notes.map(({ key }) => key);
}

function twice(keys: readonly string[]): readonly string[] {
  return keys.filter((key, i) => keys.indexOf(key) !== i);
}

function instantOf({ key }: Note): number {
  return Date.parse(key.slice(key.indexOf('@') + 1));
}
