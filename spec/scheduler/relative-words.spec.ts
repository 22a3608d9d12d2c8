import { expect } from 'chai';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';
import { taking } from '../support/work.js';

describe('relative words', () => {
  it('toRunNow() is one more occurrence at the start', async () => {
    const clock = new VirtualClock(Date.UTC(2026, 0, 1) + 300);
    const { scheduler, records } = rigOf([definitionOf(() => {}, { relative: { runNow: true } })], { clock });
    scheduler.start();
    await clock.advance(1700);
    expect(records.map(({ key, trigger }) => `${key.slice(-6)} ${trigger}`)).to.deep.equal([
      `${'0.300Z'.slice(-6)} startup`,
      '1.000Z schedule',
      '2.000Z schedule',
    ]);
  });

  it('times(n) ends after n runs; what is skipped and triggered does not count', async () => {
    const clock = new VirtualClock();
    const { scheduler, outcomes } = rigOf([definitionOf(taking(clock, 1500), { relative: { times: 2 } })], { clock });
    scheduler.start();
    await clock.advance(10_000);
    expect(outcomes).to.deep.equal(['1 skipped', '0 succeeded', '2 succeeded']);
    expect(scheduler.get('job')?.phase).to.equal('ended');
    void scheduler.get('job')?.trigger();
    await clock.advance(2000);
    expect(outcomes).to.have.length(4);
  });

  it('times(n) holds for what waits, too', async () => {
    const clock = new VirtualClock();
    const { scheduler, outcomes } = rigOf(
      [definitionOf(taking(clock, 1500), { overlap: 'runAfter', relative: { times: 1 } })],
      { clock },
    );
    scheduler.start();
    await clock.advance(10_000);
    expect(outcomes).to.deep.equal(['0 succeeded']);
  });

  it('times(n) withdraws an occurrence that was to come, and refuses those that wait', async () => {
    const clock = new VirtualClock();
    const waiting = rigOf([definitionOf(taking(clock, 1500), { overlap: 'runAfter', relative: { times: 2 } })], {
      clock,
    });
    waiting.scheduler.start();
    await clock.advance(10_000);
    expect(waiting.outcomes).to.deep.equal(['0 succeeded', '1 succeeded']);

    const other = new VirtualClock();
    const crowded = rigOf(
      [
        definitionOf(taking(other, 2500), { name: 'other', every: 1, unit: 'hours' }),
        definitionOf(() => {}, { overlap: 'allow', relative: { times: 1 } }),
      ],
      { clock: other, maxConcurrency: 1 },
    );
    crowded.scheduler.start();
    await other.advance(5000);
    expect(crowded.outcomes).to.deep.equal(['0 succeeded', '0 succeeded', '1 skipped', '2 skipped']);
    expect(crowded.records[2]?.outcome).to.include({ reason: 'limit' });
  });

  it('afterCompletion() goes on after an occurrence that was missed', async () => {
    const { clock, scheduler, outcomes } = rigOf([
      definitionOf(() => {}, {
        hasGrid: false,
        relative: { afterCompletion: { count: 2, unit: 'seconds' } },
        missed: { kind: 'skip', withinMs: 100, max: 1 },
      }),
    ]);
    scheduler.start();
    await clock.advance(1000);
    await clock.block(3500);
    await clock.advance(2000);
    expect(outcomes).to.deep.equal(['2 missed', '6.5 succeeded']);
  });

  it('afterCompletion() counts from when the last run settled', async () => {
    const clock = new VirtualClock();
    const { scheduler, outcomes } = rigOf(
      [
        definitionOf(taking(clock, 700), {
          hasGrid: false,
          relative: { afterCompletion: { count: 2, unit: 'seconds' } },
        }),
      ],
      { clock },
    );
    scheduler.start();
    await clock.advance(2500);
    void scheduler.get('job')?.trigger();
    await clock.advance(3000);
    scheduler.get('job')?.pause();
    await clock.advance(3000);
    expect(outcomes).to.deep.equal(['2.5 skipped', '2 succeeded', '4.7 succeeded', '7.4 skipped']);
    scheduler.get('job')?.resume();
    await clock.advance(2000);
    expect(outcomes).to.have.length(5);
  });

  it('withJitter moves the start, and not the identity', async () => {
    const { clock, scheduler, records } = rigOf([definitionOf(() => {}, { every: 10, jitterMs: 5000 })]);
    const startMs = clock.now();
    scheduler.start();
    const dueAt = scheduler.get('job')?.nextRun?.toMillis() ?? 0;
    expect(dueAt).to.be.greaterThan(startMs);
    await clock.advance(9999);
    expect(records[0]?.occurrence.toMillis()).to.equal(startMs);
    expect(records[0]?.startedAt?.toMillis()).to.equal(dueAt);
    expect(records[0]?.lateBy.toMillis()).to.equal(dueAt - startMs);
  });

  it('withJitter moves what is late, too, and all that is to come is foreseen then', async () => {
    const missed = { kind: 'runAll', withinMs: undefined, max: 3 } as const;
    const { clock, scheduler, records } = rigOf([definitionOf(() => {}, { every: 60, jitterMs: 50_000, missed })]);
    scheduler.start();
    await clock.advance(1);
    clock.sleep({ minutes: 3 });
    while (records.length === 0) await clock.advance(100);
    const job = scheduler.get('job');
    const toCome = job?.preview(5).map(at => at.toMillis()) ?? [];
    expect(toCome.slice(0, 3)).to.deep.equal(Array(3).fill(job?.nextRun?.toMillis()));
    expect(toCome.slice(3).map(at => new Date(at).getUTCMinutes())).to.deep.equal([4, 5]);
    await clock.advance({ minutes: 1 });
    expect(records.map(({ occurrence }) => occurrence.minute)).to.include.ordered.members([0, 1, 2, 3]);
  });

  it('afterCompletion() knows what comes next as soon as the end of a run is told of', async () => {
    const { clock, scheduler } = rigOf([
      definitionOf(() => {}, {
        hasGrid: false,
        relative: { runNow: true, afterCompletion: { count: 2, unit: 'seconds' } },
      }),
    ]);
    const shown: unknown[] = [];
    scheduler.on('succeeded', () => {
      const job = scheduler.get('job');
      shown.push([job?.phase, job?.nextRun?.toMillis() === clock.now() + 2000]);
    });
    scheduler.start();
    await clock.advance(3000);
    expect(shown).to.deep.equal([
      ['idle', true],
      ['idle', true],
    ]);
  });

  it('afterCompletion() goes on where a run was missed and is not made up for', async () => {
    const missed = { kind: 'skip', withinMs: 1000, max: 1 } as const;
    const relative = { runNow: true, afterCompletion: { count: 10, unit: 'seconds' } } as const;
    const { clock, scheduler, outcomes } = rigOf([definitionOf(() => {}, { hasGrid: false, relative, missed })]);
    scheduler.start();
    await clock.advance(9000);
    clock.sleep({ seconds: 5 });
    await clock.advance(10_000);
    expect(outcomes).to.deep.equal(['0 succeeded', '10 missed']);
    await clock.advance(1500);
    expect(outcomes).to.have.length(3);
  });

  it('withJitter makes no catch-up of a run that is late and makes up for none', async () => {
    const { clock, scheduler, records } = rigOf([definitionOf(() => {}, { every: 60, jitterMs: 5000 })]);
    scheduler.start();
    await clock.advance(59_000);
    await clock.block(9000);
    await clock.advance(10_000);
    expect(records.map(({ trigger }) => trigger)).to.deep.equal(['schedule', 'schedule']);
  });
});
