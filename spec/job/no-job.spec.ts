import { expect } from 'chai';
import { NoJobError } from '../../lib/errors.js';
import { Job, type JobFactory } from '../../lib/job/job.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';

class Digest extends Job {
  override execute(): void {}
}

describe('a job factory that gives no job', () => {
  it('fails the run with an error that names the class and what came', async () => {
    const jobFactory = (() => ({ execute: 5 })) as unknown as JobFactory;
    const { clock, scheduler, records } = rigOf([definitionOf(Digest)], { jobFactory });
    scheduler.start();
    await clock.advance(0);
    expect(records[0]?.error)
      .to.be.instanceOf(NoJobError)
      .with.property(
        'message',
        'the jobFactory gave {"execute":5} for class Digest: let it return an instance of Digest, or a promise of one',
      );
    await scheduler.stop();
  });
});
