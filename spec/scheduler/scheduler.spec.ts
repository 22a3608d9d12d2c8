import { expect } from 'chai';
import { Registry, Scheduler } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';
import { taking } from '../support/work.js';

describe('Scheduler', () => {
  it('runs a job at each of its occurrences, the very start included', async () => {
    const starts: number[] = [];
    const { clock, scheduler } = rigOf([definitionOf(() => void starts.push(clock.now()))]);
    const startMs = clock.now();
    scheduler.start();
    await clock.advance(3000);
    expect(starts.map(at => at - startMs)).to.deep.equal([0, 1000, 2000, 3000]);
    await scheduler.stop();
    expect(clock.pendingAlarms).to.equal(0);
  });

  it('starts all jobs from one instant, however long that takes, and loses no occurrence on the way', async () => {
    const clock = new VirtualClock();
    const names = ['a', 'b', 'c'];
    let slownessMs = 0;
    const slow = { every: 1, unit: 'hours', throwsWhere: () => Boolean(clock.jump(slownessMs)) } as const;
    const { scheduler, records } = rigOf(
      names.map(name => definitionOf(() => {}, { ...slow, name })),
      { clock },
    );
    slownessMs = 7;
    scheduler.start();
    await clock.advance(1000);
    expect(records.map(({ key }) => key)).to.deep.equal(names.map(name => `${name}@2026-01-01T00:00:00.000Z`));
  });

  it('takes jobs that are declared between its making and its start, and no later ones', async () => {
    const definitions = [definitionOf(() => {}, { name: 'first' })];
    const { clock, scheduler } = rigOf(definitions);
    definitions.push(definitionOf(() => {}, { name: 'second' }));
    scheduler.start();
    definitions.push(definitionOf(() => {}, { name: 'third' }));
    await clock.advance(0);
    expect(scheduler.start().jobs.map(({ name }) => name)).to.deep.equal(['first', 'second']);
  });

  it('runs a job of 3.5 intervals at 0, 4, 8 and records what it skips, also with triggers in between', async () => {
    let atOnce = 0;
    let most = 0;
    const work = () =>
      new Promise<void>(resolve => {
        atOnce += 1;
        most = Math.max(most, atOnce);
        clock.alarm(clock.monotonic() + 3500, () => {
          atOnce -= 1;
          resolve();
        });
      });
    const { clock, scheduler, outcomes } = rigOf([definitionOf(work)]);
    scheduler.start();
    await clock.advance(1700);
    const triggered = scheduler.get('job')?.trigger();
    await clock.advance(8200);
    expect(await triggered).to.include({ kind: 'skipped', reason: 'overlap' });
    expect(outcomes.filter(line => line.endsWith('succeeded'))).to.deep.equal(['0 succeeded', '4 succeeded']);
    expect(outcomes.filter(line => line.endsWith('skipped'))).to.deep.equal(
      [1, 1.7, 2, 3, 5, 6, 7, 9].map(second => `${second} skipped`),
    );
    expect(most).to.equal(1);
  });

  it('says how far it is', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf([definitionOf(taking(clock, 1000), { every: 60 })], { clock });
    expect([scheduler.state, scheduler.startedAt]).to.deep.equal(['new', undefined]);
    scheduler.start();
    await clock.advance(10);
    expect(scheduler.state).to.equal('running');
    const report = scheduler.stop();
    expect(scheduler.state).to.equal('stopping');
    await clock.advance(2000);
    await report;
    expect(scheduler.state).to.equal('stopped');
  });

  it('takes several registries, and adds to the first or to the one that is named', async () => {
    const [a, b] = [new Registry({ zone: 'Europe/Berlin' }), new Registry({ zone: 'Asia/Kathmandu', serial: true })];
    a.schedule(() => {})
      .toRunEvery(1)
      .hours()
      .withName('a');
    b.schedule(() => {})
      .toRunEvery(1)
      .hours()
      .withName('b');
    const scheduler = new Scheduler([a, b], { clock: new VirtualClock() });
    scheduler.start();
    scheduler.add(
      () => {},
      s => s.toRunEvery(1).days().at(12, 0).withName('first'),
    );
    scheduler.add(
      () => {},
      s => s.toRunEvery(1).days().at(12, 0).withName('second'),
      { registry: b },
    );
    expect(scheduler.jobs.map(({ name, zone }) => [name, zone])).to.deep.equal([
      ['a', 'Europe/Berlin'],
      ['b', 'Asia/Kathmandu'],
      ['first', 'Europe/Berlin'],
      ['second', 'Asia/Kathmandu'],
    ]);
    expect(scheduler.get('second')?.rules.group).to.equal(scheduler.get('b')?.rules.group);
    expect(() =>
      b
        .schedule(() => {})
        .toRunEvery(1)
        .hours(),
    ).to.throw(/scheduler\.add/);
    await scheduler.stop();
  });

  it('is as new as before when its start is refused for a name that is used twice', () => {
    const registry = new Registry();
    registry
      .schedule(() => {})
      .toRunEvery(1)
      .hours()
      .withName('twice');
    const scheduler = new Scheduler(registry, { clock: new VirtualClock() });
    registry
      .schedule(() => {})
      .toRunEvery(1)
      .hours()
      .withName('twice');
    expect(() => scheduler.start()).to.throw(/twice/);
    expect(scheduler.state).to.equal('new');
    expect(() => scheduler.start(), 'and says so again').to.throw(/twice/);
  });

  it('names the run that holds the place: in the slot, in the group, or else in the room that there is', async () => {
    for (const [words, options] of [
      [{ overlap: 'runAfter' }, {}],
      [{ group: 'g' }, {}],
      [{}, { maxConcurrency: 1 }],
    ] as const) {
      const clock = new VirtualClock();
      const job = (name: string) => definitionOf(taking(clock, 60_000), { name, every: 2, ...words });
      const names = 'overlap' in words ? ['first'] : ['first', 'second'];
      const { scheduler } = rigOf(names.map(job), { clock, ...options });
      scheduler.start();
      await clock.advance(2500);
      const holder = scheduler.get('first')?.running[0]?.runId;
      const waiting = scheduler.get(names.at(-1) ?? '')?.waiting[0];
      const explained = scheduler.explainRun(waiting?.jobName ?? '', waiting?.occurrence ?? 0);
      expect(explained).to.deep.include({ verdict: 'waits', code: 'waiting', runId: holder });
    }
  });

  it('says where a run is in time: ended, running, waiting or to come; and how well it keeps up', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf([definitionOf(taking(clock, 2500), { every: 2, overlap: 'runAfter' })], { clock });
    scheduler.start();
    await clock.advance(4500);
    const items = scheduler.timeline(clock.now() - 4500, clock.now() + 4000);
    expect(items.map(({ state }) => state)).to.deep.equal(['ended', 'running', 'waiting', 'toCome', 'toCome']);
    expect(scheduler.health()).to.deep.include({ running: 1, waiting: 1, oldestOverdue: undefined });
    const explained = scheduler.explainRun('job', clock.now() - 500);
    expect(explained).to.deep.include({ verdict: 'waits', runId: scheduler.get('job')?.running[0]?.runId });
    expect(scheduler.explainRun('job', clock.now() + 1).verdict).to.equal('noOccurrence');
    expect(scheduler.explainRun('nobody', clock.now()).verdict).to.equal('unknown');
  });

  it('says how late the event loop woke it when it last did, also once it is on time again', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf([definitionOf(() => {}, { every: 1 })], { clock });
    const delays = () => scheduler.health().loopDelayMs;
    scheduler.start();
    await clock.advance(1000);
    expect(delays()).to.equal(0);
    await clock.block(2400);
    expect(delays()).to.equal(1400);
    await clock.advance(600);
    expect(delays()).to.equal(0);
    await clock.block(1250);
    expect(delays()).to.equal(250);
  });
});
