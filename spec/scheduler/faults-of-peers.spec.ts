import { expect } from 'chai';
import { Registry, type ScheduleClause, Scheduler, type StopReport } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/index.js';
import { silent } from '../support/silent.js';

const [SECOND, HOUR, DAY] = [1000, 3_600_000, 86_400_000] as const;

/** What other schedulers for Node were seen to do wrong. Each of these is a bug report of theirs and a promise of ours. */
describe('the faults of the peers', () => {
  it('a recurring job is not removed when the clock moves between two reads', async () => {
    class RestlessClock extends VirtualClock {
      #reads = 0;
      override now(): number {
        this.#reads += 1;
        return super.now() + (((this.#reads * 7919) >> 3) % 2);
      }
    }
    const { clock, scheduler, ran } = rig(s => s.toRunEvery(1).seconds(), { clock: new RestlessClock() });
    await clock.advance(60 * SECOND);
    expect(scheduler.get('job')?.nextRun).to.not.equal(undefined);
    expect(ran.length).to.be.within(60, 61);
  });

  it('a listener of the start that throws leaves no job blocked', async () => {
    const { clock, scheduler, ran } = rig(s => s.toRunEvery(1).seconds());
    scheduler.on('started', () => {
      throw new Error('from a listener');
    });
    await clock.advance(3 * SECOND);
    expect(ran).to.deep.equal([0, 1000, 2000, 3000]);
    expect(scheduler.get('job')?.phase).to.equal('idle');
  });

  it('a stop is not undone by a wake-up that is under way', async () => {
    const { clock, scheduler, ran } = rig(s => s.toRunEvery(1).seconds());
    scheduler.add(
      () => void scheduler.stop(),
      s => s.toRunOnceIn(3).seconds().withName('stopper'),
    );
    scheduler.add(
      () => void ran.push(-1),
      s => s.toRunEvery(3).seconds().withName('due in the same turn'),
    );
    await clock.advance(HOUR);
    expect(ran).to.deep.equal([0, 1000, 2000, 3000]);
    expect(clock.pendingAlarms).to.equal(0);
    expect([...scheduler.jobs].map(job => job.nextRun)).to.deep.equal([undefined, undefined, undefined]);
  });

  it('a host that was suspended for two hours wakes to one run and not to a burst', async () => {
    const { clock, scheduler, ran } = rig(s => s.toRunEvery(1).minutes());
    await clock.advance(90 * SECOND);
    clock.sleep(2 * HOUR);
    await clock.advance(30 * SECOND);
    expect(ran).to.deep.equal([0, 60 * SECOND, 2 * HOUR + 2 * 60 * SECOND]);
    expect(scheduler.get('job')?.stats.missed).to.equal(120);
  });

  it('a suspend does not bring 28 runs within a second, by whatever policy', async () => {
    for (const policy of ['runOnce', 'skip'] as const) {
      const { clock, ran } = rig(s => s.toRunEvery(1).hours().whenMissed(policy));
      await clock.advance(SECOND);
      clock.sleep(28 * HOUR + 30 * 60 * SECOND);
      await clock.advance(60 * SECOND);
      expect(ran.length, policy).to.equal(policy === 'skip' ? 1 : 2);
    }
  });

  it('a job does not stop for ever, nor repeat, after the clock was set back by an hour', async () => {
    const { clock, ran } = rig(s => s.toRunCron('0,1,2 0 * * *'));
    await clock.advance(90 * SECOND);
    clock.jump(-HOUR);
    await clock.advance(HOUR + 60 * SECOND);
    expect(ran).to.deep.equal([0, 60 * SECOND, 120 * SECOND]);
    await clock.advance(24 * HOUR);
    expect(ran).to.have.length(6);
  });

  it('an async throw is a failure and no unhandled rejection', async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown) => void unhandled.push(error);
    process.on('unhandledRejection', note);
    const { clock, scheduler } = rig(s => s.toRunEvery(1).seconds(), {
      work: async () => {
        await Promise.resolve();
        throw new Error('late');
      },
    });
    await clock.advance(2 * SECOND);
    await new Promise(resolve => setImmediate(resolve));
    process.off('unhandledRejection', note);
    expect(unhandled).to.deep.equal([]);
    expect(scheduler.get('job')?.stats.failed).to.equal(3);
  });

  it('a run that has timed out keeps its place, so that the next does not overlap it', async () => {
    let inProgress = 0;
    let most = 0;
    const { clock, scheduler } = rig(s => s.toRunEvery(1).seconds().withTimeout({ milliseconds: 500 }), {
      work: (over, later) => {
        inProgress += 1;
        most = Math.max(most, inProgress);
        later(2500, () => {
          inProgress -= 1;
          over();
        });
      },
    });
    await clock.advance(10 * SECOND);
    expect(most).to.equal(1);
    expect(scheduler.get('job')?.stats).to.include({ timedOut: 3 });
  });

  it('what is due in 25 days does not run at once', async () => {
    const { clock, ran } = rig(s => s.toRunOnceIn(25).days());
    await clock.advance(25 * DAY - 1);
    expect(ran).to.deep.equal([]);
    await clock.advance(1);
    expect(ran).to.deep.equal([25 * DAY]);
  });

  it('a job that calls stop is not waited for by it', async () => {
    let report: StopReport | undefined;
    const { clock, scheduler } = rig(s => s.toRunOnceIn(1).seconds(), {
      work: async over => {
        report = await scheduler.stop();
        over();
      },
    });
    await clock.advance(SECOND);
    expect(report).to.deep.equal({ finished: [], cancelled: [], abandoned: [], tookMs: 0 });
    expect(scheduler.get('job')?.lastRun?.outcome.kind).to.equal('succeeded');
  });
});

/** Work that says when it is over, and may set an alarm for that. */
type SlowWork = (over: () => void, later: (ms: number, ring: () => void) => void) => unknown;

/** A scheduler with one job that has started, and when its runs did, in milliseconds since then. */
function rig(
  words: (s: ScheduleClause) => unknown,
  given: { readonly clock?: VirtualClock; readonly work?: SlowWork } = {},
) {
  const { clock = new VirtualClock(), work = over => over() } = given;
  const startMs = clock.now();
  const ran: number[] = [];
  const registry = new Registry({ zone: 'UTC' });
  words(
    registry
      .schedule(
        () =>
          new Promise<void>((resolve, reject) => {
            ran.push(clock.now() - startMs);
            const later = (ms: number, ring: () => void) => void clock.alarm(clock.monotonic() + ms, ring);
            Promise.resolve(work(resolve, later)).catch(reject);
          }),
      )
      .withName('job'),
  );
  const scheduler = new Scheduler(registry, { clock, logger: silent });
  scheduler.start();
  return { clock, scheduler, ran };
}
