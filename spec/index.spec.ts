import { expect } from 'chai';
import {
  Job,
  type OutcomeKind,
  Registry,
  RunCancelledError,
  type RunContext,
  type RunRecord,
  type RunStart,
  RunTimeoutError,
  type ScheduledJob,
  Scheduler,
  type SchedulerEvents,
} from '../lib/index.js';
import { VirtualClock } from '../lib/testing/index.js';

/** A user's program, as far as time goes by itself; each spec drives one scheduler of it from Friday evening on. */
describe('carillon', () => {
  const FRIDAY = '2026-11-20T21:10:00-05:00';
  let clock: VirtualClock;

  /** Sends its letters, one a minute, and leaves off when it is told to. */
  class Digest extends Job {
    constructor(readonly letters: number) {
      super('digest', { timeout: { minutes: 5 } });
    }

    override async execute({ signal, key }: RunContext): Promise<string> {
      for (let sent = 0; sent < this.letters; sent += 1) {
        await minutes(1);
        signal.throwIfAborted();
      }
      return `${this.letters} letters for ${key}`;
    }
  }

  class Jobs extends Registry {
    constructor(letters = 2) {
      super({ zone: 'America/New_York' });
      this.schedule(new Digest(letters)).toRunEvery(1).days().at(21, 15);
    }
  }

  beforeEach(() => {
    clock = new VirtualClock(FRIDAY);
  });

  describe('the handle of a job', () => {
    it('tells what it is, and what it will do', () => {
      const scheduler = new Scheduler(new Jobs(), { clock }).start();
      const digest = job(scheduler);
      expect(scheduler.jobs).to.deep.equal([digest]);
      expect(digest.name).to.equal('digest');
      expect(digest.phase).to.equal('idle');
      expect(digest.nextRun?.toISO()).to.equal('2026-11-20T21:15:00.000-05:00');
      expect(digest.lastRun).to.equal(undefined);
      expect(digest.interval?.toMillis()).to.equal(86_400_000);
      expect(digest.timeout?.toMillis()).to.equal(300_000);
      expect(digest.preview(3).map(next => next.toISODate())).to.deep.equal(['2026-11-20', '2026-11-21', '2026-11-22']);
    });

    it('has an interval of its own across a change of the clocks', () => {
      clock = new VirtualClock('2026-03-07T12:00:00-05:00');
      const digest = job(new Scheduler(new Jobs(), { clock }).start());
      expect(digest.interval?.as('hours')).to.equal(23);
    });

    it('tells what it is doing, and what it did last', async () => {
      const digest = job(new Scheduler(new Jobs(), { clock }).start());
      await clock.advance({ minutes: 6 });
      expect(digest.phase).to.equal('running');
      expect(digest.nextRun?.toISODate()).to.equal('2026-11-21');
      expect(digest.lastRun).to.equal(undefined);
      await clock.advance({ minutes: 1 });
      expect(digest.phase).to.equal('idle');
      expect(digest.lastRun?.outcome).to.deep.equal({
        kind: 'succeeded',
        value: '2 letters for digest@2026-11-21T02:15:00.000Z',
      });
      expect(digest.lastRun?.duration?.as('minutes')).to.equal(2);
    });

    it('runs it by hand, never beside itself, and leaves its next run where it is', async () => {
      const digest = job(new Scheduler(new Jobs(), { clock }).start());
      const first = digest.trigger();
      const second = digest.trigger();
      await clock.advance({ minutes: 2 });
      expect(await first).to.include({ kind: 'succeeded' });
      expect(await second).to.include({ kind: 'skipped', reason: 'overlap' });
      expect(digest.lastRun?.trigger).to.equal('manual');
      expect(digest.nextRun?.toISO()).to.equal('2026-11-20T21:15:00.000-05:00');
    });

    it('cancels the run in progress, and nothing else', async () => {
      const digest = job(new Scheduler(new Jobs(), { clock }).start());
      expect(digest.cancel()).to.equal(false);
      await clock.advance({ minutes: 6 });
      expect(digest.cancel('the printer is on fire')).to.equal(true);
      expect(digest.phase).to.equal('cancelling');
      await clock.advance({ minutes: 2 });
      expect(digest.lastRun?.outcome.kind).to.equal('cancelled');
      expect(String(digest.lastRun?.error)).to.contain('the printer is on fire');
      expect([digest.phase, digest.nextRun?.toISODate()]).to.deep.equal(['idle', '2026-11-21']);
    });
  });

  describe('an event', () => {
    const shared = { jobName: 'digest', key: 'digest@2026-11-21T02:15:00.000Z', trigger: 'schedule' };

    it('started tells whose run it is, for when, and how late', async () => {
      const [run] = await eventsOf('started', new Jobs());
      expectStart(run);
      expect(run?.startedAt?.toISO()).to.equal('2026-11-20T21:15:00.000-05:00');
    });

    it('succeeded brings the value', async () => {
      const [run] = await eventsOf('succeeded', new Jobs());
      expectEnd(run, 2);
      expect(run?.outcome).to.include({ kind: 'succeeded', value: '2 letters for digest@2026-11-21T02:15:00.000Z' });
      expect(run?.error).to.equal(undefined);
    });

    it('failed brings the error', async () => {
      const out = new Error('out of paper');
      const registry = new Registry({ zone: 'America/New_York' });
      registry
        .schedule(async () => Promise.reject(out))
        .withName('digest')
        .toRunEvery(1)
        .days()
        .at(21, 15);
      const [run] = await eventsOf('failed', registry);
      expectEnd(run, 0);
      expect(run?.error).to.equal(out);
    });

    it('timedOut brings the timeout, and waits for the run to settle', async () => {
      const [run] = await eventsOf('timedOut', new Jobs(60));
      expectEnd(run, 5);
      expect(run?.error).to.be.instanceOf(RunTimeoutError).with.property('timeoutMs', 300_000);
    });

    it('cancelled brings the reason', async () => {
      const [run] = await eventsOf('cancelled', new Jobs(), async scheduler => {
        await clock.advance({ minutes: 5, seconds: 30 });
        job(scheduler).cancel('by hand');
      });
      expectEnd(run, 1);
      expect(run?.error).to.be.instanceOf(RunCancelledError).with.property('reason', 'by hand');
    });

    it('skipped brings the reason, and was never started', async () => {
      const [run] = await eventsOf('skipped', new Jobs(), async scheduler => {
        await clock.advance({ minutes: 4 });
        void job(scheduler).trigger();
      });
      expect(run).to.include({ ...shared, startedAt: undefined, duration: undefined, attempts: 0 });
      expect(run?.outcome).to.include({ kind: 'skipped', reason: 'overlap' });
      expect(run?.occurrence.toISO()).to.equal('2026-11-20T21:15:00.000-05:00');
    });

    function expectStart(run: RunStart | undefined): void {
      expect(run).to.include(shared);
      expect(run?.occurrence.toISO()).to.equal('2026-11-20T21:15:00.000-05:00');
      expect(run?.lateBy.toMillis()).to.equal(0);
    }

    function expectEnd(run: RunRecord | undefined, afterMinutes: number): void {
      expectStart(run);
      expect(run?.duration?.as('minutes')).to.equal(afterMinutes);
      expect(run?.settledAt.diff(run.occurrence).as('minutes')).to.equal(afterMinutes);
      expect(run?.attempts).to.equal(1);
    }
  });

  it('stops with its block: what runs may finish, and nothing starts again', async () => {
    const ended: string[] = [];
    {
      await using scheduler = new Scheduler(new Jobs(), { clock, stop: { drain: { minutes: 5 } } }).start();
      scheduler.on('succeeded', ({ key }) => ended.push(key));
      scheduler.on('stopped', ({ finished, tookMs }) =>
        ended.push(`stopped, ${finished} finished, after ${tookMs} ms`),
      );
      await clock.advance({ minutes: 6 });
      scheduler.on('stopping', () => void Promise.resolve().then(() => clock.advance({ days: 3 })));
    }
    expect(ended).to.deep.equal(['digest@2026-11-21T02:15:00.000Z', 'stopped, digest finished, after 60000 ms']);
    expect(clock.pendingAlarms).to.equal(0);
  });

  function job(scheduler: Scheduler): ScheduledJob {
    const digest = scheduler.get('digest');
    if (digest === undefined) throw new Error('there is no digest');
    return digest;
  }

  /** The events of a name up to half past nine. */
  async function eventsOf<E extends OutcomeKind | 'started'>(
    name: E,
    registry: Registry,
    meanwhile: (scheduler: Scheduler) => Promise<void> = async () => {},
  ): Promise<readonly SchedulerEvents[E][]> {
    const events: SchedulerEvents[E][] = [];
    await using scheduler = new Scheduler(registry, { clock }).start();
    scheduler.on(name, event => events.push(event));
    await meanwhile(scheduler);
    await clock.advanceTo('2026-11-20T21:30:00-05:00');
    return events;
  }

  function minutes(count: number): Promise<void> {
    return new Promise(resolve => void clock.alarm(clock.monotonic() + count * 60_000, resolve));
  }
});
