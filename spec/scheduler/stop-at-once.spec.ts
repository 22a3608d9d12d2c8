import { expect } from 'chai';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';
import { untilAborted } from '../support/work.js';

const HOURLY = { every: 1, unit: 'hours' } as const;

describe('a stop without a drain', () => {
  it('cancels at once, under a clock that nobody advances, too', async () => {
    const { scheduler, clock, outcomes } = rigOf([definitionOf(({ signal }) => untilAborted(signal), HOURLY)]);
    scheduler.start();
    await clock.advance(0);
    const report = await scheduler.stop({ drain: 0 });
    expect(report).to.deep.equal({ finished: [], cancelled: ['job'], abandoned: [], tookMs: 0 });
    expect(outcomes).to.deep.equal(['0 cancelled']);
    expect(clock.pendingAlarms).to.equal(0);
  });

  it('lets a run that calls it finish, if nothing else is waited for', async () => {
    const { scheduler, clock } = rigOf([definitionOf(async () => void (await scheduler.stop({ drain: 0 })), HOURLY)]);
    scheduler.start();
    await clock.advance(0);
    expect(await scheduler.stop()).to.deep.equal({ finished: ['job'], cancelled: [], abandoned: [], tookMs: 0 });
  });
});
