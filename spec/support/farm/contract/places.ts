import { expect } from 'chai';
import { gate } from './gate.js';
import type { Scenario } from './scenario.js';
import type { World } from './world.js';

/** Overlap and groups, across hosts. */
export const PLACES: readonly Scenario[] = [
  {
    promise: 'under skip: what finds the job running, wherever, is recorded at once with what was in its way',
    async tell(world) {
      const { opened, open } = gate();
      const [one, two] = await world.hostsOf(2, (registry, host) => {
        registry
          .schedule(host.work(0, () => (world.begun('job').length === 1 ? opened : undefined)))
          .withName('job')
          .toRunEvery(1)
          .days();
      });
      const first = one.job('job').trigger();
      await world.begins('job', 1);
      const second = await two.job('job').trigger();
      expect(second).to.include({ kind: 'skipped', reason: 'overlap' });
      expect((second as { readonly detail?: string }).detail).to.contain(`the run ${world.begun('job')[0]?.key} on`);
      open();
      expect((await first).kind).to.equal('succeeded');
    },
  },
  {
    promise: 'under runAfter: one waits, and begins when the other has ended; a third is skipped',
    async tell(world) {
      const { opened, open } = gate();
      const [one, two] = await world.hostsOf(2, (registry, host) => {
        const work = host.work(0, () => (world.begun('job').length === 1 ? opened : undefined));
        registry.schedule(work).withName('job').toRunEvery(1).days().whenOverlapping('runAfter');
      });
      const first = one.job('job').trigger();
      await world.begins('job', 1);
      const second = two.job('job').trigger();
      await world.taken('job', 2);
      const third = await one.job('job').trigger();
      open();
      expect([(await first).kind, (await second).kind, third.kind]).to.deep.equal([
        'succeeded',
        'succeeded',
        'skipped',
      ]);
      expect(world.mostAtOnce).to.equal(1);
    },
  },
  {
    promise: 'under cancelPrevious: the newer aborts the older on its host, and begins when that has ended',
    async tell(world) {
      const [one, two] = await world.hostsOf(2, (registry, host) => {
        const work = host.work(0, ({ signal }) => host.takes(world.begun('job').length === 1 ? 60_000 : 10, signal));
        registry.schedule(work).withName('job').toRunEvery(1).days().whenOverlapping('cancelPrevious');
      });
      const first = one.job('job').trigger();
      await world.begins('job', 1);
      const second = two.job('job').trigger();
      expect([(await first).kind, (await second).kind]).to.deep.equal(['cancelled', 'succeeded']);
      expect(world.notes.map(({ what }) => what)).to.deep.equal(['begin', 'abort', 'begin', 'end']);
    },
  },
  {
    promise: 'under cancelPrevious: the newer goes first also where the older waits for its group',
    async tell(world) {
      const { two, kept, waits, open } = await oneWaits(world);
      const newer = two.job('job').trigger();
      // The older may give way as soon as the newer is there.
      await world.come('job', 2);
      await world.pass(300);
      open();
      expect((await Promise.all([kept, waits, newer])).map(({ kind }) => kind)).to.deep.equal([
        'succeeded',
        'skipped',
        'succeeded',
      ]);
    },
  },
  {
    promise: 'cancels what waits as it is told, also in the words that the farm has for what a newer run goes before',
    async tell(world) {
      const { two, kept, waits, open } = await oneWaits(world);
      two.job('job').cancel('a newer occurrence is due', { by: 'ana' });
      await world.pass(300);
      open();
      expect((await Promise.all([kept, waits])).map(({ kind }) => kind)).to.deep.equal(['succeeded', 'cancelled']);
    },
  },
  {
    promise: 'gives each run of a job a later token than any before, on whatever host',
    async tell(world) {
      const hosts = await world.hostsOf(2, (registry, host) => {
        registry.schedule(host.work(0)).withName('job').toRunEvery(1).days();
      });
      for (let i = 0; i < 6; i += 1) await (hosts[i % 2] ?? hosts[0]).job('job').trigger();
      const tokens = world.allBegun.map(({ token }) => token);
      expect(tokens).to.deep.equal([...new Set(tokens)].sort((a, b) => a - b));
      expect(tokens).to.have.length(6);
    },
  },
  {
    promise: 'skips what would wait for the run that it was triggered from',
    async tell(world) {
      const host = await world.host((registry, self) => {
        const again = async () => {
          if (world.begun('ring').length === 1) inner.push(await self.job('ring').trigger());
        };
        registry.schedule(self.work(0, again)).withName('ring').toRunEvery(1).days().whenOverlapping('runAfter');
      });
      const inner: unknown[] = [];
      expect((await host.job('ring').trigger()).kind).to.equal('succeeded');
      expect(inner[0]).to.deep.include({ kind: 'skipped', reason: 'overlap' });
    },
  },
];

/** Two jobs of one group under cancelPrevious: `other` has it until it is opened, and a run of `job` waits, on the first of two hosts. */
async function oneWaits(world: World) {
  const { opened, open } = gate();
  const [one, two] = await world.hostsOf(2, (registry, host) => {
    for (const [name, work] of Object.entries({ other: host.work(0, () => opened), job: host.work(0) })) {
      registry.schedule(work).withName(name).toRunEvery(1).days().inGroup('g').whenOverlapping('cancelPrevious');
    }
  });
  const kept = one.job('other').trigger();
  await world.begins('other', 1);
  const waits = one.job('job').trigger();
  await world.taken('job', 1);
  await world.pass(300);
  return { two, kept, waits, open };
}
