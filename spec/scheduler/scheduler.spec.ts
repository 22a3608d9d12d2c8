import { expect } from 'chai';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';

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
});
