import { expect } from 'chai';
import type { JobDefinition } from '../../lib/job/definition.js';
import { SLICE_MS } from '../../lib/run/pace.js';
import { definitionOf, type JobWords } from '../support/schedules.js';
import { BURN_MS, schedulerOf, stopwatch } from '../support/stopwatch.js';

/** How many jobs are due at once. */
const JOBS = 40;

describe('many that are not run', () => {
  const refuses = { conditions: [{ expect: true, test: () => false }] };
  const many = (words: JobWords) =>
    Array.from({ length: JOBS }, (_, i) => definitionOf(() => {}, { ...words, name: `job ${i}` }));
  const stories: Readonly<Record<string, readonly JobDefinition[]>> = {
    'by their conditions': many({ every: 60, ...refuses }),
    'in a pause': many({ every: 60 }),
    'of one job, in a pause': [definitionOf(() => {}, { every: 1 })],
  };
  for (const [title, definitions] of Object.entries(stories)) {
    it(`hold the event loop no longer than for a slice where a listener burns at each: ${title}`, async () => {
      const { clock, mostMs, burn } = stopwatch();
      const scheduler = schedulerOf(definitions, clock);
      scheduler.start();
      await clock.advance(10);
      let told = 0;
      scheduler.on('skipped', () => {
        told += 1;
        burn();
      });
      if (definitions[0]?.conditions.length === 0) scheduler.pauseAll();
      clock.sleep({ seconds: JOBS });
      await clock.advance({ minutes: 2 });
      expect(told).to.be.at.least(JOBS);
      expect(mostMs()).to.be.within(BURN_MS, SLICE_MS + 2 * BURN_MS);
    });
  }

  it('hold it no longer where their schedules ask functions that burn', async () => {
    const { clock, mostMs, burn } = stopwatch();
    let burns = () => {};
    const throwsWhere = () => {
      burns();
      return false;
    };
    const scheduler = schedulerOf(many({ every: 60, throwsWhere }), clock);
    scheduler.start();
    await clock.advance(10);
    burns = burn;
    await clock.advance({ minutes: 2 });
    expect(mostMs()).to.be.within(BURN_MS, SLICE_MS + 3 * BURN_MS);
  });
});
