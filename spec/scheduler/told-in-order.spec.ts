import { expect } from 'chai';
import { Registry, Scheduler } from '../../lib/index.js';
import type { RunRecord } from '../../lib/job/outcome.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf, said } from '../support/schedules.js';
import { taking } from '../support/work.js';

describe('the order of events', () => {
  it('tells of a pause before what a listener does at the first run that it takes back', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf([definitionOf(taking(clock, 5000), { overlap: 'runAfter' })], { clock });
    const told: string[] = [];
    scheduler.on('any', ({ name }) => void (/paused|resumed/.test(name) && told.push(name)));
    scheduler.on('skipped', ({ outcome }) => {
      if (outcome.kind === 'skipped' && outcome.reason === 'paused') scheduler.get('job')?.resume();
    });
    scheduler.start();
    await clock.advance(1500);
    scheduler.get('job')?.pause();
    expect(told).to.deep.equal(['paused', 'resumed']);
    expect(scheduler.get('job')?.paused).to.equal(undefined);
  });

  it('tells of a removal before what a listener adds in its place', async () => {
    const { scheduler, clock } = rigOf([definitionOf(() => {})]);
    const told: string[] = [];
    scheduler.on('any', ({ name }) => void (/added|removed/.test(name) && told.push(name)));
    scheduler.once('skipped', () => void scheduler.add(() => {}, said({})));
    scheduler.start();
    await clock.advance(500);
    clock.jump(3000);
    scheduler.remove('job');
    expect(told).to.deep.equal(['removed', 'added']);
    expect(scheduler.get('job')?.history).to.deep.equal([]);
  });

  it('tells of all that came in a pause before the job leaves that has nothing to come', async () => {
    const clock = new VirtualClock();
    const scheduler = new Scheduler(new Registry({ zone: 'UTC' }), { clock, handleSignals: false });
    const told: string[] = [];
    scheduler.on('any', ({ name }) => void (/skipped|removed/.test(name) && told.push(name)));
    scheduler.start();
    const job = scheduler.add(
      () => {},
      s =>
        s
          .toRunEvery(1)
          .seconds()
          .until(clock.now() + 3000),
    );
    job.pause();
    clock.jump(60_000);
    job.resume();
    expect(told).to.deep.equal(['skipped', 'skipped', 'skipped', 'removed']);
  });
});

describe('what is told of a run that goes on', () => {
  it('has no outcome and no end, for who asks all the same', async () => {
    const { scheduler, clock } = rigOf([definitionOf(() => {}, { every: 60 })]);
    const heard: unknown[] = [];
    scheduler.on('any', ({ event }) => {
      const { outcome, settledAt, settledAtMs } = event as Partial<RunRecord>;
      heard.push([outcome?.kind, settledAt?.toMillis(), settledAtMs]);
    });
    scheduler.start();
    await clock.advance(0);
    const now = clock.now();
    expect(heard.slice(0, 2)).to.deep.equal([
      [undefined, undefined, undefined],
      ['succeeded', now, now],
    ]);
  });
});
