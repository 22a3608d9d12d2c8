import { expect } from 'chai';
import { rigOf } from '../support/scheduler-rig.js';
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
});
