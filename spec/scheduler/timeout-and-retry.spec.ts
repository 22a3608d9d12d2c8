import { expect } from 'chai';
import { RunCancelledError, RunTimeoutError } from '../../lib/errors.js';
import type { RunContext } from '../../lib/job/context.js';
import { retryDelayMs } from '../../lib/run/retry.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { noted, rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';
import { taking, untilAborted } from '../support/work.js';

const never = () => new Promise<never>(() => {});

describe('timeouts', () => {
  it('abort the signal, and the run keeps its place until it settles', async () => {
    const clock = new VirtualClock();
    const reasons: unknown[] = [];
    const work = async ({ signal }: RunContext) => {
      await taking(clock, 2500)();
      reasons.push(signal.reason);
    };
    const { scheduler, outcomes, records } = rigOf([definitionOf(work, { timeoutMs: 700 })], { clock });
    scheduler.start();
    await clock.advance(3000);
    expect(outcomes).to.deep.equal(['1 skipped', '2 skipped', '0 timedOut']);
    expect(reasons[0]).to.be.instanceOf(RunTimeoutError);
    expect(records[2]?.error).to.equal(reasons[0]);
    expect(records[2]?.duration?.toMillis()).to.equal(2500);
  });

  it('free the place only after abandonAfter, loudly', async () => {
    const { clock, scheduler, outcomes, printed } = rigOf(
      [definitionOf(never, { timeoutMs: 700, abandonAfterMs: 1000 })],
      { listens: false },
    );
    const seen = noted(scheduler, 'started', 'timedOut');
    scheduler.start();
    await clock.advance(2000);
    expect(seen).to.deep.equal(['started', 'started']);
    expect(scheduler.get('job')?.history.map(({ outcome }) => outcome.kind)).to.deep.equal(['skipped', 'abandoned']);
    expect(printed.join()).to.contain("job 'job' was abandoned");
    expect(outcomes).to.deep.equal([]);
  });

  it('ignore a run that settles after it was abandoned', async () => {
    const clock = new VirtualClock();
    const { scheduler, outcomes } = rigOf(
      [definitionOf(taking(clock, 1500), { timeoutMs: 100, abandonAfterMs: 100 })],
      {
        clock,
      },
    );
    scheduler.start();
    await clock.advance(3000);
    expect(outcomes).to.deep.equal(['0 abandoned', '1 abandoned', '2 abandoned']);
  });
});

