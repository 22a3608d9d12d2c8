import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { Project } from './project.js';

const CTRL_C = '\x03';

const EVIL = `
import { Registry } from 'carillon';
export const registry = new Registry({ zone: 'UTC' });
const name = 'evil \\x1b[31mred\\x1b]0;title\\x07 \\u202etxt.exe';
registry.schedule(() => { throw new Error('\\x1b[2Jcleared'); }).withName(name).toRunEvery(1).days()
  .withTimeout({ days: 2 }).inGroup('g\\x1b[5m');
`;

const LONG = `
import { writeFileSync } from 'node:fs';
import { Registry } from 'carillon';
export const registry = new Registry({ zone: 'UTC' });
const until = signal => new Promise((_, no) => {
  const timer = setInterval(() => {}, 1000);
  signal.addEventListener('abort', () => { clearInterval(timer); no(signal.reason); });
});
registry.schedule(({ signal, progress }) => {
  const timer = setInterval(() => progress(7, 12, 'shelf 7'), 50);
  return until(signal).finally(() => clearInterval(timer));
}).withName('heeds').toRunEvery(1).days();
registry.schedule(() => { console.log('begun'); return new Promise(() => setInterval(() => {}, 1000)); })
  .withName('ignores').toRunEvery(1).days();
registry.schedule(async ({ signal, log }) => {
  while (!signal.aborted) { log.info('sweeping'); await new Promise(ok => setTimeout(ok, 20)); }
  writeFileSync('tidied', signal.reason.reason);
}).withName('tidies').toRunEvery(1).days();
registry.schedule(() => {}).withName('often').toRunEvery(5).milliseconds();
`;

