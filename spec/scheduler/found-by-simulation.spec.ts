import { expect } from 'chai';
import { SchedulerError } from '../../lib/errors.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf, said } from '../support/schedules.js';
import { taking } from '../support/work.js';

const HOUR_MS = 3_600_000;

/** What the simulation found in the engine, each as small as it can be told. */
describe('what the simulation has found', () => {
  it('an edit and a removal record what is due and was not started yet', async () => {
    const { clock, scheduler, outcomes, records } = rigOf([
      definitionOf(() => {}, { name: 'edited' }),
      definitionOf(() => {}, { name: 'removed' }),
    ]);
    scheduler.start();
    await clock.advance(500);
    clock.jump(10_000);
    scheduler.get('edited')?.edit(said({ every: 1, unit: 'hours' }));
    scheduler.remove('removed');
    const each = Array.from({ length: 10 }, (_, i) => `${i + 1} skipped`);
    expect(outcomes.slice(2)).to.deep.equal([...each, ...each]);
    const reasons = records.slice(2).map(({ outcome }) => outcome.kind === 'skipped' && outcome.reason);
    expect(new Set(reasons)).to.deep.equal(new Set(['edited', 'removed']));
  });

  it('a stop records what became due behind a batch that a job held up', async () => {
    const clock = new VirtualClock();
    const names = ['a', 'b', 'c'];
    const { scheduler, records } = rigOf(
      [
        ...names.map(name => definitionOf(() => {}, { name })),
        definitionOf(
          () => {
            void clock.block(2100);
            void scheduler.stop();
          },
          { name: 'd', every: 1, unit: 'hours' },
        ),
      ],
      { clock },
    );
    scheduler.start();
    await clock.advance(0);
    for (const name of names) {
      const own = records.filter(({ jobName }) => jobName === name);
      const count = own.reduce((sum, { outcome }) => sum + (outcome.kind === 'missed' ? outcome.count : 1), 0);
      expect(count, name).to.equal(3);
    }
  });

  it('a condition that holds after the job was removed starts nothing', async () => {
    const clock = new VirtualClock();
    const test = () => taking(clock, 100)().then(() => true);
    const { scheduler, outcomes } = rigOf([definitionOf(() => {}, { conditions: [{ expect: true, test }] })], {
      clock,
    });
    scheduler.start();
    await clock.advance(50);
    scheduler.remove('job');
    await clock.advance(1000);
    expect(outcomes).to.deep.equal(['0 skipped']);
  });

  for (const overlap of ['runAfter', 'cancelPrevious'] as const) {
    it(`a job that was edited from allow to ${overlap} waits for all of its runs`, async () => {
      const clock = new VirtualClock();
      let inProgress = 0;
      let isEdited = false;
      const beside: number[] = [];
      const work = async () => {
        if (isEdited) beside.push(inProgress);
        inProgress += 1;
        await taking(clock, isEdited ? 100 : 3500)();
        inProgress -= 1;
      };
      const { scheduler } = rigOf([definitionOf(work, { overlap: 'allow' })], { clock });
      scheduler.start();
      await clock.advance(2500);
      scheduler.get('job')?.edit(said({ overlap }));
      isEdited = true;
      await clock.advance(5000);
      expect(beside.length).to.be.greaterThan(1);
      expect(Math.max(...beside)).to.equal(0);
    });
  }

  it('a run of the schedule before an edit is none of the times of the schedule after it', async () => {
    const clock = new VirtualClock();
    const { scheduler, outcomes } = rigOf([definitionOf(taking(clock, 1500), { overlap: 'runAfter' })], { clock });
    scheduler.start();
    await clock.advance(1200);
    scheduler.get('job')?.edit(said({ every: 5, relative: { times: 2 } }));
    await clock.advance(20_000);
    expect(outcomes).to.deep.equal(['0 succeeded', '1 succeeded', '5 succeeded', '10 succeeded']);
  });

  it('a run of the schedule before an edit still is one of its own times', async () => {
    const clock = new VirtualClock();
    const missed = { kind: 'runAll', withinMs: undefined, max: 5 } as const;
    const { scheduler, outcomes } = rigOf([definitionOf(taking(clock, 100), { missed, relative: { times: 2 } })], {
      clock,
    });
    scheduler.start();
    await clock.advance(500);
    await clock.block(4000);
    scheduler.get('job')?.edit(said({ every: 1, unit: 'hours' }));
    await clock.advance(1000);
    expect(outcomes).to.deep.equal(['0 succeeded', '1 succeeded', '2 skipped', '3 skipped', '4 skipped']);
  });

  it('what is measured from the start and has run does not come again when the clock is set back', async () => {
    const inTenSeconds = { hasGrid: false, relative: { once: { count: 10, unit: 'seconds' as const } } };
    const { clock, scheduler, outcomes } = rigOf([
      definitionOf(() => {}, { ...inTenSeconds, name: 'once' }),
      definitionOf(() => {}),
    ]);
    scheduler.start();
    await clock.advance(20_000);
    clock.jump(-4 * HOUR_MS);
    expect(scheduler.get('once')?.phase).to.equal('ended');
    await clock.advance(60_000);
    expect(scheduler.get('once')?.nextRun).to.equal(undefined);
    await clock.advance(4 * HOUR_MS);
    const once = scheduler.get('once')?.history.map(({ occurrence }) => occurrence.toISO());
    expect(once).to.deep.equal(['2026-01-01T00:00:10.000Z']);
    expect(
      outcomes.filter(line => line === '10 succeeded'),
      'the other comes again',
    ).to.have.length(3);
  });

  it('a clock that was set while the loop had nothing to wait for is noticed on the next waking', async () => {
    const { clock, scheduler } = rigOf([definitionOf(() => {})]);
    const jumps: number[] = [];
    scheduler.on('clockJumped', ({ byMs }) => jumps.push(byMs));
    scheduler.start();
    await clock.advance(500);
    scheduler.remove('job');
    clock.jump(-5 * HOUR_MS);
    scheduler.add(() => {}, said({ name: 'other' }));
    await clock.advance(1000);
    expect(jumps).to.deep.equal([-5 * HOUR_MS]);
  });

  it('a job that is resumed after the stop records nothing more', async () => {
    const { clock, scheduler, outcomes } = rigOf([definitionOf(() => {})]);
    scheduler.start();
    scheduler.get('job')?.pause();
    await clock.advance(0);
    await scheduler.stop();
    await clock.advance(HOUR_MS);
    scheduler.get('job')?.resume();
    expect(outcomes).to.deep.equal(['0 skipped']);
  });

  it('what is counted from when the last run settled is one occurrence, however often the clock is set', async () => {
    const clock = new VirtualClock();
    const { scheduler, outcomes } = rigOf(
      [
        definitionOf(() => {}, {
          relative: { runNow: true, afterCompletion: { count: 1, unit: 'hours' } },
          missed: { kind: 'runAll', withinMs: undefined, max: 20 },
        }),
        definitionOf(() => {}, { name: 'other', every: 1, unit: 'hours' }),
      ],
      { clock },
    );
    scheduler.start();
    await clock.advance(1000);
    clock.jump(-9 * HOUR_MS);
    await clock.advance(60_000);
    clock.jump(20 * HOUR_MS);
    await clock.advance(60_000);
    expect(outcomes.filter(line => line === '0 succeeded')).to.have.length(2);
  });

  it('a stop ends within its budget also where a blocked loop drew out its drain', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf([definitionOf(() => new Promise(() => {}))], { clock });
    scheduler.start();
    await clock.advance(0);
    const report = scheduler.stop({ drain: { seconds: 1 }, cancel: { seconds: 4 } });
    await clock.block(3000);
    await clock.advance(2000);
    expect(await report).to.deep.equal({ finished: [], cancelled: [], abandoned: ['job'], tookMs: 5000 });
  });

  it('an edit by who is told of the missed is not undone by what was missed', async () => {
    const { clock, scheduler } = rigOf([
      definitionOf(() => {}, {
        relative: { afterCompletion: { count: 1, unit: 'seconds' } },
        missed: { kind: 'skip', withinMs: 0, max: 1 },
      }),
    ]);
    scheduler.once('missed', () => scheduler.get('job')?.edit(said({ every: 2 })));
    scheduler.start();
    await clock.block(5000);
    expect(scheduler.get('job')?.nextRun?.toISO()).to.equal('2026-01-01T00:00:06.000Z');
  });

  it('a run that edits its job leaves those that wait to make up for others as they are, however short it is', async () => {
    for (const isAsync of [true, false]) {
      const edit = () => scheduler.get('job')?.edit(said({ every: 1, unit: 'hours' }));
      const { clock, scheduler, outcomes } = rigOf([
        definitionOf(isAsync ? async () => edit() : edit, { missed: { kind: 'runAll', withinMs: undefined, max: 5 } }),
      ]);
      await clock.advance(500);
      scheduler.start();
      await clock.block(3000);
      expect(outcomes).to.deep.equal(['1 succeeded', '2 succeeded', '3 succeeded']);
    }
  });

  it('an edit to what is counted from completion has a next run, also where it would run now or the clock was set back', async () => {
    const { clock, scheduler } = rigOf([definitionOf(() => {})]);
    const afterCompletion = { count: 10, unit: 'seconds' } as const;
    scheduler.start();
    await clock.advance(1000);
    scheduler.get('job')?.edit(said({ relative: { runNow: true, afterCompletion } }));
    expect(scheduler.get('job')?.nextRun?.toISO()).to.equal('2026-01-01T00:00:11.000Z');
    clock.jump(-HOUR_MS);
    scheduler.get('job')?.edit(said({ relative: { afterCompletion } }));
    expect(scheduler.get('job')?.nextRun?.toISO()).to.equal('2025-12-31T23:00:11.000Z');
  });

  it('the record of a removed job is none of the job that takes its name', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf([definitionOf(taking(clock, 100))], { clock });
    scheduler.start();
    await clock.advance(50);
    const removed = scheduler.get('job');
    scheduler.remove('job');
    scheduler.add(() => {}, said({ every: 1, unit: 'hours' }));
    await clock.advance(100);
    expect(removed?.history).to.have.length(1);
    expect(scheduler.get('job')?.history).to.deep.equal([]);
    await scheduler.stop();
    expect(() => removed?.trigger()).to.throw(SchedulerError, 'add it again');
  });
});
