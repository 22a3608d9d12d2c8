import { expect } from 'chai';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';
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
