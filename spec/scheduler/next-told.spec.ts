import { expect } from 'chai';
import { Registry, type ScheduleClause, type ScheduledJob, Scheduler } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';

const IN_30_S = { hasGrid: false, relative: { once: { count: 30, unit: 'seconds' } } } as const;

describe('what is found late, and waits for its jitter when the clock is set back', () => {
  it('starts no later for that, of each kind of schedule, whether or not another follows', async () => {
    const stories: [words: (job: ScheduleClause) => unknown, backMs: number][] = [
      [job => job.toRunEvery(1).minutes().until('2026-01-01T12:00'), 3_600_000],
      [job => job.toRunEvery(1).minutes(), 3_600_000],
      [job => job.toRunEvery(1).hours(), 420_000],
      [job => job.toRunEvery(1).days().at(6, 0), 7_200_000],
      [job => job.toRunOnceAt('2026-01-01T06:00'), 7_200_000],
      [job => job.toRunOnceIn(30).seconds(), 7_200_000],
    ];
    for (const [words, backMs] of stories) {
      const { clock, scheduler, job } = await foundLate(words);
      const waitMs = (job.nextRunMs ?? Number.NaN) - clock.now();
      expect(waitMs, `${words}`).to.be.greaterThan(1);
      const before = job.history.length;
      clock.jump(-backMs);
      await clock.advance(waitMs - 1);
      expect(job.history, `${words}`).to.have.length(before);
      await clock.advance(1);
      expect(job.lastRun?.outcome.kind, `${words}`).to.equal('succeeded');
      expect(job.nextRunMs, `${words}`).to.equal(job.preview(1)[0]?.toMillis());
      await scheduler.stop();
    }
  });

  it('runs once, where that is the start itself', async () => {
    const words = { hasGrid: false, relative: { runNow: true }, jitterMs: 600_000 };
    const { scheduler, clock, outcomes } = rigOf([definitionOf(() => {}, words)]);
    scheduler.start();
    clock.sleep({ hours: 1 });
    await clock.advance({ minutes: 1 });
    expect(scheduler.get('job')?.nextRunMs).to.be.greaterThan(clock.now());
    clock.jump({ minutes: -3 });
    await clock.advance({ hours: 1 });
    expect(outcomes).to.deep.equal(['-180 succeeded']);
  });

  it('is still left out by hand, where it has moved with the clock', async () => {
    const { scheduler, clock, records } = rigOf([definitionOf(() => {}, { ...IN_30_S, jitterMs: 50_000 })]);
    scheduler.start();
    await clock.advance(1);
    clock.sleep({ hours: 24 });
    await clock.advance({ minutes: 1 });
    scheduler.get('job')?.skipNext('not this one');
    clock.jump({ hours: -5 });
    await clock.advance({ minutes: 2 });
    expect(records.map(({ occurrence, outcome }) => [occurrence.toISO(), outcome.kind])).to.deep.equal([
      ['2025-12-31T19:00:30.000Z', 'skipped'],
    ]);
  });
});

