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
});
