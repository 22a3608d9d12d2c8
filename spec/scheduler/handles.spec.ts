import { expect } from 'chai';
import { SchedulerError } from '../../lib/errors.js';
import { MAX_SKIPS } from '../../lib/scheduler/roster.js';
import type { ScheduledJob } from '../../lib/scheduler/scheduled-job.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { noted, rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';
import { taking } from '../support/work.js';

describe('a handle', () => {
  it('tells the schedule as a value, the rules as data, and the runs in progress and those that wait', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf(
      [definitionOf(taking(clock, 2500), { every: 1, overlap: 'runAfter', group: 'g', timeoutMs: 9000, jitterMs: 0 })],
      { clock },
    );
    scheduler.start();
    await clock.advance(1500);
    const job = scheduler.get('job') as ScheduledJob;
    expect(job.schedule.words).to.equal('every second');
    expect(job.rules).to.deep.include({ overlap: 'runAfter', group: 'g', timeoutMs: 9000, jitterMs: 0 });
    expect(job.running.map(({ occurrence }) => occurrence.second)).to.deep.equal([0]);
    expect(job.waiting.map(({ occurrence }) => occurrence.second)).to.deep.equal([1]);
    expect(job.waiting[0]?.startedAt).to.equal(undefined);
    const [runId] = [...job.running, ...job.waiting].map(run => run.runId).toReversed();
    expect(job.cancel('it alone', { runId: runId as string, by: 'ana' })).to.equal(true);
    expect([job.running.length, job.waiting.length]).to.deep.equal([1, 0]);
    expect(job.history.at(-1)?.outcome).to.deep.include({ kind: 'cancelled' });
    expect(job.cancel('it alone', { runId: 'unknown' })).to.equal(false);
  });

  it('is paused by somebody, for a reason, until an end', async () => {
    const { scheduler, clock, outcomes } = rigOf([definitionOf(() => {}, { every: 10 })]);
    scheduler.start();
    await clock.advance(5000);
    const job = scheduler.get('job') as ScheduledJob;
    const heard: unknown[] = [];
    for (const name of ['paused', 'resumed'] as const)
      scheduler.on(name, ({ by, reason }) => heard.push([name, by, reason]));
    job.pause('maintenance', { by: 'ana', until: clock.now() + 20_000 });
    expect(job.paused).to.deep.include({ reason: 'maintenance', by: 'ana' });
    expect(job.paused?.until?.toMillis()).to.equal(clock.now() + 20_000);
    expect(job.nextRun).to.equal(undefined);
    const outcome = await job.trigger();
    expect(outcome).to.deep.include({ kind: 'skipped', reason: 'paused' });
    await clock.advance(30_000);
    expect(job.paused).to.equal(undefined);
    expect(outcomes.filter(line => !line.startsWith('5 '))).to.deep.equal([
      '0 succeeded',
      '10 skipped',
      '20 skipped',
      '30 succeeded',
    ]);
    expect(heard).to.deep.equal([
      ['paused', 'ana', 'maintenance'],
      ['resumed', undefined, undefined],
    ]);
  });

  it('runs what is due when its pause ends, and is told of that before, though the loop may wake first', async () => {
    const { scheduler, clock } = rigOf([definitionOf(() => {}, { every: 300 })]);
    scheduler.start();
    await clock.advance(10_000);
    const untilMs = clock.now() + 290_000;
    scheduler.get('job')?.pause('maintenance', { until: untilMs });
    const seen = noted(scheduler, 'resumed', 'started', 'skipped');
    expect(scheduler.explainRun('job', untilMs).verdict).to.equal('toCome');
    await clock.advance(290_000);
    expect(seen).to.deep.equal(['resumed', 'started']);
  });

  it('has missed what came after the end of its pause while the host slept, and not in it', async () => {
    const { scheduler, clock, outcomes } = rigOf([definitionOf(() => {}, { every: 100 })]);
    scheduler.start();
    await clock.advance(10_000);
    scheduler.get('job')?.pause('maintenance', { until: clock.now() + 200_000 });
    clock.sleep(500_000);
    await clock.advance(60_000);
    expect(outcomes).to.deep.equal(['0 succeeded', '100 skipped', '200 skipped', '300 missed', '500 succeeded']);
  });

  it('runs by hand after the end of its pause, also where the host has slept, and no alarm has rung since', async () => {
    const { scheduler, clock } = rigOf([definitionOf(() => {}, { every: 3600 })]);
    scheduler.start();
    await clock.advance(10_000);
    const job = scheduler.get('job') as ScheduledJob;
    job.pause('maintenance', { until: clock.now() + 200_000 });
    clock.sleep(500_000);
    const seen = noted(scheduler, 'resumed', 'triggered', 'started');
    expect(await job.trigger()).to.include({ kind: 'succeeded' });
    expect(seen).to.deep.equal(['resumed', 'triggered', 'started']);
  });

  it('is paused for as long as the longest of its pauses says, and told of each that lasts longer', async () => {
    const { scheduler, clock } = rigOf([definitionOf(() => {})]);
    const seen: unknown[] = [];
    scheduler.on('paused', ({ reason }) => seen.push(reason));
    scheduler.start();
    const job = scheduler.get('job') as ScheduledJob;
    for (const [reason, seconds] of [
      ['first', 10],
      ['shorter', 5],
      ['longer', 20],
    ] as const) {
      job.pause(reason, { until: clock.now() + 1000 * seconds });
    }
    await clock.advance(19_500);
    expect(job.paused).to.include({ reason: 'longer' });
    await clock.advance(1000);
    expect(job.paused).to.equal(undefined);
    job.pause('with an end', { until: clock.now() + 1000 });
    job.pause('without');
    await clock.advance(60_000);
    expect(job.paused).to.deep.include({ reason: 'without', until: undefined });
    expect(seen).to.deep.equal(['first', 'longer', 'with an end', 'without']);
  });

  it('is paused with all others for as long as they are, and not shorter than it was', async () => {
    const { scheduler, clock } = rigOf(['short', 'long', 'other'].map(name => definitionOf(() => {}, { name })));
    scheduler.start();
    const until = (seconds: number) => ({ until: clock.now() + 1000 * seconds });
    scheduler.get('short')?.pause('a while', until(5));
    scheduler.get('long')?.pause('the year');
    expect(scheduler.pauseAll('a migration', until(60))).to.equal(2);
    await clock.advance(30_000);
    expect(scheduler.jobs.map(({ paused }) => paused?.reason)).to.deep.equal([
      'a migration',
      'the year',
      'a migration',
    ]);
    expect(scheduler.pauseAll('a longer one')).to.equal(2);
    expect(scheduler.resumeAll()).to.equal(3);
  });

  it('leaves out the next occurrence, and the one after that where it is said again', async () => {
    const { scheduler, clock, records } = rigOf([definitionOf(() => {}, { every: 10 })]);
    scheduler.start();
    await clock.advance(5000);
    const job = scheduler.get('job') as ScheduledJob;
    const startMs = clock.now() - 5000;
    expect(job.skipNext('no digest today', { by: 'ana' })?.toMillis()).to.equal(startMs + 10_000);
    expect(job.skipNext()?.toMillis()).to.equal(startMs + 20_000);
    expect(job.nextRun?.toMillis()).to.equal(startMs + 30_000);
    expect(job.preview(1)[0]?.toMillis()).to.equal(startMs + 30_000);
    expect(scheduler.explainRun('job', startMs + 10_000)).to.deep.include({ verdict: 'willNot', code: 'byHand' });
    await clock.advance(30_000);
    expect(records.map(({ outcome }) => (outcome.kind === 'skipped' ? outcome.reason : outcome.kind))).to.deep.equal([
      'succeeded',
      'byHand',
      'byHand',
      'succeeded',
    ]);
    const [, first] = records;
    expect(first?.outcome).to.deep.include({ detail: 'no digest today' });
  });

  it('counts nothing as missed that is left out by hand, however late it is found', async () => {
    for (const kind of ['runOnce', 'runAll', 'skip'] as const) {
      const missed = { kind, withinMs: undefined, max: 5 };
      const { scheduler, clock, records } = rigOf([definitionOf(() => {}, { every: 1, unit: 'hours', missed })]);
      scheduler.start();
      await clock.advance(1);
      scheduler.get('job')?.skipNext();
      scheduler.get('job')?.skipNext();
      clock.sleep({ hours: 3 });
      await clock.advance({ minutes: 1 });
      const ends = records.map(({ occurrence, outcome }) => `${occurrence.hour} ${outcome.kind}`);
      const third = kind === 'skip' ? 'missed' : 'succeeded';
      expect(ends, kind).to.deep.equal(['0 succeeded', '1 skipped', '2 skipped', `3 ${third}`]);
      expect(scheduler.explainRun('job', '2026-01-01T01:00').code, kind).to.equal('byHand');
    }
  });

  it('leaves nothing out once a stop has begun, since nothing is to come', async () => {
    const { scheduler, clock } = rigOf([definitionOf(() => {}, { every: 10 })]);
    const seen = noted(scheduler, 'skipping');
    scheduler.start();
    await clock.advance(5000);
    await scheduler.stop();
    expect(scheduler.get('job')?.skipNext()).to.equal(undefined);
    expect(seen).to.deep.equal([]);
  });

  it('leaves a thousand occurrences out and no more, and forgets those that have passed', async () => {
    const { scheduler, clock } = rigOf([definitionOf(() => {}, { every: 10 })]);
    scheduler.start();
    await clock.advance(5000);
    const startMs = clock.now() - 5000;
    const job = scheduler.get('job') as ScheduledJob;
    for (let count = 0; count < MAX_SKIPS; count++) job.skipNext();
    expect(() => job.skipNext()).to.throw(SchedulerError, "job 'job' leaves out its next 1000 occurrences already");
    job.pause();
    await clock.advance(100_000);
    job.resume();
    for (let count = 1; count < 10; count++) job.skipNext();
    expect(job.skipNext()?.toMillis()).to.equal(startMs + (MAX_SKIPS + 10) * 10_000);
    expect(() => job.skipNext()).to.throw(SchedulerError);
  });

  it('keeps who asked for a run, in record and event', async () => {
    const { scheduler, clock } = rigOf([definitionOf(() => {}, { every: 60 })]);
    scheduler.start();
    const heard: unknown[] = [];
    scheduler.on('triggered', ({ by }) => heard.push(by));
    scheduler.on('started', ({ by }) => heard.push(by));
    void scheduler.get('job')?.trigger(undefined, { by: 'ana' });
    await clock.advance(10);
    expect(heard).to.include('ana');
    expect(
      scheduler
        .get('job')
        ?.history.find(({ trigger }) => trigger === 'manual')
        ?.toJSON(),
    ).to.deep.include({ by: 'ana' });
  });

  it('gives runs by hand keys of their own, with ids that are unique and sort by time', async () => {
    const { scheduler, clock, records } = rigOf([definitionOf(() => {}, { every: 60, overlap: 'allow' })]);
    scheduler.start();
    for (let second = 0; second < 3; second += 1) {
      for (let time = 0; time < 2; time += 1) void scheduler.get('job')?.trigger();
      await clock.advance(1000);
    }
    const keys = records.map(({ key }) => key);
    const ids = records.map(({ runId }) => runId);
    expect(new Set(keys).size).to.equal(keys.length);
    expect(new Set(ids).size).to.equal(ids.length);
    for (const { key, runId, trigger } of records)
      if (trigger === 'manual') expect(key).to.match(new RegExp(`#${runId}$`));
    const madeMs = (runId: string) => Number.parseInt(runId.slice(0, 9), 36);
    expect(records.map(({ runId }) => madeMs(runId))).to.deep.equal(records.map(({ settledAtMs }) => settledAtMs));
    const byTime = records.toSorted((a, b) => a.settledAtMs - b.settledAtMs || (a.runId < b.runId ? -1 : 1));
    expect(byTime.map(({ runId }) => runId)).to.deep.equal(ids.toSorted());
  });
});
