import { expect } from 'chai';
import type { RunRecord } from '../../lib/job/outcome.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf, type JobWords, said } from '../support/schedules.js';
import { taking } from '../support/work.js';

const IN_20_S = { runNow: true, delay: { count: 20, unit: 'seconds' } } as const;
const IN_30_S = { hasGrid: false, relative: { once: { count: 30, unit: 'seconds' } } } as const;

describe('a clock that was set back, and that nobody has noticed yet', () => {
  it('moves nothing that is added since: it starts when it says', async () => {
    const { scheduler, clock, outcomes } = rigOf([definitionOf(() => {}, { every: 3600 })]);
    scheduler.start();
    await clock.advance(100);
    clock.jump({ hours: -2 });
    scheduler.add(() => {}, said({ ...IN_30_S, name: 'added' }));
    await clock.advance(29_000);
    expect(outcomes).to.deep.equal(['0 succeeded']);
    await clock.advance(2_000);
    expect(outcomes).to.have.length(2);
  });

  it('moves nothing that is counted from a run which has settled since', async () => {
    const clock = new VirtualClock();
    const { scheduler, records } = rigOf(
      [
        definitionOf(taking(clock, 1000), {
          hasGrid: false,
          relative: { runNow: true, afterCompletion: { count: 10, unit: 'minutes' } },
        }),
      ],
      { clock },
    );
    scheduler.start();
    await clock.advance(500);
    clock.jump({ hours: -1 });
    await clock.advance(9 * 60_000);
    expect(records).to.have.length(1);
    await clock.advance(2 * 60_000);
    expect(records).to.have.length(2);
  });
});

describe('a clock that is set back', () => {
  it('loses no run that is to come once after the start', async () => {
    const { scheduler, clock, records } = rigOf([
      definitionOf(() => {}, {
        every: 4,
        unit: 'hours',
        relative: { runNow: true, delay: { count: 5, unit: 'seconds' } },
      }),
    ]);
    scheduler.start();
    await clock.advance(1500);
    clock.jump({ minutes: -4 });
    await clock.advance(10_000);
    expect(records.map(({ trigger, outcome }) => [trigger, outcome.kind])).to.deep.equal([['startup', 'succeeded']]);
  });

  it('loses no such run that it finds late', async () => {
    const { scheduler, clock, records } = rigOf([definitionOf(() => {}, { every: 60, relative: IN_20_S })]);
    scheduler.start();
    await clock.advance(1000);
    clock.jump({ minutes: -6 });
    await clock.block({ seconds: 30 });
    expect(endsOf(records)).to.deep.equal(['2025-12-31T23:54:20.000Z succeeded']);
  });

  it('loses none that comes in a pause, through which the host slept', async () => {
    const words = { every: 14_400, relative: IN_20_S };
    const { scheduler, clock, records } = rigOf([
      definitionOf(() => {}, words),
      definitionOf(() => {}, { name: 'other' }),
    ]);
    await clock.advance({ minutes: 30 });
    scheduler.start();
    await clock.advance(1500);
    scheduler.pauseAll();
    clock.jump({ minutes: -6 });
    await clock.advance(1000);
    clock.sleep({ minutes: 1 });
    await clock.advance({ minutes: 1 });
    expect(endsOf(records)).to.deep.equal(['2026-01-01T00:24:20.000Z skipped']);
  });

  it('starts none again that has just begun', async () => {
    const work = () => {
      clock.jump({ minutes: -2 });
      scheduler.add(() => {}, said({ name: 'added', every: 3600 }));
    };
    const { scheduler, clock, records } = rigOf([definitionOf(work, { every: 14_400, relative: IN_20_S })]);
    scheduler.start();
    await clock.advance({ minutes: 10 });
    expect(endsOf(records)).to.deep.equal(['2026-01-01T00:00:20.000Z succeeded']);
  });

  it('repeats no occurrence of a grid by less than a step, and by a step the last', async () => {
    for (const [backMs, runs] of [
      [599_999, 2],
      [600_000, 3],
    ] as const) {
      const { scheduler, clock, records } = rigOf([definitionOf(() => {}, { every: 10, unit: 'minutes' })]);
      scheduler.start();
      await clock.advance(600_000);
      clock.jump(-backMs);
      await clock.advance(600_000);
      expect(records, `${backMs}`).to.have.length(runs);
    }
  });

  it('starts nothing again that has had its number of runs', async () => {
    const { scheduler, clock, records } = rigOf([
      definitionOf(() => {}, { relative: { times: 2, delay: { count: 5, unit: 'seconds' } } }),
    ]);
    scheduler.start();
    await clock.advance(20_000);
    clock.jump({ minutes: -1 });
    await clock.advance(300_000);
    expect(records.map(({ outcome }) => outcome.kind)).to.deep.equal(['succeeded', 'succeeded']);
  });

  it('silences no schedule that it gets by an edit', async () => {
    const { scheduler, clock, records } = rigOf([definitionOf(() => {}, { every: 10 })]);
    scheduler.start();
    await clock.advance(3_600_000);
    clock.jump({ minutes: -50 });
    await clock.advance(100);
    scheduler.get('job')?.edit(said({ every: 2 }));
    const before = records.length;
    await clock.advance(10_000);
    expect(records.length - before).to.equal(5);
  });
});

