import { expect } from 'chai';
import { runsPage } from '../../lib/console/local/runs-page.js';
import type { SubjectRecord } from '../../lib/console/local/subject.js';
import type { Tracked } from '../../lib/console/local/tracked.js';

const JOBS = 300;
const RECORDS = 100;
const SECOND = 1_000;

describe('a page of runs', () => {
  it('looks at each record a few times, where all jobs have ended something at the same moment', () => {
    let looks = 0;
    const record = (job: number, at: number) => ({
      jobName: `job ${job}`,
      get runId() {
        return String(at * JOBS + job).padStart(9, '0');
      },
      get settledAtMs() {
        looks += 1;
        return at * SECOND;
      },
      outcome: { kind: 'skipped', reason: 'paused', detail: 'it is paused' },
      trigger: 'schedule',
      attempts: 0,
      lateMs: 0,
      occurrenceMs: at * SECOND,
    });
    const jobs = Array.from({ length: JOBS }, (_, job) => ({
      name: `job ${job}`,
      job: { history: Array.from({ length: RECORDS }, (_, at) => record(job, at)) as unknown as SubjectRecord[] },
      lastAtMs: (RECORDS - 1) * SECOND,
      kinds: 32,
    })) as unknown as readonly Tracked[];
    const { runs, after } = runsPage(jobs, { limit: 500 });
    const newest = Array.from({ length: 500 }, (_, i) => String(RECORDS * JOBS - 1 - i).padStart(9, '0'));
    expect(runs.map(({ id }) => id)).to.deep.equal(newest);
    expect(after).to.equal(newest.at(-1));
    expect(looks).to.be.below(5 * JOBS * RECORDS);
  });
});
