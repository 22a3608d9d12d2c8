import { expect } from 'chai';
import type { JobsQuery } from '../../../lib/console/console.js';
import type { Row } from '../../../lib/console/row.js';
import { BEGIN, type ConsoleWorld } from './console-world.js';

const MINUTE_MS = 60_000;
const ALL: JobsQuery = { sort: 'name', limit: 500 };
const sees = (name: string) => name !== 'bad';

/** What holds for what every console tells, wherever its jobs run. */
export function itTells(worldOf: () => Promise<ConsoleWorld>): void {
  let world: ConsoleWorld;

  beforeEach(async () => {
    world = await worldOf();
    await world.advance(60);
  });
  afterEach(() => world.stop());

  it('lists the jobs, by what is asked for', async () => {
    const names = async (query: Partial<JobsQuery>) => {
      const { jobs } = await world.console.jobs({ ...ALL, ...query });
      return jobs.map(({ name }) => name);
    };
    expect(await names({})).to.deep.equal(['bad', 'good', 'rare', 'slow', 'talks']);
    expect((await names({ sort: 'attention' }))[0]).to.equal('bad');
    expect(await names({ sort: 'next' })).to.deep.equal(['good', 'slow', 'bad', 'talks', 'rare']);
    expect((await names({ sort: 'slowest' })).slice(0, 2)).to.deep.equal(['slow', 'talks']);
    expect(await names({ q: 'EVERY 10 ' })).to.deep.equal(['good', 'slow']);
    expect(await names({ state: 'failing' })).to.deep.equal(['bad']);
    expect(await names({ state: 'look' })).to.deep.equal(['bad']);
    expect(await names({ state: 'never' })).to.deep.equal(['rare']);
    expect(await names({ q: 'nothing' })).to.deep.equal([]);
    expect(await world.console.jobs({ ...ALL, q: 'every 10', limit: 1 })).to.include({ total: 5, matching: 2 });
  });

  it('gives page after page, each job once', async () => {
    for (const sort of ['attention', 'next', 'name', 'slowest'] as const) {
      const names: string[] = [];
      let after: string | undefined;
      do {
        const page = await world.console.jobs({ sort, limit: 2, ...(after !== undefined && { after }) });
        names.push(...page.jobs.map(({ name }) => name));
        after = page.after;
      } while (after !== undefined);
      expect([...names].sort(), sort).to.deep.equal(['bad', 'good', 'rare', 'slow', 'talks']);
    }
  });

  it('tells each job as it is', async () => {
    const [bad, good] = await rows('bad', 'good');
    expect(bad).to.include({
      state: 'failing',
      streak: 5,
      words: 'every 15 minutes',
      zone: 'UTC',
      strip: 'f0f0f0f0f0',
    });
    expect(bad?.last).to.include({ kind: 'failed', at: BEGIN + 60 * MINUTE_MS, message: 'the bank did not answer' });
    expect(good).to.include({ state: 'ok', streak: 0, next: BEGIN + 70 * MINUTE_MS, p50: 0 });
    const [slow] = await rows('slow');
    expect(slow).to.include({ state: 'running', since: BEGIN + 60 * MINUTE_MS });
    expect(slow?.strip).to.match(/^k0sj(k0sj){2}$/);
    const [talks] = await rows('talks');
    expect(talks?.progress).to.deep.equal({ done: 1, total: 2, message: 'half of it' });
    expect(await world.console.rows(['nothing', 'good'])).to.have.lengthOf(1);
  });

  it('tells which jobs have changed since a revision', async () => {
    const rev = world.console.revision();
    expect([...(world.console.changed(rev) ?? [])]).to.deep.equal([]);
    await world.advance(5);
    expect([...(world.console.changed(rev) ?? [])]).to.deep.equal(['talks']);
    expect(world.console.revision()).to.be.above(rev);
    const [talks, good] = await rows('talks', 'good');
    expect(talks?.rev).to.be.above(rev);
    expect(good?.rev).to.be.at.most(rev);
    expect(world.console.changed(world.console.revision() + 1)).to.equal(undefined);
    await world.advance(180);
    // However often, once each, since nobody has looked meanwhile.
    expect([...(world.console.changed(rev) ?? [])].sort()).to.deep.equal(['bad', 'good', 'slow', 'talks']);
  });

  it('tells one job in full', async () => {
    const bad = await world.console.job('bad');
    expect(bad?.runs.map(({ kind, at }) => [kind, (at - BEGIN) / MINUTE_MS])).to.deep.equal(
      [60, 45, 30, 15, 0].map(minute => ['failed', minute]),
    );
    expect([bad?.failures, bad?.error?.message, bad?.error?.name]).to.deep.equal([
      5,
      'the bank did not answer',
      'Error',
    ]);
    expect(bad?.job.upcoming.map(at => (at - BEGIN) / MINUTE_MS)).to.deep.equal([75, 90, 105, 120, 135, 150, 165]);
    expect(bad?.job.stats).to.include({ runs: 5, failed: 5, succeeded: 0 });
    expect(bad?.runs[0]?.message).to.equal('Error: the bank did not answer');
    expect(bad?.job.rules).to.deep.equal([
      ['When it overlaps', 'the later one is skipped'],
      ['After sleep', 'the last one missed is run'],
      ['Retries', 'none'],
      ['Timeout', 'none'],
      ['Group', 'none'],
    ]);
    expect((await world.console.job('good'))?.runs[0]?.value).to.equal('done');
    const slow = await world.console.job('slow');
    expect(slow?.running.map(({ kind, startedAt, ms }) => [kind, startedAt, ms])).to.deep.equal([
      ['running', BEGIN + 60 * MINUTE_MS, 0],
    ]);
    expect(await world.console.job('nothing')).to.equal(undefined);
  });

  it('tells the runs, page after page', async () => {
    const kinds: string[] = [];
    let before: string | undefined;
    do {
      const page = await world.console.runs({ limit: 3, ...(before !== undefined && { before }) });
      kinds.push(...page.runs.map(({ job, kind }) => `${job} ${kind}`));
      before = page.after;
    } while (before !== undefined);
    expect([...kinds].sort()).to.deep.equal([...world.ledger].sort());
    const failed = await world.console.runs({ limit: 500, outcome: 'failed' });
    expect(failed.runs.map(({ job }) => job)).to.deep.equal(Array(5).fill('bad'));
    expect(await world.console.runs({ limit: 9, before: 'nothing' })).to.deep.equal({ runs: [] });
  });

  it('tells one run in full, and while it runs', async () => {
    await world.advance(5);
    const { runs } = await world.console.runs({ job: 'talks', limit: 1 });
    const run = await world.console.run(runs[0]?.id ?? '');
    expect(run).to.deep.include({ kind: 'succeeded', job: 'talks', attempts: 1, ms: MINUTE_MS });
    expect(run?.value).to.deep.equal({ counted: 12 });
    expect(run?.lines.map(({ seq, level, text }) => [seq, level, text])).to.deep.equal([
      [1, 'info', 'the first line'],
      [2, 'warn', 'the last line'],
    ]);
    expect(run?.tries).to.deep.equal([{ n: 1, startMs: 0, ms: MINUTE_MS }]);
    const [slow] = await rows('slow');
    const going = await world.console.run(slow?.run ?? '');
    expect(going).to.deep.include({ kind: 'running', job: 'slow', ms: 5 * MINUTE_MS });
    expect(await world.console.run('nothing')).to.equal(undefined);
  });

  it('tells of the jobs that are seen, and of no other', async () => {
    const { console } = world;
    await console.do({ do: 'pause', job: 'bad', by: 'ana' });
    const told = [
      await console.overview(sees),
      await console.jobs({ ...ALL, sees }),
      await console.runs({ limit: 500, sees }),
      await console.timeline({ from: BEGIN, to: BEGIN + 120 * MINUTE_MS, width: 1_000, sees }),
      await console.problems(sees),
      await console.activity({ limit: 500, sees }),
      await console.metrics(sees),
    ];
    expect(JSON.stringify(told)).not.to.contain('"bad"');
    const counts = { jobs: 4, running: 2, failing: 0, look: 0, paused: 0, pausable: 4 };
    expect((await console.overview(sees)).counts).to.deep.equal(counts);
    expect((await console.overview(sees)).day.failed).to.equal(0);
    expect((await console.overview()).day.failed).to.equal(5);
  });

  it('tells what happened in a stretch of time, and what will', async () => {
    const { rows: lines, since } = await world.console.timeline({
      from: BEGIN,
      to: BEGIN + 120 * MINUTE_MS,
      width: 1_000,
      jobs: ['good', 'slow', 'rare'],
    });
    const [good, slow, rare] = lines;
    expect(since).to.equal(world.since);
    expect(good?.bars?.map(({ at }) => (at - BEGIN) / MINUTE_MS)).to.deep.equal([0, 10, 20, 30, 40, 50, 60]);
    expect(good?.future.map(at => (at - BEGIN) / MINUTE_MS)).to.deep.equal([70, 80, 90, 100, 110]);
    expect(slow?.bars?.map(({ kind }) => kind)).to.deep.equal([
      ...['skipped', 'succeeded', 'skipped', 'succeeded', 'skipped', 'succeeded', 'running'],
    ]);
    expect(rare).to.deep.include({ bars: [], future: [], next: Date.UTC(2026, 10, 21, 4) });
    // What began before, and what ends after, is within.
    const [within] = (
      await world.console.timeline({
        from: BEGIN + 5 * MINUTE_MS,
        to: BEGIN + 9 * MINUTE_MS,
        width: 100,
        jobs: ['slow'],
      })
    ).rows;
    expect(within?.bars?.map(({ at, kind }) => [at, kind])).to.deep.equal([[BEGIN, 'succeeded']]);
    const [dense] = (
      await world.console.timeline({ from: BEGIN, to: BEGIN + 31 * 1_440 * MINUTE_MS, width: 100, jobs: ['good'] })
    ).rows;
    expect(dense?.bars ?? dense?.cells).to.have.lengthOf.above(0);
    // Starts to come reach to the end, as far apart as they can be told apart.
    const starts = dense?.future ?? [];
    const gaps = starts.slice(1).map((at, index) => at - (starts[index] ?? 0));
    expect(Math.min(...gaps)).to.be.at.least(31 * 1_440 * MINUTE_MS * 0.04);
    expect(starts.at(-1)).to.be.above(BEGIN + 29 * 1_440 * MINUTE_MS);
  });

  it('finds what is wrong, and finds it no more when its cause has gone', async () => {
    const { console } = world;
    const found = async () => (await console.problems()).map(({ code, job, level }) => [code, job, level]);
    expect(await found()).to.deep.equal([
      ['failing', 'bad', 'bad'],
      ['overlap', 'slow', 'warn'],
    ]);
    expect((await console.problems())[0]).to.deep.include({
      since: BEGIN,
      title: 'has failed 5 times in a row',
      cause: 'the bank did not answer',
    });
    expect((await console.overview()).problems).to.equal(2);
  });

  it('says why a job did not run', async () => {
    const why = await world.console.why('slow', BEGIN + 10 * MINUTE_MS);
    expect(why.text).to.match(/skipped/);
  });

  async function rows(...names: readonly string[]): Promise<readonly (Row | undefined)[]> {
    const found = await world.console.rows(names);
    return names.map(name => found.find(row => row.name === name));
  }
}
