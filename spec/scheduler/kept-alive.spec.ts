import { expect } from 'chai';
import type { ScheduledJob } from '../../lib/scheduler/scheduled-job.js';
import { collect } from '../support/collect.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf, said } from '../support/schedules.js';

describe('what records keep alive', () => {
  it('is nothing that was done, of jobs that have left or were edited, nor who asked for a run', async () => {
    const held: WeakRef<object>[] = [];
    const holding = () => {
      const much = {};
      held.push(new WeakRef(much));
      return () => much !== undefined;
    };
    const asked = definitionOf(() => {}, { name: 'asked', every: 3600 });
    const { scheduler, clock } = rigOf([definitionOf(() => {}), asked], { listens: false });
    scheduler.start();
    const job = scheduler.get('job') as ScheduledJob;
    for (let i = 0; i < 10; i++) {
      scheduler.add(
        holding(),
        said({ name: `one-off ${i}`, hasGrid: false, relative: { once: { count: 1, unit: 'seconds' } } }),
      );
      job.edit(said({ conditions: [{ expect: true, test: holding() }] }));
      const asks = holding();
      void scheduler.background.run(async () => asks() && scheduler.get('asked')?.trigger());
      await clock.advance(2000);
    }
    expect([job.history.length, scheduler.get('asked')?.history.length]).to.deep.equal([21, 11]);
    // What was made in this turn of the loop is kept until its end.
    await new Promise(setImmediate);
    collect();
    expect(held.filter(ref => ref.deref() !== undefined)).to.have.length.below(4);
  });
});