describe('what comes too late', () => {
  it('is a pause until later that is said after the stop: it leaves no alarm behind', async () => {
    const { scheduler, clock } = rigOf([definitionOf(() => {}, { every: 60 })]);
    scheduler.start();
    await clock.advance(10);
    await scheduler.stop();
    scheduler.get('job')?.pause('later', { until: clock.now() + 60_000 });
    expect(clock.pendingAlarms).to.equal(0);
  });

  it('is a job that a listener takes out as it is told of it: nothing is missed of it', async () => {
    const { scheduler, records } = rigOf([]);
    scheduler.start();
    scheduler.on('added', ({ jobName }) => void scheduler.remove(jobName));
    scheduler.add(() => {}, said({ every: 1 }));
    expect(records).to.deep.equal([]);
  });
});

describe('a clock that is set back while what was found late waits for its jitter', () => {
  it('silences nothing when the job is resumed then', async () => {
    const { scheduler, clock, records } = rigOf([definitionOf(() => {}, { every: 60, jitterMs: 50_000 })]);
    scheduler.start();
    await clock.advance(1);
    clock.sleep({ minutes: 90 });
    await clock.advance({ minutes: 1 });
    const job = scheduler.get('job');
    clock.sleep({ minutes: 30 });
    while (job?.nextRunMs === undefined || records.at(-1)?.outcome.kind !== 'missed') await clock.advance(100);
    clock.jump({ minutes: -70 });
    job.pause();
    await clock.advance({ minutes: 1 });
    job.resume();
    const before = records.length;
    await clock.advance({ minutes: 10 });
    expect(records.length - before).to.be.at.least(9);
  });
});

describe('a clock that is set back beneath what was said by hand', () => {
  it('leaves out the occurrence that was left out, which has moved with it', async () => {
    const clock = new VirtualClock();
    const words = { hasGrid: false, relative: { afterCompletion: { count: 5, unit: 'minutes' } } } as const;
    const stories = [
      words,
      IN_30_S,
      { every: 86_400, relative: { runNow: true, delay: { count: 30, unit: 'seconds' } } },
    ];
    const definitions = stories.map((story, i) => definitionOf(() => {}, { ...story, name: `job ${i}` } as JobWords));
    const { scheduler, records } = rigOf(definitions, { clock });
    scheduler.start();
    await clock.advance(500);
    for (const job of scheduler.jobs) job.skipNext('not this one');
    clock.jump({ hours: -1 });
    await clock.advance({ minutes: 6 });
    const ends = records.map(({ jobName, outcome }) => `${jobName} ${outcome.kind === 'skipped' && outcome.reason}`);
    expect(ends).to.have.members(['job 0 byHand', 'job 1 byHand', 'job 2 byHand']);
  });

  it('leaves out no occurrence that comes again and was left out before, when the job was paused', async () => {
    const { scheduler, clock, outcomes } = rigOf([definitionOf(() => {}, { every: 60 })]);
    scheduler.start();
    await clock.advance(500);
    const job = scheduler.get('job');
    job?.skipNext('not this one');
    job?.pause('maintenance');
    await clock.advance(60_000);
    job?.resume();
    clock.jump({ seconds: -80 });
    await clock.advance(100_000);
    expect(outcomes).to.deep.equal(['0 succeeded', '60 skipped', '60 succeeded']);
  });

  it('is noticed before an edit, so that what the old schedule ran leaves nothing of the new one out', async () => {
    const { scheduler, clock, records } = rigOf([definitionOf(() => {}, { every: 5 })]);
    scheduler.start();
    await clock.advance({ minutes: 60, seconds: 1 });
    clock.jump({ minutes: -9 });
    const before = records.length;
    scheduler
      .get('job')
      ?.edit(said({ hasGrid: false, relative: { once: { at: { hour: 0, minute: 55, second: 0 } } } }));
    await clock.advance({ minutes: 5 });
    expect(records.slice(before).map(({ occurrence }) => occurrence.toISO())).to.deep.equal([
      '2026-01-01T00:55:00.000Z',
    ]);
  });

  it('ends no job for ever that counts from the end of its runs, where it was set back by too little to be noticed', async () => {
    const relative = { runNow: true, afterCompletion: { count: 5, unit: 'milliseconds' } } as const;
    const conditions = [{ expect: true, test: () => new Promise<boolean>(() => {}) }];
    const { scheduler, clock, outcomes } = rigOf([definitionOf(() => {}, { hasGrid: false, relative, conditions })]);
    scheduler.start();
    await clock.advance(0);
    clock.jump(-980);
    scheduler.get('job')?.pause();
    clock.jump({ minutes: -7 });
    await clock.advance(20);
    expect(outcomes.length).to.be.greaterThan(3);
    expect(scheduler.get('job')?.preview(1)).to.have.length(1);
  });
});

/** What became of the runs of `job`. */
function endsOf(records: readonly RunRecord[]): readonly string[] {
  const own = records.filter(({ jobName }) => jobName === 'job');
  return own.map(({ occurrence, outcome }) => `${occurrence.toISO()} ${outcome.kind}`);
}
