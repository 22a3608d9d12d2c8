import { expect } from 'chai';
import { Registry } from '../../lib/index.js';
import { simulate } from '../../lib/testing/index.js';
import { rejection } from '../support/rejection.js';

const MORNING = { from: '2026-03-02T08:00', to: '2026-03-02T09:00' };

describe('the load of a simulation', () => {
  it('tells runs of one job apart, and the ended from those in progress', async () => {
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(() => {})
      .withName('job')
      .toRunEvery(20)
      .minutes()
      .reentrant();
    const { greatestOverlap } = await simulate(registry, {
      ...MORNING,
      durations: { job: occurrence => ({ minutes: occurrence.minute === 0 ? 50 : 30 }) },
    });
    expect(greatestOverlap).to.deep.include({ count: 3, jobs: ['job', 'job', 'job'] });
  });

  it('is of the jobs that overlapped at that moment, whichever ended or began since', async () => {
    const { greatestOverlap } = await simulate(many(40), {
      ...MORNING,
      durations: Object.fromEntries(names(40).map((name, index) => [name, { seconds: 30 + index }])),
    });
    expect(greatestOverlap?.jobs).to.deep.equal(names(40));
  });

  it('is the greatest of the period, the first of those that are', async () => {
    const registry = many(3);
    registry
      .schedule(() => {})
      .withName('later')
      .toRunEvery(1)
      .hours()
      .at(30);
    const { greatestOverlap } = await simulate(registry, { ...MORNING, to: '2026-03-02T10:00' });
    expect(greatestOverlap?.jobs).to.deep.equal(names(3));
    expect(greatestOverlap?.at.toFormat('HH:mm')).to.equal('08:00');
  });

  it('is not told of a job that is not there, in a sentence that names some of the others, and counts them', async () => {
    const error = await rejection(simulate(many(1_000), { ...MORNING, durations: { digest: 1_000 } }));
    expect(String(error)).to.match(/names 'digest', and .* no such job: it has job 0, .*, job 9 and 990 more$/);
    const ofFew = await rejection(simulate(many(10), { ...MORNING, durations: { digest: 1_000 } }));
    expect(String(ofFew)).to.match(/it has job 0, .*, job 9$/);
  });
});

/** All at once, at the start of each hour. */
function many(count: number): Registry {
  const registry = new Registry({ zone: 'UTC' });
  for (const name of names(count)) {
    registry
      .schedule(() => {})
      .withName(name)
      .toRunEvery(1)
      .hours();
  }
  return registry;
}

function names(count: number): readonly string[] {
  return Array.from({ length: count }, (_, number) => `job ${number}`);
}
