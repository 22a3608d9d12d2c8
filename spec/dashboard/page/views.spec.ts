import { expect } from 'chai';
import fc from 'fast-check';
import type { Row } from '../../../lib/console/row.js';
import { LOOKS, lookOf, lookWords, tally } from '../../../lib/dashboard/page/look.js';
import { markPath } from '../../../lib/dashboard/page/mark-path.js';
import { hashOf, type Route, routeOf } from '../../../lib/dashboard/page/route.js';
import { stripRuns } from '../../../lib/dashboard/page/strip-runs.js';

describe('what the page makes of texts', () => {
  it('finds the view of an address, and the address of a view', () => {
    expect(routeOf('')).to.deep.equal({ page: 'jobs', q: '', state: 'all', sort: 'attention' });
    expect(routeOf('#/jobs?state=look&sort=next&q=a%26b')).to.deep.equal({
      page: 'jobs',
      q: 'a&b',
      state: 'look',
      sort: 'next',
    });
    expect(routeOf('#/jobs?state=constructor&sort=__proto__')).to.deep.equal({
      page: 'jobs',
      q: '',
      state: 'all',
      sort: 'attention',
    });
    expect(routeOf('#/timeline?hours=7&at=x')).to.deep.equal({ page: 'timeline', hours: 6, at: 0 });
    expect(routeOf('#/toString').page).to.equal('nowhere');
    expect(hashOf({ page: 'jobs', q: '', state: 'all', sort: 'attention' })).to.equal('#/jobs');
    expect(hashOf({ page: 'job', job: 'a/b%2F..', outcome: 'failed', all: '', open: '' })).to.equal(
      '#/jobs/a%2Fb%252F..?outcome=failed',
    );
  });

  it('comes back to every view by its address, whatever jobs are called', () => {
    const name = fc.string({ minLength: 1, unit: 'grapheme' });
    const route: fc.Arbitrary<Route> = fc.oneof(
      fc.record({
        page: fc.constant('job' as const),
        job: name,
        outcome: fc.string(),
        all: fc.constantFrom('', 'yes'),
        open: fc.string(),
      }),
      fc.record({ page: fc.constant('run' as const), run: name }),
      fc.record({ page: fc.constant('activity' as const), who: fc.string(), job: fc.string() }),
      fc.record({ page: fc.constant('timeline' as const), hours: fc.constantFrom(1, 6, 24, 168), at: fc.nat() }),
    );
    fc.assert(
      fc.property(route, one => {
        expect(routeOf(hashOf(one))).to.deep.equal(one);
      }),
    );
  });

  it('reads a strip: how each run ended, and about how long it took', () => {
    const runs = stripRuns('s0saf5t7k0m0r1c2a3l4');
    expect(runs.map(({ look }) => look)).to.deep.equal([
      ...[
        'succeeded',
        'succeeded',
        'failed',
        'timedOut',
        'skipped',
        'missed',
        'flaky',
        'cancelled',
        'abandoned',
        'lost',
      ],
    ]);
    expect(runs.slice(0, 3).map(({ ms }) => ms)).to.deep.equal([0, 1_023, 31]);
    expect(stripRuns('')).to.deep.equal([]);
  });

  it('gives every look a word and a mark of its own', () => {
    const marks = LOOKS.map(look => JSON.stringify(markPath(look, 2, 14, 5, 7)));
    expect(new Set(marks).size).to.equal(LOOKS.length);
    expect(new Set(LOOKS.map(lookWords)).size).to.equal(LOOKS.length);
    expect(lookOf('succeeded', 2)).to.equal('flaky');
    expect(lookOf('failed', 3)).to.equal('failed');
    expect(tally(['succeeded', 'failed', 'succeeded', 'timedOut'])).to.equal('2 succeeded, 1 failed, 1 timed out');
  });

  it('takes rows that a stream tells into an answer of the same process, or farm, and leaves that of another', async () => {
    // What the page knows is typed with a DOM, which is not here.
    const patch: string = '../../../lib/dashboard/page/patch.js';
    const { withRows } = (await import(patch)) as { withRows: (...from: readonly unknown[]) => Patched };
    const row = (rev: number, streak: number) => ({ name: 'backup', rev, streak }) as Row;
    const body = { v: 1, epoch: 'a', rev: 9, now: 0, total: 1, matching: 1, jobs: [row(9, 0)] } as const;
    const model = { answers: { jobs: { query: '', body } } };
    const streakAfter = (rows: readonly Row[], id?: string) =>
      withRows(model, rows, id).answers.jobs.body.jobs[0]?.streak;
    expect(streakAfter([row(10, 1)], 'a.10')).to.equal(1);
    expect(streakAfter([row(8, 1)], 'a.10')).to.equal(0);
    expect(streakAfter([row(10, 1)], 'b.10')).to.equal(0);
    expect(streakAfter([row(9, 1)])).to.equal(1);
  });

  it('keeps the lines of the run that the stream follows, and of no other that it has followed', async () => {
    const patch: string = '../../../lib/dashboard/page/patch.js';
    const { withLine } = (await import(patch)) as { withLine: (...from: readonly unknown[]) => WithLines };
    let model: WithLines = { lines: new Map() };
    for (const [run, seq] of [
      ['a', 1],
      ['a', 2],
      ['b', 1],
    ] as const) {
      model = withLine(model, { run, seq, at: 0, level: 'info', text: '' });
    }
    expect([...model.lines].map(([run, lines]) => [run, lines.length])).to.deep.equal([['b', 1]]);
  });

  it('keeps what was drawn of a job for as long as it is listed', async () => {
    const rows: string = '../../../lib/dashboard/page/job-row.js';
    const { jobRows } = (await import(rows)) as { jobRows: (all: readonly unknown[]) => readonly unknown[] };
    const row = { row: { name: 'backup', rev: 1 }, zone: 'UTC', epoch: 'a', isAt: false, can: {}, intents: {} };
    const [first] = jobRows([row]);
    expect(jobRows([row])[0]).to.equal(first);
    jobRows([]);
    expect(jobRows([row])[0]).not.to.equal(first);
  });
});

interface WithLines {
  readonly lines: ReadonlyMap<string, readonly unknown[]>;
}

interface Patched {
  readonly answers: { readonly jobs: { readonly body: { readonly jobs: readonly Row[] } } };
}
