import { expect } from 'chai';
import type * as ours from '../../lib/job/job.js';
import { isJob, Job } from '../../lib/job/job.js';
import { Registry } from '../../lib/registry/registry.js';
import { report } from '../support/declared.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';
import { revokedProxy } from '../support/work.js';

/** The module of `Job`, loaded once more, as happens when a dependency brings its own copy of the package along. */
const copy: typeof ours = await import(new URL('../../lib/job/job.js?copy', import.meta.url).href);

class Foreign extends copy.Job {
  constructor() {
    super('foreign', { interval: { minutes: 1 }, timeout: { seconds: 3 } });
  }

  execute(): string {
    return 'done';
  }
}

describe('a Job of another copy of this package', () => {
  const ways = {
    'as it is': new Foreign(),
    'by its class': Foreign,
    'by a function that returns it': () => new Foreign(),
    'by a function that promises it': async () => new Foreign(),
  };

  for (const [way, work] of Object.entries(ways)) {
    it(`runs ${way}`, async () => {
      const { clock, scheduler, records } = rigOf([definitionOf(work, { name: 'foreign' })]);
      scheduler.start();
      await clock.advance(0);
      expect(records[0]?.outcome).to.deep.equal({ kind: 'succeeded', value: 'done' });
      await scheduler.stop();
    });
  }

  it('is scheduled as one of this copy is, with its interval and its timeout', () => {
    const registry = new Registry();
    registry.schedule(new Foreign());
    registry.schedule(Foreign).toRunEvery(1).days();
    registry.schedule(report).toRunEvery(1).days().andThen(new Foreign());
    const [definition] = registry.definitions();
    expect(definition).to.have.property('timeoutMs', 3000);
    const when = definition?.schedule.plan.when;
    expect(when?.kind === 'grid' && when.recurrence.rule).to.include({ every: 1, unit: 'minutes' });
  });
});

describe('what is no Job', () => {
  it('is Job itself, and whatever says yes to everything', () => {
    const agreeable = new Proxy({}, { has: () => true, get: () => true });
    const bare = Object.create(null);
    for (const value of [Job.prototype, agreeable, revokedProxy(), bare, { execute: report }, report, 'job', null]) {
      expect(isJob(value)).to.equal(false);
    }
  });
});
