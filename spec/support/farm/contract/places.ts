import { expect } from 'chai';
import { gate } from './gate.js';
import type { Scenario } from './scenario.js';

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
      const { opened, open } = gate();
      const [one, two] = await world.hostsOf(2, (registry, host) => {
        const works = { other: host.work(0, () => opened), newest: host.work(0) };
        for (const [name, work] of Object.entries(works)) {
          registry.schedule(work).withName(name).toRunEvery(1).days().inGroup('g').whenOverlapping('cancelPrevious');
        }
      });
      const other = one.job('other').trigger();
      await world.begins('other', 1);
      const older = one.job('newest').trigger();
      await world.taken('newest', 1);
      const newer = two.job('newest').trigger();
      await world.taken('newest', 2);
      await world.pass(300);
      open();
      expect((await Promise.all([other, older, newer])).map(({ kind }) => kind)).to.deep.equal([
        'succeeded',
        'skipped',
        'succeeded',
      ]);
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
