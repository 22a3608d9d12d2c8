import { expect } from 'chai';
import { Registry, Scheduler } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { noted, rigOf } from '../support/scheduler-rig.js';
import { definitionOf, said } from '../support/schedules.js';

/** A function given to `exceptOn` that throws while `isFaulty`. */
function faulty() {
  const state = { isFaulty: false };
  const throwsWhere = () => {
    if (state.isFaulty) throw new Error('a faulty schedule');
    return false;
  };
  return { state, throwsWhere };
}

describe('a schedule that throws', () => {
  it('keeps no scheduler from starting, also where timeouts are compared with it', async () => {
    const { state, throwsWhere } = faulty();
    const { scheduler, clock, outcomes } = rigOf([
      definitionOf(() => {}, { timeoutMs: 5000, throwsWhere, name: 'faulty' }),
      definitionOf(() => {}, { every: 20 }),
    ]);
    state.isFaulty = true;
    scheduler.start();
    expect(scheduler.get('faulty')?.phase).to.equal('broken');
    expect(scheduler.get('faulty')?.preview(2), 'as it has no next run').to.deep.equal([]);
    state.isFaulty = false;
    await clock.advance(61_000);
    expect(outcomes).to.include('0 succeeded').and.to.include('61 succeeded');
  });

  it('loses nothing that was left out by hand, also where more is asked to be', async () => {
    const { state, throwsWhere } = faulty();
    const { scheduler, clock, outcomes } = rigOf([definitionOf(() => {}, { throwsWhere, every: 120 })]);
    scheduler.start();
    await clock.advance(500);
    const job = scheduler.get('job');
    job?.skipNext('not this one');
    state.isFaulty = true;
    expect(job?.nextRun).to.equal(undefined);
    expect(job?.skipNext('nor the next')).to.equal(undefined);
    state.isFaulty = false;
    await clock.advance(120_000);
    expect(outcomes).to.deep.equal(['0 succeeded', '120 skipped']);
  });

  it('does not make a job over that came by add, and that has just told of what it missed', async () => {
    const { state, throwsWhere } = faulty();
    const { scheduler, clock } = rigOf([]);
    scheduler.start();
    scheduler.add(() => {}, said({ throwsWhere, missed: { kind: 'skip', withinMs: 0, max: 1 } }));
    scheduler.on('missed', () => {
      state.isFaulty = true;
    });
    await clock.advance(500);
    clock.sleep(60_000);
    await clock.advance(1000);
    expect(scheduler.get('job')?.phase).to.equal('broken');
    state.isFaulty = false;
    await clock.advance(61_000);
    expect(scheduler.get('job')?.lastRun?.outcome.kind).to.equal('succeeded');
  });

  it('is said to be broken where it is asked for one instant, and what is recorded is told all the same', async () => {
    const { state, throwsWhere } = faulty();
    const { scheduler, clock } = rigOf([definitionOf(() => {}, { throwsWhere })]);
    scheduler.start();
    await clock.advance(2500);
    const startMs = clock.now() - 2500;
    state.isFaulty = true;
    const verdictAt = (ms: number) => scheduler.explainRun('job', startMs + ms).verdict;
    expect([1000, 1500, 3000].map(verdictAt)).to.deep.equal(['ran', 'unknown', 'unknown']);
    expect(scheduler.explainRun('job', startMs + 1500).code).to.equal('broken');
    expect(scheduler.whyNot('job', startMs + 1500)).to.match(/its schedule threw/);
  });

  it('has no further occurrence to leave out', async () => {
    const { state, throwsWhere } = faulty();
    const { scheduler, clock } = rigOf([definitionOf(() => {}, { throwsWhere })]);
    scheduler.start();
    await clock.advance(500);
    const job = scheduler.get('job');
    expect(job?.skipNext('by hand')).to.not.equal(undefined);
    state.isFaulty = true;
    expect(job?.skipNext('by hand')).to.equal(undefined);
  });

  it('ends its own part of the timeline, and no other', async () => {
    const { state, throwsWhere } = faulty();
    const { scheduler, clock } = rigOf([
      definitionOf(() => {}, { throwsWhere, name: 'faulty' }),
      definitionOf(() => {}, { every: 10 }),
    ]);
    scheduler.start();
    await clock.advance(500);
    state.isFaulty = true;
    const items = scheduler.timeline(clock.now() + 5000, clock.now() + 35_000);
    expect(items.map(({ jobName }) => jobName)).to.deep.equal(['job', 'job', 'job']);
  });

  it('goes on when the clock is set back, once it throws no longer', async () => {
    const { state, throwsWhere } = faulty();
    const { scheduler, clock, records } = rigOf([definitionOf(() => {}, { throwsWhere })]);
    scheduler.start();
    await clock.advance(5500);
    state.isFaulty = true;
    clock.jump({ hours: -2 });
    await clock.advance(60_000);
    state.isFaulty = false;
    const before = records.length;
    await clock.advance(120_000);
    expect(records.length - before).to.be.greaterThan(60);
  });

  it('is broken no longer once it was asked anew because the clock was set back, and runs each occurrence once', async () => {
    const { state, throwsWhere } = faulty();
    const { scheduler, clock, records } = rigOf([definitionOf(() => {}, { every: 5, throwsWhere })]);
    scheduler.start();
    await clock.advance(2000);
    state.isFaulty = true;
    clock.jump({ seconds: 10 });
    await clock.advance(5000);
    state.isFaulty = false;
    clock.jump({ hours: -1 });
    scheduler.add(() => {}, said({ name: 'another', every: 3600 }));
    expect(scheduler.get('job')?.phase).to.equal('idle');
    await clock.advance(20_000);
    const repeated = records.filter(run => run.repeated && run.jobName === 'job');
    expect(repeated.map(({ outcome, occurrence }) => `${occurrence.second} ${outcome.kind}`)).to.deep.equal([
      '20 succeeded',
      '25 succeeded',
      '30 succeeded',
      '35 succeeded',
    ]);
  });

  it('is tried again at once when the clock is set back, and not hours later when it shows that minute again', async () => {
    const { state, throwsWhere } = faulty();
    const { scheduler, clock, records } = rigOf([definitionOf(() => {}, { every: 3600, throwsWhere })]);
    scheduler.start();
    await clock.advance(1000);
    state.isFaulty = true;
    clock.jump({ hours: 1 });
    await clock.advance(60_000);
    expect(scheduler.get('job')?.phase).to.equal('broken');
    state.isFaulty = false;
    clock.jump({ minutes: -30 });
    await clock.advance(60_000);
    expect(scheduler.get('job')?.phase).to.equal('idle');
    expect(records.at(-1)?.outcome.kind).to.equal('succeeded');
  });

  it('leaves nothing of the schedule out that an edit gives its job, where the clock was set back', async () => {
    const { state, throwsWhere } = faulty();
    const clock = new VirtualClock('2026-01-01T01:00:00Z');
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(() => {})
      .toRunEvery(1)
      .days()
      .at(2)
      .exceptOn(throwsWhere)
      .withName('job');
    const scheduler = new Scheduler(registry, { clock });
    const seen = noted(scheduler, 'scheduleFailed', 'succeeded');
    scheduler.start();
    state.isFaulty = true;
    scheduler.get('job')?.skipNext('by hand');
    expect(scheduler.get('job')?.nextRun).to.equal(undefined);
    clock.jump({ minutes: -20 });
    scheduler.get('job')?.edit('50 0 * * *');
    await clock.advance({ minutes: 11 });
    expect(seen.at(-1)).to.equal('succeeded');
  });

  it('loses nothing that was found late and waits for its jitter, where it throws as the clock is set back', async () => {
    const { state, throwsWhere } = faulty();
    const missed = { kind: 'runAll', withinMs: undefined, max: 3 } as const;
    const words = { every: 60, jitterMs: 50_000, missed, throwsWhere };
    const { scheduler, clock, records } = rigOf([definitionOf(() => {}, words)]);
    scheduler.start();
    await clock.advance(1);
    clock.sleep({ minutes: 3 });
    while (records.length === 0) await clock.advance(100);
    state.isFaulty = true;
    clock.jump({ seconds: -2 });
    scheduler.add(() => {}, said({ name: 'another', every: 3600 }));
    expect(scheduler.get('job')?.phase).to.equal('broken');
    await clock.advance(61_000);
    state.isFaulty = false;
    await clock.advance(61_000);
    const told = records.filter(({ jobName }) => jobName === 'job').slice(0, 4);
    expect(told.map(({ occurrence, outcome }) => `${occurrence.minute} ${outcome.kind}`)).to.deep.equal([
      '0 missed',
      '1 succeeded',
      '2 succeeded',
      '3 succeeded',
    ]);
  });

  for (const [title, isMended] of [
    ['while it threw', true],
    ['of which it can tell nothing still', false],
  ] as const) {
    it(`catches up with nothing that came in a pause, ${title}`, async () => {
      const { state, throwsWhere } = faulty();
      const missed = { kind: 'runAll', withinMs: undefined, max: 50 } as const;
      const { scheduler, clock, outcomes } = rigOf([definitionOf(() => {}, { every: 10, missed, throwsWhere })]);
      scheduler.start();
      await clock.advance(5000);
      scheduler.get('job')?.pause();
      state.isFaulty = true;
      await clock.advance(30_000);
      if (isMended) state.isFaulty = false;
      scheduler.get('job')?.resume();
      await clock.advance(1);
      state.isFaulty = false;
      await clock.advance(60_000);
      const inPause = outcomes.filter(outcome => ['10', '20', '30'].includes(outcome.split(' ')[0] ?? ''));
      expect(inPause).to.deep.equal(isMended ? ['10 skipped', '20 skipped', '30 skipped'] : ['10 skipped']);
      expect(outcomes).to.include.members(['40 succeeded', '90 succeeded']);
    });
  }

  it('is told of where it throws about what has passed, and its job leaves a minute later', async () => {
    const { state, throwsWhere } = faulty();
    const clock = new VirtualClock();
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(() => {})
      .toRunEvery(30)
      .seconds()
      .withName('another');
    const scheduler = new Scheduler(registry, { clock });
    const seen = noted(scheduler, 'added', 'scheduleFailed', 'removed', 'succeeded');
    scheduler.add(
      () => {},
      s => s.toRunEvery(1).days().at(9).until('2020-01-01').exceptOn(throwsWhere),
    );
    state.isFaulty = true;
    scheduler.start();
    expect(seen).to.deep.equal(['added', 'scheduleFailed']);
    await clock.advance(61_000);
    expect(seen.slice(2)).to.deep.equal(['succeeded', 'succeeded', 'succeeded', 'removed']);
  });
});
