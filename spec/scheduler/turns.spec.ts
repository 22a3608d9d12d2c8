import { expect } from 'chai';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf, said } from '../support/schedules.js';
import { taking } from '../support/work.js';

describe('the turn of a job in its group', () => {
  it('comes under cancelPrevious, however busy a sibling keeps the group', async () => {
    const clock = new VirtualClock();
    const ran: string[] = [];
    const working = (name: string) => () => {
      ran.push(name);
      return taking(clock, 1500)();
    };
    const { scheduler } = rigOf(
      [
        definitionOf(working('busy'), { name: 'busy', group: 'g', overlap: 'runAfter' }),
        definitionOf(working('cancelPrevious'), { name: 'other', group: 'g', overlap: 'cancelPrevious' }),
      ],
      { clock },
    );
    scheduler.start();
    await clock.advance(100_000);
    expect(ran.filter(name => name === 'cancelPrevious').length).to.be.greaterThan(20);
    expect(ran.filter(name => name === 'busy').length).to.be.greaterThan(20);
  });

  it('is none in the group that an edit has put it in', async () => {
    const clock = new VirtualClock();
    const ran: string[] = [];
    const never = { hasGrid: false, relative: { once: { count: 1, unit: 'hours' } } } as const;
    const waiting = { ...never, name: 'waits', overlap: 'cancelPrevious' } as const;
    const { scheduler, outcomes } = rigOf(
      [
        definitionOf(taking(clock, 5000), { name: 'busy', group: 'old', every: 86_400 }),
        definitionOf(() => void ran.push('before'), { ...waiting, group: 'old' }),
      ],
      { clock },
    );
    scheduler.start();
    await clock.advance(100);
    void scheduler.get('waits')?.trigger();
    await clock.advance(100);
    const work = async () => {
      ran.push('after');
      await taking(clock, 10_000)();
    };
    scheduler.add(work, said({ ...waiting, group: 'new' }), { replace: true });
    void scheduler.get('waits')?.trigger();
    await clock.advance(100);
    expect(ran, 'the old group is busy, the new one is not').to.deep.equal(['after']);
    scheduler.add(() => void ran.push('beside'), said({ ...never, name: 'beside', group: 'new' }));
    void scheduler.get('beside')?.trigger();
    await clock.advance(8000);
    expect(ran, 'and is held by it').to.deep.equal(['after']);
    await clock.advance(5000);
    expect(ran).to.deep.equal(['after', 'beside']);
    expect(outcomes.filter(line => line.endsWith('skipped'))).to.have.length(1);
  });

  it('is kept when the clock is set back, by a newer run of its job that takes it, too', async () => {
    for (const overlap of ['skip', 'cancelPrevious'] as const) {
      const clock = new VirtualClock();
      const ran: string[] = [];
      const { scheduler } = rigOf(
        [
          definitionOf(taking(clock, 90_000), { name: 'first', group: 'g', every: 86_400 }),
          definitionOf(() => void ran.push('waited'), { name: 'waits', group: 'g', every: 86_400, overlap }),
          definitionOf(taking(clock, 1000), { name: 'busy', group: 'g', overlap: 'runAfter' }),
        ],
        { clock },
      );
      scheduler.start();
      await clock.advance(500);
      clock.jump({ hours: -2 });
      await clock.advance(80_000);
      void scheduler.get('waits')?.trigger();
      await clock.advance(20_000);
      expect(ran, overlap).to.deep.equal(['waited']);
    }
  });

  it('is kept also where who comes is there before the loop has noticed that the clock was set back', async () => {
    const clock = new VirtualClock();
    const ran: string[] = [];
    const noting = (name: string) =>
      definitionOf(() => void ran.push(name), { name, group: 'g', every: 86_400, overlap: 'runAfter' });
    const first = definitionOf(taking(clock, 10_000), { name: 'first', group: 'g', every: 86_400 });
    const { scheduler } = rigOf([first, noting('waits'), noting('comes')], { clock });
    scheduler.start();
    await clock.advance(10_500);
    ran.length = 0;
    void scheduler.get('first')?.trigger();
    await clock.advance(500);
    void scheduler.get('waits')?.trigger();
    await clock.advance(500);
    clock.jump({ hours: -1 });
    void scheduler.get('comes')?.trigger();
    await clock.advance(100_000);
    expect(ran).to.deep.equal(['waits', 'comes']);
  });

  it('is not taken over in a group that the job has come into since: none beside whoever holds that', async () => {
    const clock = new VirtualClock();
    let inGroup = 0;
    const beside: number[] = [];
    const work = async () => {
      beside.push(inGroup);
      inGroup += 1;
      await taking(clock, 3000)();
      inGroup -= 1;
    };
    const { scheduler } = rigOf(
      [
        definitionOf(taking(clock, 2500), { name: 'full', every: 86_400 }),
        definitionOf(work, { name: 'other', group: 'g', hasGrid: false, relative: { runNow: true } }),
        definitionOf(work, { name: 'job', overlap: 'cancelPrevious', hasGrid: false, relative: { runNow: true } }),
      ],
      { clock, maxConcurrency: 2 },
    );
    scheduler.start();
    await clock.advance(500);
    scheduler.get('job')?.edit(said({ group: 'g', overlap: 'cancelPrevious' }));
    await clock.advance(10_000);
    expect(beside.length).to.be.greaterThan(1);
    expect(Math.max(...beside)).to.equal(0);
  });

  it('of a run that makes up for missed ones is that of its own occurrence', async () => {
    const clock = new VirtualClock();
    const ran: string[] = [];
    const catchesUp = (name: string, every: number) =>
      definitionOf(() => void ran.push(name), { name, every, group: 'g', overlap: 'runAfter' });
    const { scheduler } = rigOf([catchesUp('often', 7), catchesUp('rare', 60)], { clock });
    scheduler.start();
    await clock.advance(1);
    const hold = definitionOf(taking(clock, 3000), {
      name: 'hold',
      group: 'g',
      hasGrid: false,
      relative: { runNow: true },
    });
    scheduler.add(hold.work, said(hold));
    ran.length = 0;
    clock.sleep({ seconds: 139 });
    await clock.advance(5000);
    // 133 and 120 seconds after the start.
    expect(ran.slice(0, 2)).to.deep.equal(['rare', 'often']);
  });
});
