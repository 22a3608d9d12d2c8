import { expect } from 'chai';
import type { RunContext } from '../../lib/job/context.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';
import { taking, untilAborted } from '../support/work.js';

describe('background work', () => {
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

describe('an attempt', () => {
  it('whose own time is over counts as failed, and the next is made', async () => {
    const clock = new VirtualClock();
    const attempts: number[] = [];
    const retry = { attempts: 2, delayMs: 100, factor: 1, maxDelayMs: undefined, jitter: 0, attemptTimeoutMs: 1000 };
    const { scheduler, records } = rigOf(
      [
        definitionOf(
          ({ signal, attempt }) => {
            attempts.push(attempt);
            return attempt === 1 ? untilAborted(signal) : 'second';
          },
          { every: 60, retry },
        ),
      ],
      { clock },
    );
    scheduler.start();
    await clock.advance(5000);
    expect(attempts).to.deep.equal([1, 2]);
    expect(records[0]?.outcome).to.deep.include({ kind: 'succeeded', value: 'second' });
    expect(records[0]?.retriedErrors.map(String)[0]).to.include('1000 ms');
  });
});

describe('a hook before the run', () => {
  it('that never answers is given up, reported, and holds no lane: the run goes on', async () => {
    const clock = new VirtualClock();
    const { scheduler, outcomes, printed } = rigOf(
      [
        definitionOf(() => {}, {
          name: 'a',
          every: 3600,
          group: 'lane',
          hooks: [{ before: () => new Promise(() => {}) }],
        }),
        definitionOf(() => {}, { name: 'b', every: 3600, group: 'lane', overlap: 'runAfter' }),
      ],
      { clock },
    );
    scheduler.start();
    await clock.advance(29_000);
    expect(outcomes).to.deep.equal([]);
    await clock.advance(2_000);
    expect(outcomes).to.deep.equal(['0 succeeded', '0 succeeded']);
    expect(printed.join('\n')).to.include("the 'before' hook of job 'a'").and.to.include('30000 ms');
  });
});

describe('a condition that has not answered', () => {
  it('is told when its run alone is cancelled, and leaves no alarm behind', async () => {
    const clock = new VirtualClock();
    const reasons: unknown[] = [];
    const test = ({ signal }: RunContext) =>
      new Promise<boolean>(() => signal.addEventListener('abort', () => reasons.push(signal.reason)));
    const { scheduler, outcomes } = rigOf(
      [definitionOf(() => {}, { unit: 'hours', conditions: [{ expect: true, test }] })],
      { clock },
    );
    scheduler.start();
    await clock.advance(10);
    const job = scheduler.get('job');
    job?.cancel('it alone', { runId: job.waiting[0]?.runId ?? '' });
    expect(outcomes).to.deep.equal(['0 cancelled']);
    expect(reasons.map(String)).to.deep.equal([`RunCancelledError: job 'job' was cancelled: it alone`]);
    await scheduler.stop();
    expect(clock.pendingAlarms).to.equal(0);
  });
});

describe('a clock that throws', () => {
  it('costs one turn: it is reported, and asked again', async () => {
    const clock = new VirtualClock();
    let isFaulty = false;
    const faulty = {
      now() {
        if (!isFaulty) return clock.now();
        isFaulty = false;
        throw new Error('a faulty clock');
      },
      monotonic: () => clock.monotonic(),
      alarm: (atMs: number, ring: () => void) => clock.alarm(atMs, ring),
    };
    const { scheduler, outcomes, printed } = rigOf([definitionOf(() => {}, { every: 10 })], { clock: faulty as never });
    scheduler.start();
    await clock.advance(5000);
    isFaulty = true;
    await clock.advance(30_000);
    expect(printed.join('\n')).to.include('a faulty clock');
    expect(outcomes).to.deep.equal(['0 succeeded', '10 succeeded', '20 succeeded', '30 succeeded']);
  });
});

describe('who joins a stop', () => {
  it('is halted when it begins, cancelled when the drain is over, waited for, and named in the report', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf([], { clock });
    const told: string[] = [];
    const part = (name: string, ms: number) => ({
      name,
      halt: () => void told.push(`${name} halt`),
      cancel: () => void told.push(`${name} cancel`),
      idle: () => taking(clock, ms)(),
    });
    scheduler.join(part('quick', 10));
    scheduler.join(part('slow', 150));
    scheduler.join(part('stuck', 60_000));
    scheduler.join(part('left', 60_000))();
    scheduler.start();
    const report = scheduler.stop({ drain: 100, cancel: 100 });
    expect(told).to.deep.equal(['quick halt', 'slow halt', 'stuck halt']);
    await clock.advance(1000);
    expect(await report).to.deep.include({ finished: ['quick'], cancelled: ['slow'], abandoned: ['stuck'] });
    expect(told.slice(3)).to.include.members(['slow cancel', 'stuck cancel']);
    expect(() => scheduler.join({ name: 'none' } as never)).to.throw(/join takes a participant/);
  });

  it('is asked once when it is idle, also where a signal is told what is waited for', async () => {
    const clock = new VirtualClock();
    const { scheduler, participants } = rigOf([], { clock });
    const told: string[] = [];
    const part = (name: string, halt = () => {}) => ({
      name,
      halt() {
        told.push(`${name} halt`);
        halt();
      },
      cancel() {},
      idle() {
        told.push(`${name} idle`);
        return taking(clock, 50)();
      },
    });
    scheduler.join(part('server', () => void scheduler.join(part('its pool'))));
    scheduler.start();
    expect(participants[0]?.pending()).to.deep.equal(['server']);
    const report = participants[0]?.stop();
    expect(participants[0]?.pending()).to.deep.equal(['server', 'its pool']);
    scheduler.join(part('late'));
    await clock.advance(50);
    expect(await report).to.deep.include({ finished: ['server', 'its pool'], tookMs: 50 });
    expect(told).to.deep.equal(['server halt', 'its pool halt', 'server idle', 'its pool idle', 'late halt']);
  });

  it('is not waited for when it is taken off', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf([], { clock });
    const leave = scheduler.join({ name: 'page', halt() {}, cancel() {}, idle: () => new Promise(() => {}) });
    scheduler.start();
    const report = scheduler.stop();
    await clock.advance(20);
    leave();
    expect(await report).to.deep.include({ finished: ['page'], tookMs: 20 });
  });

  it('is not waited for by the stop that it waits for', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf([], { clock });
    const asked: Promise<unknown>[] = [];
    const halt = () => void asked.push(scheduler.stop());
    scheduler.join({ name: 'a', halt() {}, cancel() {}, idle: () => scheduler.stop() });
    scheduler.join({ name: 'b', halt, cancel() {}, idle: () => Promise.all(asked) });
    scheduler.join({ name: 'slow', halt() {}, cancel() {}, idle: () => taking(clock, 100)() });
    scheduler.start();
    const report = scheduler.stop();
    await clock.advance(100);
    expect(await report).to.deep.include({ finished: ['slow', 'a', 'b'], tookMs: 100 });
  });
});