describe('when a job is due next', () => {
  it('is told of what was found late by when it starts, also to who is told of what was missed', async () => {
    const clock = new VirtualClock();
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(() => {})
      .withName('job')
      .withJitter({ seconds: 50 })
      .toRunEvery(1)
      .minutes();
    const scheduler = new Scheduler(registry, { clock, handleSignals: false });
    const job = scheduler.get('job') as ScheduledJob;
    const shown: (number | undefined)[] = [];
    scheduler.on('missed', () => void shown.push(job.nextRunMs, job.preview(1)[0]?.toMillis()));
    scheduler.start();
    await clock.advance(1);
    clock.sleep({ hours: 1 });
    while (shown.length === 0) await clock.advance(100);
    const startsAt = job.preview(1)[0];
    expect(shown).to.deep.equal([startsAt?.toMillis(), startsAt?.toMillis()]);
    const [late] = scheduler.timeline('2026-01-01T00:30', '2026-01-01T02:00').filter(({ state }) => state === 'toCome');
    expect(late && scheduler.whyNot('job', late.occurrence)).to.contain(`starts at ${startsAt?.toISO()}`);
  });

  it('is explained by the instant at which a late run starts, as by that of its occurrence', async () => {
    const { clock, scheduler, job } = await foundLate(words => words.toRunEvery(1).days().at(6, 0));
    const startsAt = job.nextRun ?? 0;
    const verdicts = () => [startsAt, '2026-01-01T06:00'].map(at => scheduler.explainRun('job', at).verdict);
    expect(verdicts()).to.deep.equal(['toCome', 'toCome']);
    await clock.advance({ minutes: 1 });
    expect(job.lastRun?.startedAtMs).to.equal(startsAt.valueOf());
    expect(verdicts()).to.deep.equal(['ran', 'ran']);
  });

  it('is explained by that instant where the first of several is left out by hand', async () => {
    const { scheduler, job } = await foundLate(words => words.whenMissed('runAll', { max: 2 }).toRunEvery(1).hours());
    job.skipNext();
    expect(scheduler.explainRun('job', job.nextRun ?? 0).verdict).to.equal('toCome');
  });

  it('is never told to be again what has run, when the clock was set back', async () => {
    const clock = new VirtualClock();
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(() => {})
      .withName('job')
      .toRunOnceAt('2026-01-01T00:00:10');
    const scheduler = new Scheduler(registry, { clock, handleSignals: false });
    scheduler.start();
    await clock.advance({ minutes: 10 });
    clock.jump({ minutes: -60 });
    await clock.advance({ minutes: 2 });
    expect(scheduler.get('job')?.preview(1)).to.deep.equal([]);
  });

  it('is told of what comes before the start by the clock, where that was set back since', async () => {
    const { scheduler, clock } = rigOf([definitionOf(() => {}, { every: 60 })]);
    await clock.advance({ hours: 6 });
    scheduler.start();
    await clock.advance({ minutes: 10, seconds: 1 });
    clock.jump({ hours: -5 });
    await clock.advance({ minutes: 1 });
    const next = scheduler.get('job')?.nextRun;
    expect(next?.toISO()).to.equal('2026-01-01T01:12:00.000Z');
    expect(next && scheduler.explainRun('job', next).code).to.equal('due');
    expect(scheduler.explainRun('job', '2026-01-01T01:09').code).to.equal('startedLater');
  });

  it('is not told of what waits for its jitter under a pause, which is skipped whether or not that ends before', async () => {
    for (const until of [undefined, '2026-01-01T00:00:20']) {
      const { scheduler, clock } = rigOf([definitionOf(() => {}, { every: 60, jitterMs: 59_000 })]);
      scheduler.start();
      await clock.advance(1);
      const job = scheduler.get('job') as ScheduledJob;
      expect(job.nextRunMs).to.be.greaterThan(clock.now() + 20_000);
      job.pause('maintenance', until === undefined ? {} : { until });
      expect(scheduler.explainRun('job', '2026-01-01T00:00').code).to.equal('paused');
      expect(job.preview(1)[0]?.minute).to.equal(1);
      await clock.advance(59_000);
      expect(job.history[0]?.outcome).to.include({ kind: 'skipped', reason: 'paused' });
    }
  });

  it('is told of what the clock comes to before a late run that it was set back from, and of that when it comes again', async () => {
    const { clock, scheduler } = await foundLate(said => said.toRunEvery(2).hours().times(3));
    clock.jump({ hours: -20 });
    noticed(scheduler);
    const codes = ['12-31T18', '12-31T20', '12-31T22'].map(at => scheduler.explainRun('job', `2025-${at}:00`).code);
    expect([...codes, scheduler.explainRun('job', '2026-01-01T12:00').code]).to.deep.equal([
      'due',
      'due',
      'limit',
      'due',
    ]);
    const daily = await foundLate(said => said.toRunEvery(1).days().at(12, 0));
    daily.clock.jump({ hours: -11 });
    noticed(daily.scheduler);
    expect(daily.job.preview(3).map(at => at.toFormat('d HH:mm'))).to.deep.equal(['1 01:31', '1 12:00', '2 12:00']);
  });

  it('counts no occurrence of a number of runs that is left out by hand, or lies in a pause', async () => {
    const clock = new VirtualClock();
    const registry = new Registry({ zone: 'UTC' });
    for (const name of ['left out', 'paused'])
      registry
        .schedule(() => {})
        .withName(name)
        .toRunEvery(1)
        .hours()
        .times(2);
    const scheduler = new Scheduler(registry, { clock, handleSignals: false });
    scheduler.start();
    await clock.advance(1);
    scheduler.get('left out')?.skipNext();
    scheduler.get('paused')?.pause('maintenance', { until: '2026-01-01T01:30' });
    const toCome = scheduler.timeline('2026-01-01T00:30', '2026-01-02');
    expect(toCome.map(({ jobName, occurrence }) => `${jobName} ${occurrence.hour}`)).to.have.members([
      'left out 2',
      'paused 2',
    ]);
    for (const name of ['left out', 'paused']) {
      const codes = [1, 2, 3].map(hour => scheduler.explainRun(name, `2026-01-01T0${hour}:00`).code);
      expect(codes, name).to.deep.equal([name === 'paused' ? 'paused' : 'byHand', 'due', 'limit']);
    }
  });

  it('brings no run by the end of a pause, or of a run, where their number is used up', async () => {
    const { clock, scheduler } = rigOf([
      definitionOf(() => {}, { name: 'twice', relative: { times: 2 } }),
      definitionOf(() => new Promise(() => {}), {
        name: 'after',
        relative: { afterCompletion: { unit: 'seconds', count: 2 }, times: 1 },
      }),
      definitionOf(() => {}, { name: 'once', hasGrid: false }),
    ]);
    scheduler.start();
    await clock.advance(3000);
    scheduler.get('twice')?.pause('maintenance');
    const why = (name: string) => scheduler.whyNot(name, '2026-01-01T00:00:09Z');
    for (const name of ['twice', 'after']) {
      expect(why(name)).to.equal(`job '${name}' will not run at 2026-01-01T00:00:09Z: its number of runs is used up.`);
    }
    expect(why('once')).to.contain('its schedule names no such instant; the nearest is 2026-01-01T00:00:00Z.');
  });

  it('is told nowhere where its schedule throws, but what that says is', async () => {
    let isDown = false;
    const throwsWhere = () => isDown && JSON.parse('down');
    const { scheduler } = rigOf([definitionOf(() => {}, { every: 60, throwsWhere })]);
    const job = scheduler.get('job');
    const told = () => [job?.preview(2), job?.interval, job?.describe()];
    isDown = true;
    const nothing = [[], undefined, `${job?.schedule.words} (UTC)`];
    expect(told(), 'before the start').to.deep.equal(nothing);
    isDown = false;
    scheduler.start();
    isDown = true;
    expect(told(), 'before it is noticed').to.deep.equal(nothing);
  });
});

/** A job whose host has slept for half a day: the last that was due was found late, and waits. */
async function foundLate(
  words: (job: ScheduleClause) => unknown,
): Promise<{ readonly clock: VirtualClock; readonly scheduler: Scheduler; readonly job: ScheduledJob }> {
  const clock = new VirtualClock();
  const registry = new Registry({ zone: 'UTC' });
  words(
    registry
      .schedule(() => {})
      .withName('job')
      .withJitter({ seconds: 50 }),
  );
  const scheduler = new Scheduler(registry, { clock, handleSignals: false });
  scheduler.start();
  await clock.advance(1);
  clock.sleep({ hours: 12, minutes: 30 });
  await clock.advance({ minutes: 1 });
  return { clock, scheduler, job: scheduler.get('job') as ScheduledJob };
}

/** A job that is added has the scheduler look at its clock. */
function noticed(scheduler: Scheduler): void {
  scheduler.add(
    () => {},
    said => said.whenAsked(),
  );
}
