import { EventEmitter, once } from 'node:events';
import { expect } from 'chai';
import { SchedulerStoppingError } from '../../lib/errors.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { taking, untilAborted } from '../support/work.js';

describe('background work', () => {
  it('runs outside of its caller, is waited for, and what it throws is reported', async () => {
    const clock = new VirtualClock();
    const { scheduler, printed } = rigOf([], { clock });
    const trail: string[] = [];
    void scheduler.background.run(async function mail() {
      await taking(clock, 500)();
      trail.push('mail');
    });
    void scheduler.background.run(async () => Promise.reject(new Error('lost')), { label: 'letter' });
    expect(scheduler.background.pending).to.equal(2);
    const idle = scheduler.background.onIdle().then(() => trail.push('idle'));
    await clock.advance(500);
    await idle;
    expect(trail).to.deep.equal(['mail', 'idle']);
    expect(scheduler.background.pending).to.equal(0);
    expect(printed.join()).to.contain("background work 'letter' failed").and.to.contain('lost');
    await scheduler.background.onIdle();
  });

  it('is drained by a stop, queued work included, and refused after that', async () => {
    const clock = new VirtualClock();
    const { scheduler, printed } = rigOf([], { clock, background: { concurrency: 1 } });
    for (const label of ['a', 'b']) void scheduler.background.run(taking(clock, 1000), { label });
    void scheduler.background.run(() => new Promise(() => {}), { label: 'stubborn' });
    const stop = scheduler.stop();
    expect(() => scheduler.background.run(() => {}, { label: 'late' })).to.throw(SchedulerStoppingError, "'late'");
    await clock.advance(9000);
    expect(await stop).to.deep.equal({ finished: ['a', 'b'], cancelled: [], abandoned: ['stubborn'], tookMs: 9000 });
    expect(printed.join()).to.match(/^background work 'stubborn' was abandoned: /);
  });

  it('is cancelled through its signal', async () => {
    const clock = new VirtualClock();
    const { scheduler, printed } = rigOf([], { clock });
    void scheduler.background.run(untilAborted, { label: 'heeding' });
    const stop = scheduler.stop({ drain: 0 });
    await clock.advance(0);
    expect(await stop).to.deep.include({ cancelled: ['heeding'] });
    expect(printed).to.deep.equal([]);
  });

  it('may stop the scheduler without waiting for itself', async () => {
    const { clock, scheduler } = rigOf([]);
    let report: unknown;
    void scheduler.background.run(async () => {
      report = await scheduler.stop();
    });
    await clock.advance(0);
    expect(report).to.deep.include({ tookMs: 0 });
  });

  it('starts in order of arrival, also what comes while others run', async () => {
    const { scheduler } = rigOf([], { background: { concurrency: 1 } });
    const seen: string[] = [];
    const note = (label: string) => void scheduler.background.run(async () => void seen.push(label));
    note('a');
    note('b');
    void scheduler.background.run(() => {
      seen.push('c');
      note('e');
    });
    note('d');
    await scheduler.background.onIdle();
    expect(seen).to.deep.equal(['a', 'b', 'c', 'd', 'e']);
  });

  it('begins nothing more once a stop has given it up', async () => {
    const { clock, scheduler } = rigOf([], { background: { concurrency: 1 } });
    let release = () => {};
    const seen: string[] = [];
    void scheduler.background.run(() => new Promise<void>(resolve => (release = resolve)), { label: 'stuck' });
    void scheduler.background.run(() => seen.push('ran'), { label: 'waiting' });
    const stopped = scheduler.stop({ drain: 10, cancel: 10 });
    await clock.advance(30);
    expect((await stopped).abandoned).to.deep.equal(['stuck', 'waiting']);
    release();
    await scheduler.background.onIdle();
    expect(seen).to.deep.equal([]);
  });

  it('has its turn although the piece before it waits for the stop', async () => {
    const { clock, scheduler } = rigOf([], { background: { concurrency: 1 } });
    const seen: string[] = [];
    void scheduler.background.run(async () => {
      await Promise.resolve();
      await scheduler.stop();
    });
    void scheduler.background.run(() => seen.push('ran'), { label: 'waiting' });
    await clock.advance(10);
    const report = await scheduler.stop();
    expect(seen).to.deep.equal(['ran']);
    expect(report, 'which waits for the one that stopped, as everybody does but itself').to.deep.include({
      finished: ['waiting', 'background work'],
      abandoned: [],
      tookMs: 0,
    });
  });

  it('costs the same however much of it waits', async () => {
    const { scheduler } = rigOf([], { background: { concurrency: 1, maxPending: 250_000 } });
    let done = 0;
    for (let count = 0; count < 250_000; count += 1) {
      void scheduler.background.run(() => {
        done += 1;
      });
    }
    await scheduler.background.onIdle();
    expect(done).to.equal(250_000);
  });

  it('gives a promise of what became of it, which may be ignored', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf([], { clock });
    scheduler.start();
    let tries = 0;
    const flaky = () => {
      tries += 1;
      if (tries < 3) throw new Error(`try ${tries}`);
      return 'third';
    };
    const outcomes = [
      scheduler.background.run(() => 'fine'),
      scheduler.background.run(() => Promise.reject(new Error('no'))),
      scheduler.background.run(untilAborted, { timeout: { seconds: 1 } }),
      scheduler.background.run(flaky, { retry: { attempts: 3, delay: { seconds: 1 } } }),
    ];
    expect(scheduler.background.tasks).to.have.length(4);
    await clock.advance(10_000);
    const ended = await Promise.all(outcomes);
    expect(ended.map(({ kind }) => kind)).to.deep.equal(['succeeded', 'failed', 'timedOut', 'succeeded']);
    expect(ended.at(-1)).to.deep.include({ value: 'third' });
    const stuck = scheduler.background.run(() => new Promise(() => {}), { label: 'stuck' });
    const report = scheduler.stop({ drain: 10, cancel: 10 });
    await clock.advance(100);
    expect((await report).abandoned).to.deep.equal(['stuck']);
    expect((await stuck).kind).to.equal('abandoned');
  });

  it('has its turn with a signal that is aborted, in an attempt of a bounded time, too, where it waited until then', async () => {
    const { clock, scheduler } = rigOf([], { background: { concurrency: 1 } });
    const seen: boolean[] = [];
    void scheduler.background.run(untilAborted);
    const waited = scheduler.background.run(signal => void seen.push(signal.aborted), {
      retry: { attempts: 2, attemptTimeout: { hours: 1 } },
    });
    void scheduler.stop({ drain: 0 });
    await clock.advance(10);
    expect(seen).to.deep.equal([true]);
    expect((await waited).kind).to.equal('cancelled');
  });

  it('is tried again where an attempt came to an end only after its time was over, and fails where all do', async () => {
    const { clock, scheduler } = rigOf([]);
    for (const [tookMs, kind] of [
      [[3000, 10], 'succeeded'],
      [[3000, 2000], 'failed'],
    ] as const) {
      let attempts = 0;
      const ended = scheduler.background.run(() => taking(clock, tookMs[attempts++] ?? 0)(), {
        retry: { attempts: 2, delay: 100, attemptTimeout: 1000 },
      });
      await clock.advance(10_000);
      expect([attempts, (await ended).kind]).to.deep.equal([2, kind]);
    }
  });

  it('is told of once where it took too long, and not where a stop cut it, if it says no more than that', async () => {
    const { clock, scheduler } = rigOf([]);
    const told: string[] = [];
    scheduler.on('backgroundFailed', ({ error }) => void told.push((error as Error).name));
    const waits = (signal: AbortSignal) => once(new EventEmitter(), 'never', { signal });
    const outcomes = [scheduler.background.run(waits, { timeout: 1000 })];
    await clock.advance(1000);
    outcomes.push(scheduler.background.run(waits));
    void scheduler.stop({ drain: 0 });
    await clock.advance(10);
    expect((await Promise.all(outcomes)).map(({ kind }) => kind)).to.deep.equal(['timedOut', 'cancelled']);
    expect(told).to.deep.equal(['RunTimeoutError']);
  });

  it('is told of by what it threw, where it is aborted before its next attempt', async () => {
    const { clock, scheduler } = rigOf([]);
    const told: string[] = [];
    scheduler.on('backgroundFailed', ({ error }) => void told.push(String(error)));
    const fails = () => Promise.reject(new Error('no'));
    const outcome = scheduler.background.run(fails, { retry: { attempts: 2, delay: { hours: 1 } } });
    await clock.advance(10);
    void scheduler.stop({ drain: 0 });
    await clock.advance(10);
    expect([(await outcome).kind, told]).to.deep.equal(['cancelled', ['Error: no']]);
  });

  it('leaves no alarm behind where a stop has given it up', async () => {
    const { clock, scheduler } = rigOf([]);
    const never = () => new Promise(() => {});
    void scheduler.background.run(never, { timeout: { hours: 1 } });
    void scheduler.background.run(never, { retry: { attempts: 2, attemptTimeout: { hours: 1 } } });
    const stop = scheduler.stop();
    await clock.advance(10_000);
    expect((await stop).abandoned).to.have.length(2);
    expect(clock.pendingAlarms).to.equal(0);
  });

  it('is told of no more, and is pending no longer, once a stop has given it up', async () => {
    const { clock, scheduler } = rigOf([]);
    const told: string[] = [];
    scheduler.on('backgroundFailed', ({ label }) => void told.push(label));
    let fail: (error: Error) => void = () => {};
    const outcome = scheduler.background.run(() => new Promise((_, reject) => (fail = reject)));
    const idle = scheduler.background.onIdle();
    const stop = scheduler.stop({ drain: 10, cancel: 10 });
    await clock.advance(20);
    expect((await stop).abandoned).to.have.length(1);
    await idle;
    fail(new Error('too late'));
    await clock.advance(10);
    expect([(await outcome).kind, scheduler.background.pending, told]).to.deep.equal(['abandoned', 0, []]);
  });

  it('is refused where too many pieces wait', async () => {
    const { scheduler, clock } = rigOf([], { background: { concurrency: 1, maxPending: 2 } });
    scheduler.start();
    for (let count = 0; count < 3; count += 1) void scheduler.background.run(() => new Promise(() => {}));
    expect(() => scheduler.background.run(() => {}, { label: 'one more' }))
      .to.throw(/one more/)
      .with.property('code');
    const report = scheduler.stop({ drain: 0, cancel: 0 });
    await clock.advance(10);
    expect((await report).abandoned).to.have.length(3);
  });
});
