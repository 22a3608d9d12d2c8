import { expect } from 'chai';
import { Project, type Terminal } from '../cli/project.js';
import { sharedPostgres } from '../support/farm/postgres.js';

const JOBS = `
import { setTimeout as wait } from 'node:timers/promises';
import { Registry } from 'carillon';
import { pgBoss } from 'carillon/farm';
export const registry = new Registry({ zone: 'UTC' });
registry.schedule(async ({ log }) => {
  log.info('shelf 1');
  await wait(100);
  log.info('shelf 2');
  return 'two shelves';
}).withName('stock').toRunEvery(1).days().at(3);
registry.schedule(() => { throw new Error('no bank'); }).withName('rates').toRunEvery(1).days().at(3);
export const farm = pgBoss(process.env.DATABASE_URL, { name: 'command' });
`;

/** Whichever of its hosts is asked, and whichever runs the job. */
describe('the command line and the workers of a farm', function () {
  this.timeout(60_000);
  let project: Project;
  let workers: readonly Terminal[];
  let urls: readonly string[];

  before(async () => {
    const { url } = await sharedPostgres();
    project = new Project({ 'jobs.mjs': JOBS }, ['carillon']);
    const start = () =>
      project.terminal(120, ['work', '--dashboard', '0'], { now: 'real', env: { DATABASE_URL: url } });
    workers = [start(), start()];
    urls = await Promise.all(
      workers.map(async worker => {
        await worker.shows('Ctrl-C stops');
        return /http:\S+/.exec(worker.text)?.[0] ?? '';
      }),
    );
    // Until a host has opened its farm it can tell no runs, and says so.
    for (const host of [0, 1]) while ((await said(host, 'log')).status === 6);
  });
  after(async () => {
    const statuses = await Promise.all(workers.map(worker => worker.signal('SIGTERM').ends()));
    project[Symbol.dispose]();
    expect(statuses).to.deep.equal([143, 143]);
  });

  async function said(host: number, ...line: readonly string[]) {
    return await project.run(line, { now: 'real', env: { CARILLON_URL: urls[host] ?? '' } });
  }

  it('tells what it triggered to its end, with its log, its value and its status', async () => {
    for (const host of [0, 1]) {
      const { stdout, stderr, status } = await said(host, 'trigger', 'stock');
      expect(stderr).to.match(/info {3}shelf 1\n.*info {3}shelf 2\n.*stock succeeded after \d+ ms\n$/);
      expect([stdout, status]).to.deep.equal(['two shelves\n', 0]);
    }
    const failed = await said(0, 'trigger', 'rates');
    expect(failed.stderr).to.match(/rates failed after \d+ ms\n +Error: no bank\n$/);
    expect(failed.status).to.equal(1);
  });

  it('pauses and resumes on all of them', async () => {
    expect((await said(0, 'pause', 'stock', '--reason', 'INC-2231')).status).to.equal(0);
    const refused = await said(1, 'trigger', 'stock');
    // Refused, or skipped by the farm where that host has not heard of the pause yet.
    expect(refused.stderr).to.match(/(is paused|was skipped): INC-2231\n$/);
    expect(refused.status).to.equal(5);
    while (!(await said(1, 'status', '--json')).stdout.includes('INC-2231'));
    expect((await said(1, 'resume', 'stock')).status).to.equal(0);
  });

  it('says that the database is away, also where a dashboard hears of it', async () => {
    const env = { DATABASE_URL: 'postgres://postgres@127.0.0.1:1/none' };
    const worker = project.terminal(120, ['work', '--dashboard', '0'], { now: 'real', env });
    await worker.shows(/the database of the farm 'command' is away\n {2}Error: connect ECONNREFUSED 127\.0\.0\.1:1\n/);
    expect(await worker.signal('SIGTERM').ends()).to.equal(143);
  });

  it('says where each run was', async () => {
    const { stdout } = await said(1, 'log', 'stock');
    expect(stdout).to.match(/stock succeeded after \d+ ms on \S+:\d+$/m);
  });
});
