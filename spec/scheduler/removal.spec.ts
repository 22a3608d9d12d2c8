import { expect } from 'chai';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { noted, rigOf } from '../support/scheduler-rig.js';
import { definitionOf, said } from '../support/schedules.js';
import { taking, untilAborted } from '../support/work.js';

describe('a job that is removed', () => {
  it('is told of, also where it has never run', () => {
    const { scheduler } = rigOf([]);
    const seen = noted(scheduler, 'removed');
    scheduler.start();
    scheduler.add(() => {}, said({})).remove();
    expect(seen).to.deep.equal(['removed']);
  });

  it('takes what waits for its place along, also where nobody listens', async () => {
    const clock = new VirtualClock();
    const job = definitionOf(taking(clock, 1500), { overlap: 'runAfter', every: 3600 });
    const { scheduler } = rigOf([job], { clock, listens: false });
    scheduler.start();
    await clock.advance(1000);
    const waiting = scheduler.get('job')?.trigger();
    await clock.advance(100);
    scheduler.get('job')?.remove();
    expect(await waiting).to.include({ kind: 'skipped', reason: 'removed' });
  });

  it('is said by its name or its handle, which is never taken for another job of the name', () => {
    const { scheduler } = rigOf([definitionOf(() => {}, { name: 'named' })]);
    const other = rigOf([definitionOf(() => {}, { name: 'job' })]).scheduler;
    expect(scheduler.remove('named')).to.equal(true);
    expect(scheduler.remove('named')).to.equal(false);
    const handle = scheduler.add(() => {}, said({}));
    expect(other.remove(handle)).to.equal(false);
    expect(scheduler.remove(handle)).to.equal(true);
    scheduler.add(() => {}, said({}));
    expect(scheduler.remove(handle)).to.equal(false);
    expect([scheduler, other].map(({ jobs }) => jobs.length)).to.deep.equal([1, 1]);
  });

  it('is found by its name no more, whoever asked for it before, and the next of this name is', () => {
    const { scheduler } = rigOf([definitionOf(() => {}), definitionOf(() => {}, { name: 'other' })]);
    scheduler.jobs[0]?.remove();
    expect(scheduler.get('job')).to.equal(undefined);
    const next = scheduler.add(() => {}, said({}));
    expect(scheduler.get('job')).to.equal(next);
    next.remove();
    expect(scheduler.get('job')).to.equal(undefined);
    expect(scheduler.jobs.map(({ name }) => name)).to.deep.equal(['other']);
  });

  it('is cancelled by its handle, which cancels nothing of the job that has taken its name', async () => {
    const { scheduler, clock, outcomes } = rigOf([definitionOf(({ signal }) => untilAborted(signal), { every: 3600 })]);
    scheduler.start();
    await clock.advance(0);
    const job = scheduler.get('job');
    job?.remove();
    const another = scheduler.add(() => {}, said({ every: 3600, overlap: 'runAfter' }));
    void another.trigger();
    await clock.advance(0);
    expect(another.phase).to.equal('running');
    expect([job?.running.length, job?.waiting.length, another.waiting.length]).to.deep.equal([1, 0, 1]);
    expect(job?.cancel()).to.equal(true);
    await clock.advance(0);
    expect(outcomes).to.deep.equal(['0 cancelled', '0 succeeded']);
    void another.trigger();
    expect(job?.cancel()).to.equal(false);
  });

  it('is told of while its last run is in progress, also once another has taken its name', async () => {
    const { scheduler, clock } = rigOf([definitionOf(({ signal }) => untilAborted(signal), { every: 3600 })]);
    scheduler.start();
    await clock.advance(0);
    const job = scheduler.get('job');
    job?.remove();
    const startMs = clock.now();
    const told = () => [
      scheduler.explainRun('job', startMs).code,
      ...scheduler.timeline(startMs, startMs + 1).map(({ state }) => state),
      job?.phase,
    ];
    expect(told()).to.deep.equal(['running', 'running', 'running']);
    scheduler.add(() => {}, said({ every: 7200 }));
    expect(told()).to.deep.equal(['running', 'running', 'running']);
    job?.cancel();
    await clock.advance(0);
    expect(told(), 'what it did, and not what the other has not done').to.deep.equal(['cancelled', 'ended', 'ended']);
  });

  for (const leavesWhile of ['it runs', 'a start waits for its jitter'] as const) {
    it(`sets no further alarm where the next run is counted from the last, and it leaves while ${leavesWhile}`, async () => {
      const clock = new VirtualClock();
      const relative = { runNow: leavesWhile === 'it runs', afterCompletion: { count: 12, unit: 'hours' } } as const;
      const work = taking(clock, 1000);
      const { scheduler } = rigOf([definitionOf(work, { hasGrid: false, relative, jitterMs: 3_600_000 })], { clock });
      scheduler.start();
      await clock.advance(relative.runNow ? (scheduler.get('job')?.nextRunMs ?? 0) - clock.now() : { hours: 12 });
      scheduler.get('job')?.remove();
      await clock.advance(1000);
      expect(clock.pendingAlarms).to.equal(0);
    });
  }
});
