import { expect } from 'chai';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { noted, rigOf } from '../support/scheduler-rig.js';
import { definitionOf, said } from '../support/schedules.js';
import { taking } from '../support/work.js';

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
});
