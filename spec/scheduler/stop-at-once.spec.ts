import { expect } from 'chai';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';
import { taking, untilAborted } from '../support/work.js';

const HOURLY = { every: 1, unit: 'hours' } as const;

describe('a stop', () => {
  const retry = {
    attempts: 2,
    delayMs: 4000,
    factor: 1,
    maxDelayMs: undefined,
    jitter: 0,
    attemptTimeoutMs: undefined,
  };
  const failing = () => {
    throw new Error('no');
  };

  it('does not wait for an attempt that would begin when its drain is over', async () => {
    const job = definitionOf(failing, { ...HOURLY, retry: { ...retry, delayMs: 5000 } });
    const { scheduler, clock, outcomes } = rigOf([job]);
    scheduler.start();
    const background = scheduler.background.run(failing, { label: 'report', retry: { attempts: 2, delay: 5010 } });
    await clock.advance(0);
    const report = await scheduler.stop();
    expect(report).to.deep.equal({ finished: [], cancelled: ['report', 'job'], abandoned: [], tookMs: 0 });
    expect(outcomes).to.deep.equal(['0 cancelled']);
    expect(scheduler.get('job')?.lastRun).to.include({ attempts: 1 });
    expect(scheduler.get('job')?.lastRun?.error).to.have.property('message').that.includes('the scheduler is stopping');
    expect((await background).kind).to.equal('cancelled');
    expect(clock.pendingAlarms).to.equal(0);
  });

  it('lets one be made that begins before', async () => {
    const { scheduler, clock } = rigOf([definitionOf(failing, { ...HOURLY, retry })]);
    scheduler.start();
    await clock.advance(10);
    const [report] = await Promise.all([scheduler.stop(), clock.advance(9000)]);
    expect(report).to.deep.equal({ finished: ['job'], cancelled: [], abandoned: [], tookMs: 3990 });
    expect(scheduler.get('job')?.lastRun).to.include({ attempts: 2 });
  });

  it('does not wait for one that would begin too late after a failure in the drain either', async () => {
    const clock = new VirtualClock();
    const work = async () => {
      await taking(clock, 2000)();
      failing();
    };
    const { scheduler, outcomes } = rigOf([definitionOf(work, { ...HOURLY, retry })], { clock });
    scheduler.start();
    await clock.advance(10);
    const [report] = await Promise.all([scheduler.stop(), clock.advance(9000)]);
    expect(report).to.deep.equal({ finished: [], cancelled: ['job'], abandoned: [], tookMs: 1990 });
    expect(outcomes).to.deep.equal(['0 cancelled']);
  });
});

describe('a stop of which the telling holds up the loop', () => {
  it('is over at once where that has taken all of its time, and drains no longer than what is left', async () => {
    for (const [heldMs, tookMs] of [
      [20_000, 20_000],
      [6000, 9000],
      [3000, 9000],
    ] as const) {
      const { scheduler, clock } = rigOf([definitionOf(() => new Promise(() => {}), HOURLY)]);
      const held: Promise<void>[] = [];
      scheduler.on('stopping', () => void held.push(clock.block(heldMs)));
      scheduler.start();
      await clock.advance(0);
      const stop = scheduler.stop();
      await Promise.all(held);
      await clock.advance(30_000);
      expect(await stop, `${heldMs}`).to.deep.equal({ finished: [], cancelled: [], abandoned: ['job'], tookMs });
    }
  });
});

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