describe('the command line on a terminal', () => {
  let long: Project;

  before(() => {
    long = new Project({ 'jobs.mjs': LONG });
  });
  after(() => long[Symbol.dispose]());

  it('shows escapes in names and messages as text', async () => {
    using evil = new Project({ 'jobs.mjs': EVIL });
    const name = JSON.parse((await evil.run(['list', '--json'])).stdout).jobs[0].name as string;
    const lines = [
      ['list'],
      ['next'],
      ['explain', name],
      ['run', name],
      ['doctor'],
      ['simulate', '--to', '3d'],
      ['next', `${name}?`],
    ];
    for (const line of lines) {
      const terminal = evil.terminal(80, line, { env: { NO_COLOR: '1', CI: '1' } });
      await terminal.ends();
      expect(terminal.raw.replaceAll('\r\n', ''), line.join(' ')).not.to.match(/\p{Cc}|\u202e/u);
    }
    expect((await evil.run(['list'])).stdout).to.contain('evil \\u001b[31mred\\u001b]0;title\\u0007 \\u202etxt.exe');
  });

  it('colours where it should, and nowhere else', async () => {
    const coloured = async (env: Record<string, string>) => {
      const terminal = long.terminal(80, ['list'], { env });
      await terminal.ends();
      return terminal.raw.includes('\x1b[');
    };
    expect(await coloured({})).to.equal(true);
    expect(await coloured({ NO_COLOR: '1' })).to.equal(false);
    expect(await coloured({ TERM: 'dumb' })).to.equal(false);
    expect(await coloured({ FORCE_COLOR: '0' })).to.equal(false);
    const piped = async (env: Record<string, string>) => (await long.run(['list'], { env })).stdout.includes('\x1b[');
    expect([
      await piped({}),
      await piped({ FORCE_COLOR: '1' }),
      await piped({ FORCE_COLOR: '1', NO_COLOR: '1' }),
    ]).to.deep.equal([false, true, true]);
  });

  it('ends with 0 where its reader goes away', async () => {
    const many =
      'for (let i = 0; i < 3000; i++) registry.schedule(() => {}).withName(`job ${i}`).toRunEvery(1).days();';
    using project = new Project({ 'jobs.mjs': `${LONG}\n${many}` });
    const { stdout, status, stderr } = await project.shell('carillon list | head -1');
    expect([stdout, status]).to.deep.equal([`${stdout.split('\n')[0]}\n`, 0]);
    expect(stderr).not.to.contain('EPIPE');
  });

  it('cancels a run whose reader goes away, and lets it come to its end', async () => {
    const { stdout, status, stderr } = await long.shell('carillon run tidies 2>&1 | head -1');
    expect(stdout).to.match(/^ {2}\+\d\.\d\d s {2}info {3}sweeping\n$/);
    expect([status, stderr, readFileSync(join(long.folder, 'tidied'), 'utf8')]).to.deep.equal([
      0,
      '',
      'it was interrupted by a reader that went away',
    ]);
  });

  it('says of what else it can not write that it can not, and ends with 1', async () => {
    for (const full of ['/dev/full'].filter(existsSync)) {
      const { stderr, status } = await long.shell(`carillon list > ${full}`);
      expect(stderr).to.contain("carillon: what it says can't be written: ENOSPC");
      expect(status).to.equal(1);
      const run = await long.shell(`carillon run tidies 2> ${full}`);
      expect([run.status, readFileSync(join(long.folder, 'tidied'), 'utf8')]).to.deep.equal([
        1,
        "it was interrupted by a log that can't be written",
      ]);
    }
  });

  it('says that the folder is gone in which it was called', async () => {
    const { stderr, status } = await long.shell('mkdir gone && cd gone && rmdir ../gone && carillon list');
    expect(stderr).to.match(/^carillon: the folder in which it was called is gone\n {2}go to one/);
    expect(status).to.equal(1);
  });

  it('ends run with the status of the signal, and leaves what goes on in spite of it', async () => {
    const heeding = long.terminal(80, ['run', 'heeds'], { now: 'real' });
    await heeding.shows('shelf 7');
    expect(await heeding.signal('SIGTERM').ends()).to.equal(143);
    expect(heeding.text).to.contain('heeds was cancelled: it was interrupted by SIGTERM');
    const ignoring = long.terminal(80, ['run', 'ignores'], { now: 'real' });
    await ignoring.shows('begun');
    expect(await ignoring.signal('SIGHUP').ends()).to.equal(129);
    expect(ignoring.text).to.contain('it goes on in spite of that, and is left');
  });

  it('ends run with 130 after Ctrl-C, when the run has ended', async () => {
    const terminal = long.terminal(80, ['run', 'heeds'], { now: 'real' });
    await terminal.shows(/58 % {2}█+░+ {2}shelf 7/);
    expect(await terminal.type(CTRL_C).ends()).to.equal(130);
    expect(terminal.text).to.contain('heeds was cancelled: it was interrupted by Ctrl-C');
  });

  it('ends run with 130 at the second Ctrl-C, where the run goes on', async () => {
    const terminal = long.terminal(80, ['run', 'ignores'], { now: 'real' });
    await terminal.shows('begun');
    terminal.type(CTRL_C);
    await terminal.shows('^C');
    expect(await terminal.type(CTRL_C).ends()).to.equal(130);
  });

  it('shows how far simulate is, and ends it with 130 after Ctrl-C, its bar taken away', async () => {
    const terminal = long.terminal(80, ['simulate', '--to', '2h'], { now: 'real' });
    await terminal.shows(/\d+ % {2}[█░]{24} {2}rehearsing/);
    expect(await terminal.type(CTRL_C).ends()).to.equal(130);
    expect(terminal.raw.slice(terminal.raw.lastIndexOf('\r\x1b[K'))).not.to.match(/[█░]/);
  });

  it('shows no bar where it is no terminal, and none where CI or a dumb terminal is', async () => {
    const line = ['simulate', '--to', '4m'];
    expect((await long.run(line, { now: 'real' })).stderr).not.to.match(/[█░]|\p{Cc}\[/u);
    for (const env of [{ CI: '1' }, { TERM: 'dumb' }]) {
      const terminal = long.terminal(80, line, { now: 'real', env });
      expect(await terminal.ends()).to.equal(0);
      expect(terminal.raw).not.to.match(/[█░]/);
    }
  });

  it('loads neither Luxon nor the core for --version and --help', async () => {
    for (const line of [['--version'], ['--help'], ['list', '--help'], ['status', '--help']]) {
      const loaded = await loadedBy(line);
      expect(loaded.some(url => url.endsWith('/cli/carillon.cjs'))).to.equal(true);
      expect(loaded.filter(url => /luxon|\/lib\/(?!cli\/)|core\.c?js|bundle\/index\.c?js/.test(url))).to.deep.equal([]);
    }
    expect((await loadedBy(['list'])).some(url => url.includes('luxon'))).to.equal(true);
  });

  /** What Node has loaded from files, as its coverage tells. */
  async function loadedBy(line: readonly string[]): Promise<readonly string[]> {
    using project = new Project({ 'jobs.mjs': LONG });
    const folder = join(project.folder, 'coverage');
    const { status } = await project.run(line, { now: 'real', env: { NODE_V8_COVERAGE: folder } });
    expect(status).to.equal(0);
    return readdirSync(folder).flatMap(name => {
      const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { result: readonly { url: string }[] };
      return result.map(({ url }) => url).filter(url => url.startsWith('file:'));
    });
  }
});