describe('retry', () => {
  const retry = { attempts: 3, delayMs: 100, factor: 2, maxDelayMs: undefined, jitter: 0, attemptTimeoutMs: undefined };

  it('makes further attempts in the same run, and keeps the errors of the failed ones', async () => {
    const attempts: string[] = [];
    const { clock, scheduler, outcomes, records } = rigOf([
      definitionOf(
        ({ attempt }) => {
          attempts.push(`${attempt} at ${clock.monotonic()}`);
          if (attempt < 3) throw new Error(`no ${attempt}`);
        },
        { retry },
      ),
    ]);
    scheduler.start();
    await clock.advance(900);
    expect(attempts).to.deep.equal(['1 at 0', '2 at 100', '3 at 300']);
    expect(outcomes).to.deep.equal(['0 succeeded']);
    expect(records[0]?.attempts).to.equal(3);
    expect(records[0]?.retriedErrors.map(String)).to.deep.equal(['Error: no 1', 'Error: no 2']);
  });

  it('goes on with the piece of work that failed, and ends with the first failure that is not made good', async () => {
    const trail: string[] = [];
    const piece = (name: string, fails: number) => () => {
      trail.push(name);
      if (trail.filter(other => other === name).length <= fails) throw new Error(name);
    };
    const { clock, scheduler, outcomes } = rigOf([
      definitionOf(piece('a', 0), { andThen: [piece('b', 1), piece('c', 9), piece('d', 0)], retry }),
    ]);
    scheduler.start();
    await clock.advance(900);
    expect(trail).to.deep.equal(['a', 'b', 'b', 'c', 'c']);
    expect(outcomes).to.deep.equal(['0 failed']);
  });

  it('waits as long as it says, and for a day where it says nothing of the longest wait', () => {
    const day = 86_400_000;
    const waits = (delayMs: number, maxDelayMs?: number) =>
      [1, 2, 9].map(number => retryDelayMs({ ...retry, delayMs, maxDelayMs, factor: 10 }, number, 'key') / day);
    expect(waits(day / 10)).to.deep.equal([0.1, 1, 1]);
    expect(waits(3 * day)).to.deep.equal([3, 3, 3]);
    expect(waits(day, 30 * day)).to.deep.equal([1, 10, 30]);
  });

  it('is cut short by a timeout and by cancel', async () => {
    const fails = () => {
      throw new Error('no');
    };
    const timed = rigOf([definitionOf(fails, { retry, timeoutMs: 50 })]);
    timed.scheduler.start();
    await timed.clock.advance(60);
    expect(timed.outcomes).to.deep.equal(['0 timedOut']);
    const cancelled = rigOf([definitionOf(fails, { retry })]);
    cancelled.scheduler.start();
    await cancelled.clock.advance(60);
    expect(cancelled.scheduler.get('job')?.cancel('enough')).to.equal(true);
    await cancelled.clock.advance(0);
    expect(cancelled.outcomes).to.deep.equal(['0 cancelled']);
    expect(cancelled.records[0]?.attempts).to.equal(1);
    expect(cancelled.records[0]?.retriedErrors.map(String), 'why it waited').to.deep.equal(['Error: no']);
    expect(cancelled.records[0]?.error).to.be.instanceOf(RunCancelledError).and.to.include({ reason: 'enough' });
    expect(cancelled.clock.pendingAlarms, 'only the alarm of the loop is left').to.equal(1);
  });

  it('counts an attempt whose own time is over as failed, and makes the next', async () => {
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
    expect(records[0]?.retriedErrors.map(String)[0]).to.include(
      "an attempt of job 'job' ran longer than its timeout of 1000 ms",
    );
  });

  it('makes an attempt again whose work came to an end only after its time was over, and begins nothing more in it', async () => {
    const clock = new VirtualClock();
    const trail: string[] = [];
    const retry = { attempts: 3, delayMs: 100, factor: 1, maxDelayMs: undefined, jitter: 0, attemptTimeoutMs: 1000 };
    const slow = async ({ attempt }: RunContext) => {
      trail.push(`slow ${attempt}`);
      await taking(clock, attempt === 1 ? 3000 : 10)();
    };
    const then = ({ attempt }: RunContext) => {
      trail.push(`then ${attempt}`);
      return attempt;
    };
    const { scheduler, records } = rigOf([definitionOf(slow, { every: 60, andThen: [then], retry })], { clock });
    scheduler.start();
    await clock.advance(5000);
    expect(trail).to.deep.equal(['slow 1', 'slow 2', 'then 2']);
    expect(records[0]?.outcome).to.deep.include({ kind: 'succeeded', value: 2 });
  });

  const bounded = { ...retry, attemptTimeoutMs: 3_600_000 };

  it('begins no attempt of a run that was aborted before its first', async () => {
    let attempts = 0;
    const { clock, scheduler, outcomes } = rigOf([
      definitionOf(() => void attempts++, { every: 3600, retry: bounded, hooks: [{ before: never }] }),
    ]);
    scheduler.start();
    await clock.advance(10);
    scheduler.get('job')?.cancel();
    await clock.advance(10);
    expect(attempts).to.equal(0);
    expect(outcomes).to.deep.equal(['0 cancelled']);
  });

  it('leaves no alarm behind of an attempt that a stop has given up', async () => {
    const { clock, scheduler } = rigOf([definitionOf(never, { retry: bounded })]);
    scheduler.start();
    await clock.advance(10);
    const stop = scheduler.stop();
    await clock.advance(10_000);
    expect((await stop).abandoned).to.deep.equal(['job']);
    expect(clock.pendingAlarms).to.equal(0);
  });

  it('waits for no further attempt where who is told of the failure cancels the run', async () => {
    const { clock, scheduler, outcomes } = rigOf([
      definitionOf(() => Promise.reject(new Error('no')), { every: 60, retry: { ...retry, delayMs: 3_600_000 } }),
    ]);
    scheduler.on('retrying', () => void scheduler.get('job')?.cancel('it is of no use'));
    scheduler.start();
    await clock.advance(0);
    expect(outcomes).to.deep.equal(['0 cancelled']);
    expect(clock.pendingAlarms, 'only the alarm of the loop is left').to.equal(1);
  });
});
