import { expect } from 'chai';
import type { Outcome } from '../../lib/job/outcome.js';
import type { ScheduledJob } from '../../lib/scheduler/scheduled-job.js';
import type { Scheduler } from '../../lib/scheduler/scheduler.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf, said } from '../support/schedules.js';
import { taking } from '../support/work.js';

/** An occurrence on each of these milliseconds, of which a block holds up as many as it lasts. */
const EACH_MS = { every: 1, unit: 'milliseconds' } as const;

describe('what is due when its job or its scheduler changes', () => {
  it('has a record each up to a hundred at a stop, and beyond one for all', async () => {
    const { scheduler, clock, records } = rigOf([definitionOf(() => {}, EACH_MS)]);
    scheduler.start();
    await clock.advance(9);
    clock.alarm(clock.monotonic(), () => {
      void clock.block(120);
      void scheduler.stop();
    });
    await clock.advance(1);
    const skips = records.map(({ outcome }) => outcome).filter(isSkipped);
    expect(skips).to.have.length(101);
    expect(skips.every(({ reason }) => reason === 'stopping')).to.equal(true);
    expect(skips.at(-1)).to.deep.include({ count: 20 });
    expect(countOf(records.map(({ outcome }) => outcome))).to.equal(130);
  });

  it('waits for its jitter, and is recorded at a stop, an edit, a removal and the end of a pause', async () => {
    const deeds: readonly [string, (scheduler: Scheduler, job: ScheduledJob) => void][] = [
      ['stopping', scheduler => void scheduler.stop()],
      ['edited', (_scheduler, job) => job.edit(said({ every: 30 }))],
      ['removed', (_scheduler, job) => void job.remove()],
      ['paused', pausedAndResumed],
    ];
    for (const [reason, deed] of deeds) {
      const { scheduler, clock, records } = rigOf([definitionOf(() => {}, { every: 60, jitterMs: 59_000 })]);
      scheduler.start();
      const job = scheduler.get('job') as ScheduledJob;
      await clock.advance(1);
      expect(records, reason).to.have.length(0);
      deed(scheduler, job);
      expect(records.map(({ outcome }) => outcome)).to.have.length(1);
      expect(records[0]?.outcome).to.deep.include({ kind: 'skipped', reason });
      const dueAt = records[0]?.occurrenceMs;
      await clock.advance(59_999);
      expect(
        records.filter(({ occurrenceMs }) => occurrenceMs === dueAt),
        reason,
      ).to.have.length(1);
    }
  });

  it('is of the schedule that it came by where that is edited, and moves nothing of the new one', async () => {
    const { scheduler, clock, records } = rigOf([definitionOf(() => {}, { every: 60, jitterMs: 59_000 })]);
    scheduler.start();
    const job = scheduler.get('job') as ScheduledJob;
    await clock.advance(1);
    const relative = { delay: { count: 1, unit: 'hours' }, afterCompletion: { count: 5, unit: 'minutes' } } as const;
    job.edit(said({ hasGrid: false, relative, zone: 'Asia/Tokyo' }));
    expect(records.map(({ occurrence, outcome }) => [occurrence.zoneName, outcome.kind])).to.deep.equal([
      ['UTC', 'skipped'],
    ]);
    expect(job.nextRunMs).to.equal(clock.now() + 65 * 60_000);
  });

  it('is told before the end of the pause that it came in, also to who resumes in the midst of it', async () => {
    const { scheduler, clock } = rigOf([definitionOf(() => {}, EACH_MS)], { listens: false });
    const told: string[] = [];
    scheduler.on('resumed', () => told.push('resumed'));
    scheduler.on('skipped', () => {
      told.push('skipped');
      scheduler.get('job')?.resume();
    });
    scheduler.start();
    await clock.advance(1);
    scheduler.get('job')?.pause();
    void clock.block(3);
    scheduler.get('job')?.resume();
    expect(told).to.deep.equal(['skipped', 'skipped', 'skipped', 'resumed']);
  });

  it('goes on after a pause in which the host slept, also a job that would leave when it is over', async () => {
    for (const isAdded of [false, true]) {
      const { scheduler, clock, records } = rigOf(isAdded ? [] : [definitionOf(() => {}, { every: 10 })]);
      scheduler.start();
      const job = isAdded ? scheduler.add(() => {}, said({ every: 10 })) : (scheduler.get('job') as ScheduledJob);
      job.pause();
      await clock.advance(1000);
      clock.sleep({ minutes: 5 });
      await clock.advance(60_000);
      job.resume();
      const before = records.length;
      await clock.advance(30_000);
      expect(scheduler.get('job')).to.equal(job);
      expect(records.slice(before).map(({ outcome }) => outcome.kind)).to.deep.equal(Array(3).fill('succeeded'));
    }
  });

  it('is recorded once where a listener that is told of the missed stops, pauses or takes the job out', async () => {
    const missed = { kind: 'runAll', withinMs: undefined, max: 3 } as const;
    for (const deed of ['stop', 'pauseAll', 'remove'] as const) {
      const { scheduler, clock, records } = rigOf([definitionOf(() => {}, { missed })]);
      scheduler.once('missed', () => void (deed === 'remove' ? scheduler.remove('job') : scheduler[deed]()));
      scheduler.start();
      await clock.advance(500);
      clock.sleep({ seconds: 10 });
      await clock.advance(700);
      expect(records[1]?.outcome).to.deep.include({ kind: 'missed', count: 8 });
      const told = records.slice(2).map(({ occurrence, outcome }) => [occurrence.second, outcome.kind]);
      expect(told, deed).to.deep.equal([9, 10, 11].map(second => [second, 'skipped']));
    }
  });

  it('leaves only once the run has ended that makes up for what was missed', async () => {
    const clock = new VirtualClock();
    const { scheduler, records } = rigOf([], { clock });
    scheduler.start();
    const until = { hasGrid: true, every: 1, relative: { times: 1 } } as const;
    scheduler.add(() => {}, said(until));
    clock.sleep({ seconds: 30 });
    await clock.advance(60_000);
    expect(records.map(({ outcome }) => outcome.kind)).to.deep.equal(['missed', 'succeeded']);
    expect(scheduler.get('job')).to.equal(undefined);
  });

  it('is skipped where the schedule has had its number of runs while it waits for its jitter', async () => {
    const clock = new VirtualClock();
    const missed = { kind: 'runAll', withinMs: undefined, max: 3 } as const;
    const relative = { times: 1 } as const;
    const { scheduler, records } = rigOf(
      [
        definitionOf(taking(clock, 100_000), { name: 'busy', group: 'g', every: 86_400 }),
        definitionOf(() => {}, { every: 30, jitterMs: 20_000, missed, relative, group: 'g', overlap: 'runAfter' }),
      ],
      { clock },
    );
    scheduler.start();
    await clock.advance(1);
    // The first waits for the group; three are found late shortly before that is free.
    await clock.advance(20_000);
    await clock.block(78_000);
    expect(scheduler.get('job')?.nextRun?.toMillis()).to.be.greaterThan(clock.now() + 2000);
    await clock.advance(60_000);
    const own = records.filter(({ jobName }) => jobName === 'job').map(({ outcome }) => outcome);
    expect(own.map(outcome => (isSkipped(outcome) ? outcome.reason : outcome.kind))).to.deep.equal([
      'limit',
      'limit',
      'limit',
      'succeeded',
    ]);
  });

  it('is not lost where the schedule throws while what is late waits for its jitter', async () => {
    let isFaulty = false;
    const throwsWhere = () => {
      if (isFaulty) throw new Error('a faulty schedule');
      return false;
    };
    const { scheduler, clock, records } = rigOf([
      definitionOf(() => {}, {
        every: 60,
        jitterMs: 50_000,
        missed: { kind: 'runAll', withinMs: undefined, max: 3 },
        throwsWhere,
      }),
    ]);
    scheduler.start();
    await clock.advance(1);
    clock.sleep({ minutes: 3 });
    while (records.length === 0) await clock.advance(100);
    isFaulty = true;
    scheduler.remove('job');
    expect(records.map(({ occurrence, outcome }) => `${occurrence.minute} ${outcome.kind}`)).to.deep.equal([
      '0 missed',
      '1 skipped',
      '2 skipped',
      '3 skipped',
    ]);
    expect(records.at(-1)?.outcome).to.include({ reason: 'removed' });
  });
});

type Skipped = Extract<Outcome, { kind: 'skipped' }>;

function isSkipped(outcome: Outcome): outcome is Skipped {
  return outcome.kind === 'skipped';
}

/** How many occurrences these tell of. */
function countOf(outcomes: readonly Outcome[]): number {
  let count = 0;
  for (const outcome of outcomes) count += 'count' in outcome ? (outcome.count ?? 1) : 1;
  return count;
}

function pausedAndResumed(_scheduler: Scheduler, job: ScheduledJob): void {
  job.pause();
  job.resume();
}
