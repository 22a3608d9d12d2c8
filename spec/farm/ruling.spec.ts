import { expect } from 'chai';
import type { FarmJob } from '../../lib/farm/farm-job.js';
import type { Release } from '../../lib/farm/release.js';
import { Ruling } from '../../lib/farm/ruling.js';
import type { BroughtJob, FarmStore, KnownSchedule } from '../../lib/farm/store.js';
import { rejection } from '../support/rejection.js';

describe('a host of a release that another rules out', () => {
  const startMs = Date.parse('2026-01-01T00:00:00Z');
  const at = (seconds: number) => startMs + seconds * 1_000;
  const taken: (readonly [string, number])[] = [];
  const enrolled: string[] = [];
  let isAway = false;
  let ruling: Ruling;

  beforeEach(() => {
    taken.length = 0;
    enrolled.length = 0;
    isAway = false;
    const store = {
      wordsOf: async () => ({}),
      async takeOver(jobs: readonly BroughtJob[], fromMs: number) {
        if (isAway) throw new Error('away');
        for (const { name } of jobs) taken.push([name, fromMs]);
        return jobs.map(({ name }) => ({ name }) as KnownSchedule);
      },
    } as Partial<FarmStore> as FarmStore;
    const job = { name: 'job', words: 'old' } as FarmJob;
    const jobs = new Map([['job', job]]);
    const again = ({ name }: KnownSchedule) => void enrolled.push(name);
    ruling = new Ruling({ store, release: 'v1', words: { job: 'old' }, jobs, again });
  });

  /** As the database shows it so many seconds after the start: the later release was seen last then. */
  function releases(nowS: number, youngS: number): readonly Release[] {
    const about = { startedMs: startMs, hasHosts: true };
    return [
      { ...about, release: 'v1', firstSeenMs: at(0), lastSeenMs: at(nowS) },
      { ...about, release: 'v2', firstSeenMs: at(1), lastSeenMs: at(youngS) },
    ];
  }

  const see = (nowS: number, youngS: number) => ruling.see(releases(nowS, youngS), at(nowS));

  it('takes its jobs over when that one lives no longer, from where it was seen last', async () => {
    await see(5, 5);
    expect(ruling.isRuledOut('job')).to.equal(true);
    for (let nowS = 10; nowS < 25; nowS += 5) await see(nowS, 5);
    expect(ruling.isRuledOut('job')).to.equal(true);
    await see(25, 5);
    expect([ruling.isRuledOut('job'), taken, enrolled]).to.deep.equal([false, [['job', at(5)]], ['job']]);
  });

  it('forgets none of them where the database is away in that moment', async () => {
    for (let nowS = 5; nowS < 25; nowS += 5) await see(nowS, 5);
    isAway = true;
    expect(await rejection(see(25, 5))).to.contain('away');
    expect(ruling.isRuledOut('job')).to.equal(true);
    isAway = false;
    await see(27, 5);
    expect([ruling.isRuledOut('job'), taken, enrolled]).to.deep.equal([false, [['job', at(5)]], ['job']]);
  });

  it('does not take for gone what nobody could see, while the database was away for all', async () => {
    await see(15, 15);
    await see(75, 15);
    await see(77, 76);
    expect([ruling.isRuledOut('job'), taken]).to.deep.equal([true, []]);
    await see(135, 76);
    for (let nowS = 140; nowS < 155; nowS += 5) await see(nowS, 76);
    expect(taken).to.deep.equal([]);
    await see(156, 76);
    expect([ruling.isRuledOut('job'), taken]).to.deep.equal([false, [['job', at(76)]]]);
  });
});
