import { expect } from 'chai';
import { SchedulerStoppingError } from '../../lib/errors.js';
import type { RunContext } from '../../lib/job/context.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { noted, rigOf } from '../support/scheduler-rig.js';
import { definitionOf, said } from '../support/schedules.js';
import { taking, untilAborted } from '../support/work.js';

const HOURLY = { every: 1, unit: 'hours' } as const;

describe('stop', () => {
  it('lets what runs finish, and resolves as soon as it has', async () => {
    const clock = new VirtualClock();
    const { scheduler, outcomes } = rigOf([definitionOf(taking(clock, 700), HOURLY)], { clock });
    scheduler.start();
    await clock.advance(100);
    const stop = scheduler.stop();
    expect(scheduler.get('job')?.phase).to.equal('running');
    await clock.advance(600);
    expect(await stop).to.deep.equal({ finished: ['job'], cancelled: [], abandoned: [], tookMs: 600 });
    expect(outcomes).to.deep.equal(['0 succeeded']);
    expect(clock.pendingAlarms).to.equal(0);
  });

  it('tells of the stop at once, cancels after the drain, and abandons after that', async () => {
    const clock = new VirtualClock();
    const trail: string[] = [];
    const work = async ({ stopping, signal }: RunContext) => {
      stopping.addEventListener('abort', () => trail.push(`stopping at ${clock.monotonic()}`));
      signal.addEventListener('abort', () => trail.push(`${signal.reason.message} at ${clock.monotonic()}`));
      await new Promise(() => {});
    };
    const heeding = ({ signal }: RunContext) => untilAborted(signal);
    const { scheduler, printed, outcomes } = rigOf(
      [definitionOf(work, { ...HOURLY, name: 'stubborn' }), definitionOf(heeding, { ...HOURLY, name: 'heeding' })],
      { clock },
    );
    scheduler.start();
    await clock.advance(0);
    const stop = scheduler.stop({ drain: { seconds: 2 }, cancel: { seconds: 1 } });
    await clock.advance(10_000);
    expect(await stop).to.deep.equal({ finished: [], cancelled: ['heeding'], abandoned: ['stubborn'], tookMs: 3000 });
    expect(trail).to.deep.equal(['stopping at 0', "job 'stubborn' was cancelled: the scheduler is stopping at 2000"]);
    expect(outcomes).to.deep.equal(['0 cancelled', '0 abandoned']);
    expect(printed, 'somebody listens for abandoned').to.deep.equal([]);
    expect(clock.pendingAlarms).to.equal(0);
  });

  it('takes five and four seconds at most where nothing else is said', async () => {
    const { clock, scheduler } = rigOf([definitionOf(() => new Promise(() => {}), HOURLY)]);
    scheduler.start();
    await clock.advance(0);
    const [{ tookMs }] = await Promise.all([scheduler.stop(), clock.advance(9000)]);
    expect(tookMs).to.equal(9000);
  });

  it('records what is due or waits as skipped, and starts nothing again', async () => {
    const clock = new VirtualClock();
    const { scheduler, outcomes, records } = rigOf([definitionOf(taking(clock, 1500), { overlap: 'runAfter' })], {
      clock,
    });
    scheduler.start();
    await clock.advance(1200);
    const blocked = clock.block(1000);
    const stop = scheduler.stop();
    await blocked;
    await clock.advance(20_000);
    await stop;
    expect(outcomes).to.deep.equal(['2 skipped', '1 skipped', '0 succeeded']);
    expect(records[0]?.outcome).to.include({ reason: 'stopping' });
    expect(records[1]?.outcome).to.include({ reason: 'stopping' });
    expect(await scheduler.get('job')?.trigger()).to.include({ kind: 'skipped', reason: 'stopping' });
    expect(scheduler.get('job')?.nextRun).to.equal(undefined);
  });

  it('is one promise, before the start, twice, and with other options', async () => {
    const { clock, scheduler } = rigOf([definitionOf(() => {})]);
    const stop = scheduler.stop();
    expect(scheduler.stop({ drain: 1 })).to.equal(stop);
    expect(await stop).to.deep.equal({ finished: [], cancelled: [], abandoned: [], tookMs: 0 });
    expect(() => scheduler.start()).to.throw(SchedulerStoppingError);
    expect(() => scheduler.add(() => {}, said({ name: 'late' }))).to.throw(SchedulerStoppingError);
    expect(() => scheduler.get('job')?.edit(said({}))).to.throw(SchedulerStoppingError);
    await clock.advance(5000);
    expect(scheduler.get('job')?.history).to.deep.equal([]);
  });

  it('does not wait for the job that calls it, nor for one that calls it while a stop goes on', async () => {
    const clock = new VirtualClock();
    const reports: unknown[] = [];
    const calling = async () => {
      await taking(clock, 1000)();
      reports.push(await scheduler.stop());
    };
    const { scheduler, outcomes } = rigOf([definitionOf(calling, { name: 'calling' })], { clock });
    scheduler.start();
    await clock.advance(1000);
    expect(reports).to.deep.equal([{ finished: [], cancelled: [], abandoned: [], tookMs: 0 }]);
    expect(outcomes).to.deep.equal(['1 skipped', '0 succeeded']);

    const other = new VirtualClock();
    const later = rigOf(
      [
        definitionOf(
          async () => {
            await taking(other, 500)();
            await later.scheduler.stop();
          },
          { ...HOURLY, name: 'calling' },
        ),
        definitionOf(taking(other, 800), { ...HOURLY, name: 'slow' }),
      ],
      { clock: other },
    );
    later.scheduler.start();
    await other.advance(0);
    const stop = later.scheduler.stop();
    await other.advance(800);
    expect(await stop, 'everybody else waits for the one that stops, too')
      .to.include({ tookMs: 800 })
      .and.to.deep.include({ finished: ['slow', 'calling'] });
  });

  it('may be called by a listener of any of its own events', async () => {
    const { clock, scheduler } = rigOf([definitionOf(() => {})]);
    scheduler.on('stopping', () => scheduler.stop());
    scheduler.on('skipped', () => scheduler.stop());
    const seen = noted(scheduler, 'stopping', 'stopped');
    scheduler.start();
    await clock.advance(0);
    void clock.block(1500);
    await scheduler.stop();
    expect(seen).to.deep.equal(['stopping', 'stopped']);
  });

  it('records what a listener asks for as the last run ends, also behind a loop that was held up', async () => {
    const clock = new VirtualClock();
    const { scheduler, records } = rigOf([definitionOf(taking(clock, 100), HOURLY)], { clock });
    scheduler.once('succeeded', () => {
      void clock.block(50);
      void scheduler.get('job')?.trigger();
    });
    scheduler.start();
    await clock.advance(50);
    const stopped = scheduler.stop();
    await clock.advance(200);
    await stopped;
    expect(records.map(({ trigger, outcome }) => `${trigger} ${outcome.kind}`)).to.deep.equal([
      'schedule succeeded',
      'manual skipped',
    ]);
  });

  it('is not undone by a turn of the loop that is under way', async () => {
    const { clock, scheduler } = rigOf([
      definitionOf(() => void scheduler.stop(), { name: 'a' }),
      definitionOf(() => {}, { name: 'b' }),
      definitionOf(() => {}, { name: 'c', every: 7, unit: 'hours' }),
    ]);
    scheduler.start();
    await clock.advance(10_000);
    expect(scheduler.get('b')?.history.map(({ outcome }) => outcome)).to.deep.equal([
      { kind: 'skipped', reason: 'stopping', detail: 'the scheduler was stopping' },
    ]);
    expect(clock.pendingAlarms).to.equal(0);
  });

  it('is what await using does', async () => {
    const { clock, scheduler } = rigOf([definitionOf(() => {})]);
    {
      await using running = scheduler.start();
      await clock.advance(0);
      expect(running.jobs).to.have.length(1);
    }
    expect(clock.pendingAlarms).to.equal(0);
  });

  it('is reached by the shutdown of the process, until it is over', async () => {
    const clock = new VirtualClock();
    const { scheduler, participants } = rigOf([definitionOf(() => new Promise(() => {}), HOURLY)], {
      clock,
      name: 'web',
    });
    expect(participants).to.deep.equal([]);
    scheduler.start();
    scheduler.start();
    await clock.advance(0);
    const [participant] = participants;
    expect(participants).to.have.length(1);
    expect(participant?.label).to.equal('web');
    expect(participant?.pending()).to.deep.equal(['job']);
    expect(participant).to.deep.include({ signals: [], leaveBy: 'signal' });
    const stop = participant?.stop();
    participant?.cancelNow();
    await clock.advance(4000);
    expect(await stop).to.deep.include({ abandoned: ['job'], tookMs: 4000 });
    expect(participants).to.deep.equal([]);
    const left = rigOf([], { handleSignals: false });
    left.scheduler.start();
    expect(left.participants).to.deep.equal([]);
    const told = rigOf([], { handleSignals: { signals: ['SIGUSR2'], leaveBy: 'exit' } });
    told.scheduler.start();
    expect(told.participants[0]).to.deep.include({ signals: ['SIGUSR2'], leaveBy: 'exit' });
  });

  it('stays one where the start itself has brought it about, by who is warned or told of a schedule that throws', async () => {
    for (const how of ['warn', 'scheduleFailed'] as const) {
      let isFaulty = false;
      const throwsWhere = () => {
        if (isFaulty) throw new Error('a faulty schedule');
        return false;
      };
      const silent = { debug() {}, info() {}, error() {} };
      const logger = { ...silent, warn: () => how === 'warn' && void scheduler.stop() };
      const words = { timeoutMs: 5000, throwsWhere };
      const { scheduler, clock, outcomes } = rigOf(
        [definitionOf(() => {}, { name: 'sound', timeoutMs: 5000 }), definitionOf(() => {}, words)],
        { logger },
      );
      if (how === 'scheduleFailed') scheduler.on(how, () => void scheduler.stop());
      isFaulty = true;
      scheduler.start();
      isFaulty = false;
      const atOnce = [...outcomes];
      await clock.advance(120_000);
      expect(outcomes, how).to.deep.equal(atOnce);
      expect(clock.pendingAlarms, how).to.equal(0);
    }
  });

  it('leaves nothing overdue behind it, and ends each job, paused, never started or neither', async () => {
    const jobs = () => [definitionOf(() => {}), definitionOf(() => {}, { name: 'paused' })];
    for (const isStarted of [true, false]) {
      const { scheduler, clock } = rigOf(jobs());
      if (isStarted) scheduler.start();
      scheduler.get('paused')?.pause();
      await clock.advance(500);
      await scheduler.stop();
      await clock.advance(60_000);
      expect(scheduler.health().oldestOverdue).to.equal(undefined);
      expect(scheduler.jobs.map(({ phase }) => phase)).to.deep.equal(['ended', 'ended']);
    }
  });
});
