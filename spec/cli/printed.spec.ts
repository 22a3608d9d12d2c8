import { expect } from 'chai';
import { Project } from './project.js';

const CALENDAR = `
import { Registry } from 'carillon';
export const registry = new Registry({ zone: 'UTC' });
process.once('exit', () => console.log('bye'));
registry.schedule(() => {}).withName('one').toRunEvery(1).days().exceptOn(() => { console.log('asked'); return false; });
`;

const RUNS = `
import { setTimeout as wait } from 'node:timers/promises';
import { Registry } from 'carillon';
export const registry = new Registry({ zone: 'UTC' });
const job = (name, work) => registry.schedule(work).withName(name).whenAsked();
const far = async ({ progress }) => { for (let i = 0; i < 60; i++) { progress(7, 12, 'shelf 7'); await wait(20); } };
job('prints', async run => { await far(run); console.log('printed'); console.error('and said'); });
job('waits for nothing', async run => { await far(run); await new Promise(() => {}); });
job('leaves', async run => { await far(run); process.exit(7); });
job('floats', async () => {
  void Promise.reject(new Error('no bank', { cause: new Error('no net') }));
  await wait(5000);
});
job('throws later', async () => { setTimeout(() => { throw new Error('no bank'); }, 10); await wait(5000); });
job('hears', async () => {
  process.once('uncaughtException', ({ message }) => console.error('heard', message));
  void Promise.reject(new Error('no bank'));
  await wait(20);
  return 'well';
});
`;

/** What a bar is written over with. */
const TAKEN_AWAY = '\r\x1b[K';

describe('what is printed beside a command', () => {
  let calendar: Project;
  let runs: Project;

  before(() => {
    calendar = new Project({ 'jobs.mjs': CALENDAR });
    runs = new Project({ 'jobs.mjs': RUNS });
  });
  after(() => {
    for (const project of [calendar, runs]) project[Symbol.dispose]();
  });

  for (const line of [['list'], ['next'], ['explain', 'one'], ['simulate', '--to', '3d'], ['run', 'one'], ['doctor']]) {
    it(`by a calendar stays out of the document of ${line.join(' ')}`, async () => {
      const { stdout, stderr } = await calendar.run([...line, '--json']);
      expect(JSON.parse(stdout)).to.have.property('v', 1);
      expect(stderr).to.match(/^(?:asked\n)+bye\n$/);
    });
  }

  it('by jobs goes to stdout where they are at work', async () => {
    const hello = `import { Registry } from 'carillon';
      export const registry = new Registry({ zone: 'UTC' });
      registry.schedule(() => console.log('hello')).withName('greets').toRunEvery(50).milliseconds();`;
    using project = new Project({ 'jobs.mjs': hello });
    const { stdout, status } = await project.shell('carillon work 2> said | head -2');
    expect(stdout).to.match(/▸ greets, schedule\nhello\n$/);
    expect(status).to.equal(0);
  });

  it('changes no status where a module has silenced a stream', async () => {
    const silent = 'process.stdout.write = process.stderr.write = () => true;';
    using project = new Project({ 'jobs.mjs': `${silent}\n${CALENDAR}` });
    expect(await project.run(['next', 'two', '--json'])).to.include({ status: 4 });
  });

  describe('while a bar is shown', () => {
    const cases: readonly (readonly [job: string, printed: readonly string[], status: number])[] = [
      ['prints', ['printed', 'and said'], 0],
      ['waits for nothing', ['carillon: waits for nothing never ends'], 1],
    ];
    for (const [job, printed, status] of cases) {
      it(`stands on lines of its own, as of ${job}`, async () => {
        const terminal = runs.terminal(80, ['run', job], { now: 'real', env: { NO_COLOR: '1' } });
        expect(await terminal.ends()).to.equal(status);
        expect(terminal.raw).to.match(/█░+ {2}shelf 7/);
        const lines = terminal.raw.split('\n').flatMap(line => line.split(TAKEN_AWAY));
        for (const text of printed)
          expect(
            lines.some(line => line.startsWith(text)),
            text,
          ).to.equal(true);
      });
    }

    it('is taken away where a job ends the process', async () => {
      const terminal = runs.terminal(80, ['run', 'leaves'], { now: 'real' });
      expect(await terminal.ends()).to.equal(7);
      expect(terminal.raw.endsWith(`░  shelf 7${TAKEN_AWAY}`)).to.equal(true);
    });
  });

  describe('by a job that lets an error go', () => {
    for (const job of ['floats', 'throws later']) {
      it(`is a document under --json, as of one that ${job}`, async () => {
        const { stdout, stderr, status } = await runs.run(['run', job, '--json'], { now: 'real' });
        const { error } = JSON.parse(stdout);
        expect(error.code).to.equal('failed');
        expect(error.message).to.match(
          /^[a-z ]+ lets an error go that nobody catches: Error: no bank \(jobs\.mjs:1\d:\d+\)/,
        );
        expect([stderr, status]).to.deep.equal(['', 1]);
      });
    }

    it('is said with its causes, and what to do', async () => {
      const { stdout, stderr, status } = await runs.run(['run', 'floats'], { now: 'real' });
      expect(stderr).to.match(
        /no bank \(jobs\.mjs:\d+:\d+\)\ncaused by Error: no net \(.*\)\n {2}let it await or return/,
      );
      expect([stdout, status]).to.deep.equal(['', 1]);
    });

    it('is left to who listens for it', async () => {
      const { stdout, stderr, status } = await runs.run(['run', 'hears'], { now: 'real' });
      expect(stderr).to.match(/^heard no bank\n {2}\+.* hears succeeded\n$/);
      expect([stdout, status]).to.deep.equal(['well\n', 0]);
    });
  });
});
