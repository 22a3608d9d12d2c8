import { expect } from 'chai';
import { Project, type Terminal } from './project.js';

const JOBS = `
import { setTimeout as wait } from 'node:timers/promises';
import { Registry } from 'carillon';
export const registry = new Registry({ zone: 'Europe/Berlin' });
registry.schedule(async ({ log, progress }) => {
  for (let shelf = 1; shelf <= 3; shelf++) {
    log.info(\`shelf \${shelf}\`);
    progress(shelf, 3);
    await wait(100);
  }
  return 'three shelves';
}).withName('stock').toRunEvery(1).days().at(3);
registry.schedule(() => { throw new Error('no bank'); }).withName('rates').toRunEvery(1).days().at(3);
registry.schedule(async ({ signal }) => { await wait(60_000, undefined, { signal }); }).withName('long').toRunEvery(1).days().at(3);
`;

/** The live commands against a real worker and its real dashboard, one after the other, as a person would. */
describe('the dashboard of a worker', () => {
  let project: Project;
  let worker: Terminal;
  let url: string;

  before(async () => {
    project = new Project({ 'jobs.mjs': JOBS });
    worker = project.terminal(80, ['work', '--dashboard', '0'], { now: 'real' });
    await worker.shows(/dashboard at http:\/\/127\.0\.0\.1:\d+\//);
    url = /http:\S+/.exec(worker.text)?.[0] ?? '';
    await worker.shows('Ctrl-C stops');
  });
  after(async () => {
    worker.type('\x03');
    const status = await worker.ends();
    project[Symbol.dispose]();
    expect(status).to.equal(130);
  });

  async function said(...line: readonly string[]) {
    const { stdout, stderr, status } = await project.run(line, { now: 'real', env: { CARILLON_URL: url } });
    return { text: stdout + stderr, stdout, status };
  }

  it('tells how it is', async () => {
    const { text, status } = await said('status', '--all');
    expect(text)
      .to.match(/^\S+ on \S+, process \d+, up .*: 3 jobs\n/)
      .and.contain('✓ stock');
    expect(status).to.equal(0);
  });

  it('runs a job and tells its log to its end', async () => {
    const { text, stdout, status } = await said('trigger', 'stock');
    expect(text)
      .to.contain('info   shelf 1\n')
      .and.contain('info   shelf 3\n')
      .and.match(/stock succeeded after \d+ m?s\n$/);
    expect([stdout, status]).to.deep.equal(['three shelves\n', 0]);
  });

  it('fails with the run that fails, and then in a check', async () => {
    const { text, status } = await said('trigger', 'rates');
    expect(text).to.match(/rates failed after \d+ ms\n +Error: no bank\n$/);
    expect([status, (await said('status', '--check')).status]).to.deep.equal([1, 1]);
  });

  it('pauses until then, refuses what is paused, and resumes', async () => {
    const paused = await said('pause', 'stock', '--reason', 'INC-2231', '--until', 'tomorrow');
    expect(paused.text).to.match(
      /^stock is paused until .*00:00 CES?T: INC-2231\. Occurrences until then are skipped\.\n$/,
    );
    const refused = await said('trigger', 'stock');
    expect(refused.text).to.match(/^carillon: .*paused.*INC-2231/);
    expect([paused.status, refused.status]).to.deep.equal([0, 5]);
    expect((await said('resume', 'stock')).text).to.match(/^stock is resumed, next .*03:00/);
  });

  it('leaves an occurrence out', async () => {
    expect((await said('skip', 'stock', '--reason', 'nobody is in')).text).to.match(/^stock skips .*03:00/);
  });

  it('cancels a run, and has nothing to cancel then', async () => {
    const followed = said('trigger', 'long');
    await worker.shows('long, manual');
    expect((await said('trigger', 'long')).status).to.equal(5);
    expect((await said('cancel', 'long', '--reason', 'enough')).status).to.equal(0);
    await worker.shows('long was cancelled: enough');
    expect((await followed).text).to.match(/^.* long was cancelled: enough\n$/);
    expect((await said('log', 'long')).text).to.match(/^.* long was cancelled: enough\n$/);
    expect((await said('cancel', 'long')).status).to.equal(5);
  });

  it('knows what has run, and what there is not', async () => {
    expect((await said('trigger', 'rates', '--detach')).text).to.match(/^rates was triggered, run \S+\n$/);
    expect((await said('log')).text)
      .to.contain('stock succeeded after')
      .and.contain('rates failed after')
      .and.contain('no bank');
    const none = await said('trigger', 'stok');
    expect(none.text).to.contain("did you mean 'stock'?");
    expect(none.status).to.equal(4);
  });
});
