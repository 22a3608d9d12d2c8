import { inspect } from 'node:util';
import { expect } from 'chai';
import { DuplicateNameError, RunCancelledError, SchedulerError } from '../../lib/errors.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { noted, rigOf } from '../support/scheduler-rig.js';
import { definitionOf, said } from '../support/schedules.js';
import { taking } from '../support/work.js';

describe('ScheduledJob', () => {
  it('tells its name, next runs, interval, timeout and phase, and is one handle', async () => {
    const { clock, scheduler } = rigOf([definitionOf(() => {}, { every: 5, timeoutMs: 3000, zone: 'Asia/Kathmandu' })]);
    const job = scheduler.get('job');
    expect(scheduler.jobs).to.deep.equal([job]);
    expect(scheduler.get('none')).to.equal(undefined);
    expect(job?.nextRun).to.equal(undefined);
    expect(job?.phase).to.equal('idle');
    expect(job?.preview(2).map(String)).to.deep.equal([
      '2026-01-01T05:45:05.000+05:45',
      '2026-01-01T05:45:10.000+05:45',
    ]);
    scheduler.start();
    await clock.advance(1000);
    expect(String(job?.nextRun)).to.equal('2026-01-01T05:45:05.000+05:45');
    expect(job?.preview(2).map(String)).to.deep.equal([
      '2026-01-01T05:45:05.000+05:45',
      '2026-01-01T05:45:10.000+05:45',
    ]);
    expect(job?.interval?.toMillis()).to.equal(5000);
    expect(job?.timeout?.toMillis()).to.equal(3000);
    expect(job?.lastRun?.key).to.equal('job@2026-01-01T00:00:00.000Z');
    expect(() => job?.preview(-1)).to.throw(RangeError, "preview(-1) of job 'job'");
  });

  it('foresees nothing once it was removed, or its scheduler has stopped', async () => {
    const { scheduler } = rigOf([definitionOf(() => {}), definitionOf(() => {}, { name: 'other' })]);
    scheduler.start();
    const [job, other] = scheduler.jobs;
    job?.remove();
    expect([job?.preview(1), job?.interval, job?.nextRun]).to.deep.equal([[], undefined, undefined]);
    expect(other?.preview(1)).to.have.length(1);
    await scheduler.stop();
    expect([other?.preview(1), other?.interval, other?.nextRun]).to.deep.equal([[], undefined, undefined]);
    const unstarted = rigOf([definitionOf(() => {})]).scheduler;
    expect(unstarted.get('job')?.preview(1)).to.have.length(1);
    await unstarted.stop();
    expect(unstarted.get('job')?.preview(1)).to.deep.equal([]);
  });

  it('describes its schedule', () => {
    const { scheduler } = rigOf([definitionOf(() => {}, { every: 5 })]);
    expect(scheduler.get('job')?.describe()).to.match(/^every 5 seconds .*next 1 January 2026/);
  });

  it('prints as what there is to see of it', async () => {
    const { clock, scheduler } = rigOf([definitionOf(() => {})]);
    scheduler.start();
    await clock.advance(0);
    const job = scheduler.get('job');
    expect(JSON.parse(JSON.stringify(job))).to.include({ name: 'job', phase: 'idle', zone: 'UTC' });
    expect(inspect(job)).to.include('nextRun').and.to.include('succeeded');
    await scheduler.stop();
  });

  it('knows its next run from inside of a run, and shows the one that starts next', async () => {
    const seen: (number | undefined)[] = [];
    const { clock, scheduler } = rigOf([definitionOf(() => void seen.push(scheduler.get('job')?.nextRun?.toMillis()))]);
    const startMs = clock.now();
    scheduler.start();
    await clock.advance(1000);
    expect(seen).to.deep.equal([startMs + 1000, startMs + 2000]);
  });

  it('is not started while paused, and catches up with nothing', async () => {
    const { clock, scheduler, outcomes, records } = rigOf([definitionOf(() => {})]);
    const seen = noted(scheduler, 'paused', 'resumed');
    scheduler.start();
    await clock.advance(500);
    const job = scheduler.get('job');
    job?.pause('maintenance');
    job?.pause('again');
    expect(job?.nextRun).to.equal(undefined);
    expect(job?.phase).to.equal('paused');
    expect(job?.preview(1).map(String)).to.deep.equal(['2026-01-01T00:00:01.000Z']);
    await clock.advance(2000);
    expect(await job?.trigger()).to.deep.equal({ kind: 'skipped', reason: 'paused', detail: 'maintenance' });
    const blocked = clock.block(1600);
    job?.resume();
    job?.resume();
    expect(String(job?.nextRun)).to.equal('2026-01-01T00:00:05.000Z');
    await blocked;
    await clock.advance(1000);
    expect(outcomes).to.deep.equal([
      '0 succeeded',
      '1 skipped',
      '2 skipped',
      '2.5 skipped',
      '3 skipped',
      '4 skipped',
      '5 succeeded',
    ]);
    expect(records[1]?.outcome).to.deep.equal({ kind: 'skipped', reason: 'paused', detail: 'maintenance' });
    expect(seen).to.deep.equal(['paused', 'resumed']);
  });

  it('lets a run finish when it is paused, and takes back what waits', async () => {
    const clock = new VirtualClock();
    const { scheduler, outcomes } = rigOf([definitionOf(taking(clock, 1500), { overlap: 'runAfter' })], { clock });
    scheduler.start();
    await clock.advance(1100);
    scheduler.get('job')?.pause();
    await clock.advance(1000);
    expect(outcomes).to.deep.equal(['1 skipped', '0 succeeded', '2 skipped']);
  });

  it('runs by hand without moving its next occurrence', async () => {
    const { clock, scheduler, records } = rigOf([definitionOf(({ trigger }) => trigger, { every: 1, unit: 'hours' })]);
    const seen = noted(scheduler, 'triggered');
    const early = scheduler.get('job')?.trigger();
    expect(await early).to.deep.equal({ kind: 'succeeded', value: 'manual' });
    scheduler.start();
    await clock.advance(1000);
    const next = scheduler.get('job')?.nextRun;
    expect(await scheduler.get('job')?.trigger()).to.deep.equal({ kind: 'succeeded', value: 'manual' });
    expect(scheduler.get('job')?.nextRun).to.deep.equal(next);
    expect(records.map(({ trigger }) => trigger)).to.deep.equal(['manual', 'schedule', 'manual']);
    expect(seen).to.have.length(2);
  });

  it('may trigger, cancel, pause, edit and remove itself from inside', async () => {
    const clock = new VirtualClock();
    const { scheduler, outcomes } = rigOf(
      [
        definitionOf(async ({ signal }) => {
          const job = scheduler.get('job');
          void job?.trigger();
          job?.pause();
          job?.resume();
          job?.edit(said({ every: 2 }));
          job?.cancel('by itself');
          expect(signal.reason).to.be.instanceOf(RunCancelledError);
          job?.remove();
        }),
      ],
      { clock },
    );
    scheduler.start();
    await clock.advance(5000);
    expect(outcomes).to.deep.equal(['0 skipped', '0 cancelled']);
    expect(scheduler.jobs).to.deep.equal([]);
    expect(clock.pendingAlarms).to.equal(0);
  });

  it('gets a new schedule by an edit, which never fires at once and keeps the place of its run', async () => {
    const clock = new VirtualClock();
    const { scheduler, outcomes } = rigOf([definitionOf(taking(clock, 2500))], { clock });
    const seen = noted(scheduler, 'edited');
    scheduler.start();
    await clock.advance(1000);
    scheduler.get('job')?.edit(said({ every: 1, relative: { runNow: true } }));
    await clock.advance(0);
    expect(outcomes).to.deep.equal(['1 skipped']);
    await clock.advance(2000);
    expect(outcomes).to.deep.equal(['1 skipped', '2 skipped', '0 succeeded']);
    expect(seen).to.deep.equal(['edited']);
    expect(() => scheduler.get('job')?.edit(said({ zone: 'Mars/Olympus' }))).to.throw('Mars/Olympus');
    expect(String(scheduler.get('job')?.nextRun)).to.equal('2026-01-01T00:00:04.000Z');
  });

  it('may be edited between being due and being started', async () => {
    const { clock, scheduler, outcomes } = rigOf([
      definitionOf(() => scheduler.get('b')?.edit(said({ every: 1, unit: 'hours' })), {
        name: 'a',
        every: 1,
        unit: 'hours',
      }),
      definitionOf(() => {}, { name: 'b' }),
      definitionOf(() => void scheduler.remove('d'), { name: 'c', every: 1, unit: 'hours' }),
      definitionOf(() => {}, { name: 'd' }),
    ]);
    scheduler.start();
    await clock.advance(3000);
    expect(outcomes).to.deep.equal(['0 skipped', '0 succeeded', '0 skipped', '0 succeeded']);
  });

  it('is removed, while its run goes on, and a new job of its name does not overlap it', async () => {
    const clock = new VirtualClock();
    const { scheduler, outcomes } = rigOf([definitionOf(taking(clock, 2500))], { clock });
    const seen = noted(scheduler, 'removed', 'added');
    scheduler.start();
    await clock.advance(500);
    const old = scheduler.get('job');
    expect(scheduler.remove('job')).to.equal(true);
    expect(old?.remove()).to.equal(false);
    expect(old?.phase).to.equal('running');
    for (const deed of [() => old?.trigger(), () => old?.edit(said({})), () => old?.resume()]) {
      expect(deed).to.throw(SchedulerError, "job 'job' has left the scheduler: add it again");
    }
    scheduler.add(() => {}, said({}));
    await clock.advance(2500);
    expect(outcomes).to.deep.equal(['1 skipped', '2 skipped', '0 succeeded', '3 succeeded']);
    expect(old?.phase).to.equal('ended');
    expect(seen).to.deep.equal(['removed', 'added']);
    expect(scheduler.remove('none')).to.equal(false);
  });

  it('takes what waits for its place along when it is removed', async () => {
    const clock = new VirtualClock();
    const { scheduler, outcomes } = rigOf([definitionOf(taking(clock, 1500), { overlap: 'runAfter' })], { clock });
    scheduler.start();
    await clock.advance(1200);
    scheduler.remove('job');
    await clock.advance(5000);
    expect(outcomes).to.deep.equal(['1 skipped', '0 succeeded']);
  });

  it('has a name of its own, unless it replaces the other', async () => {
    const { clock, scheduler, outcomes } = rigOf([definitionOf(() => 'old')]);
    scheduler.start();
    await clock.advance(0);
    expect(() => scheduler.add(() => {})).to.throw(DuplicateNameError, "there is a job named 'job' already");
    expect(() => rigOf([definitionOf(() => {}), definitionOf(() => {})])).to.throw(DuplicateNameError);
    const before = scheduler.get('job');
    expect(scheduler.add(() => 'new', said({}), { replace: true })).to.equal(before);
    await clock.advance(0);
    expect(outcomes).to.deep.equal(['0 succeeded']);
    await clock.advance(1000);
    expect(before?.lastRun?.outcome).to.deep.equal({ kind: 'succeeded', value: 'new' });
    expect(before?.history).to.have.length(2);
  });

  it('added later never fires at once, but by toRunNow()', async () => {
    const { clock, scheduler, outcomes, records } = rigOf([]);
    scheduler.start();
    scheduler.add(() => {}, said({ name: 'quiet' }));
    scheduler.add(() => {}, said({ name: 'eager', every: 10, relative: { runNow: true } }));
    await clock.advance(0);
    expect(outcomes).to.deep.equal(['0 succeeded']);
    expect(records[0]).to.include({ jobName: 'eager', trigger: 'startup' });
    await clock.advance(1000);
    expect(records[1]).to.include({ jobName: 'quiet', trigger: 'schedule' });
  });
});
