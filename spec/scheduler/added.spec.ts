import { expect } from 'chai';
import { Registry, Scheduler } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf, said } from '../support/schedules.js';
import { taking } from '../support/work.js';

const ONCE = { hasGrid: false, relative: { once: { count: 1, unit: 'seconds' } } } as const;

describe('a job that came by add', () => {
  it('leaves when its schedule is over, says so, and frees its name', async () => {
    const { scheduler, clock } = rigOf([]);
    scheduler.start();
    const left: unknown[] = [];
    scheduler.on('removed', ({ jobName, reason }) => left.push([jobName, reason]));
    for (let round = 0; round < 3; round += 1) {
      const job = scheduler.add(() => 'done', said({ ...ONCE, name: 'one-off' }));
      await clock.advance(2000);
      expect(scheduler.jobs).to.have.length(0);
      expect(job.phase).to.equal('ended');
      expect(job.lastRun?.outcome).to.deep.include({ kind: 'succeeded', value: 'done' });
      for (const deed of [() => job.trigger(), () => job.edit(said({})), () => job.resume()]) {
        expect(deed).to.throw(/has left the scheduler: add it again/);
      }
    }
    expect(left).to.deep.equal(Array(3).fill(['one-off', 'over']));
    expect(scheduler.timeline(clock.now() - 10_000, clock.now())).to.have.length(3);
    expect(scheduler.explainRun('one-off', clock.now() - 1000).verdict).to.equal('ran');
  });

  it('stays with keep also where it takes the place of one that would leave', async () => {
    const { scheduler, clock } = rigOf([]);
    scheduler.start();
    const job = scheduler.add(() => {}, said({ name: 'a' }));
    expect(scheduler.add(() => {}, said({ ...ONCE, name: 'a' }), { replace: true, keep: true })).to.equal(job);
    await clock.advance(2000);
    expect(scheduler.jobs).to.deep.equal([job]);
    expect(job.phase).to.equal('ended');
  });

  it('stays with keep, as a declared one does', async () => {
    const { scheduler, clock } = rigOf([definitionOf(() => {}, { ...ONCE, name: 'declared' })]);
    scheduler.start();
    scheduler.add(() => {}, said({ ...ONCE, name: 'kept' }), { keep: true });
    await clock.advance(2000);
    expect(scheduler.jobs.map(({ name, phase }) => [name, phase])).to.deep.equal([
      ['declared', 'ended'],
      ['kept', 'ended'],
    ]);
  });

  it('misses a moment that has come, be it this very one, and leaves', async () => {
    const clock = new VirtualClock();
    const scheduler = new Scheduler(new Registry({ zone: 'UTC' }), { clock, handleSignals: false }).start();
    const told: unknown[] = [];
    scheduler.on('ended', ({ occurrenceMs, outcome }) => void told.push([occurrenceMs - clock.now(), outcome.kind]));
    await clock.advance(5000);
    for (const agoMs of [0, 1, 4000]) {
      scheduler.add(
        () => {},
        s => s.toRunOnceAt(clock.now() - agoMs),
      );
    }
    await clock.advance(10);
    expect(told).to.deep.equal([
      [0, 'missed'],
      [-1, 'missed'],
      [-4000, 'missed'],
    ]);
    expect(scheduler.jobs).to.have.length(0);
    await scheduler.stop();
  });

  it('leaves at the start where it was added before, for a moment that has passed by then', async () => {
    const clock = new VirtualClock();
    const scheduler = new Scheduler(new Registry({ zone: 'UTC' }), { clock, handleSignals: false });
    const told: string[] = [];
    scheduler.on('any', ({ name }) => void told.push(name));
    scheduler.add(
      () => {},
      s => s.toRunOnceAt(clock.now() + 5000),
    );
    await clock.advance(10_000);
    scheduler.start();
    expect(told).to.deep.equal(['added', 'missed', 'ended', 'removed']);
    expect(scheduler.jobs).to.have.length(0);
  });

  it('leaves when an edit gives it a schedule that is over', async () => {
    const { scheduler, clock } = rigOf([]);
    scheduler.start();
    const job = scheduler.add(() => {}, said({ every: 10 }));
    await clock.advance(5000);
    job.edit(said({ hasGrid: false, relative: { runNow: true } }));
    expect(scheduler.jobs).to.have.length(0);
  });

  it('stays where it has no schedule, which is never over', async () => {
    const clock = new VirtualClock();
    const declared = new Registry({ zone: 'UTC' });
    const pass = () => 'done';
    declared.schedule(pass).withName('declared').whenAsked();
    const scheduler = new Scheduler(declared, { clock, handleSignals: false }).start();
    scheduler.add(pass, s => s.withName('added').whenAsked());
    scheduler.add(pass, s => s.withName('edited').toRunOnceIn(1).hours()).edit(s => s.whenAsked());
    for (let times = 0; times < 2; times += 1) {
      await clock.advance({ days: 1 });
      for (const job of scheduler.jobs) expect(await job.trigger()).to.deep.equal({ kind: 'succeeded', value: 'done' });
    }
    expect(scheduler.jobs.map(({ name, phase }) => [name, phase])).to.deep.equal([
      ['declared', 'idle'],
      ['added', 'idle'],
      ['edited', 'idle'],
    ]);
  });

  it('leaves also where it took the name of one whose run was still in progress', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf([definitionOf(taking(clock, 5000), { every: 3600 })], { clock });
    scheduler.start();
    await clock.advance(10);
    scheduler.remove('job');
    scheduler.add(() => {}, said(ONCE));
    await clock.advance(3000);
    expect(scheduler.jobs).to.have.length(1);
    await clock.advance(3000);
    expect(scheduler.jobs).to.have.length(0);
  });

  it('fires not at once where it is added while the scheduler starts, by who is told of a schedule that throws', async () => {
    let isFaulty = false;
    const throwsWhere = () => {
      if (isFaulty) throw new Error('a faulty schedule');
      return false;
    };
    const { scheduler, clock, outcomes } = rigOf([definitionOf(() => {}, { throwsWhere, name: 'faulty' })]);
    isFaulty = true;
    scheduler.once('scheduleFailed', () => scheduler.add(() => {}, said({ every: 10 })));
    scheduler.start();
    await clock.advance(9000);
    expect(outcomes).to.deep.equal([]);
    await clock.advance(1000);
    expect(outcomes).to.deep.equal(['10 succeeded']);
  });

  it('costs nothing once it is over: twenty thousand leave no job behind', async () => {
    const { scheduler, clock } = rigOf([], { history: 1 });
    scheduler.start();
    for (let count = 0; count < 20_000; count += 1)
      scheduler.add(() => {}, said({ ...ONCE, name: `one-off ${count}` }));
    for (let turn = 0; turn < 5; turn += 1) await clock.advance(1000);
    expect(scheduler.jobs).to.have.length(0);
  });

  it('is left where it is when a listener takes it out while all are paused or resumed', () => {
    const { scheduler } = rigOf(['a', 'b', 'c', 'd'].map(name => definitionOf(() => {}, { name })));
    scheduler.start();
    scheduler.once('paused', () => void scheduler.remove('b'));
    expect(scheduler.pauseAll('maintenance')).to.equal(3);
    scheduler.once('resumed', () => void scheduler.remove('c'));
    expect(scheduler.resumeAll()).to.equal(2);
    expect(scheduler.jobs.map(({ name, paused }) => [name, paused])).to.deep.equal([
      ['a', undefined],
      ['d', undefined],
    ]);
  });
});
