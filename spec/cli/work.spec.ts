import { existsSync, readFileSync } from 'node:fs';
import { createServer as createHttpServer, get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { listening } from '../../lib/cli/host/listening.js';
import { Project } from './project.js';

const HEAD = `
import { Registry } from 'carillon';
export const registry = new Registry({ zone: 'UTC' });
`;
const WORK = `${HEAD}
registry.schedule(() => 'done').withName('hello').toRunNow();
registry.schedule(() => { throw new Error('no', { cause: new AggregateError([new TypeError('left')], 'why') }); }).withName('bad').toRunNow();
registry.schedule(({ signal }) => new Promise((ok, no) => {
  const timer = setInterval(() => {}, 1000);
  signal.addEventListener('abort', () => { clearInterval(timer); no(signal.reason); });
})).withName('long').toRunNow().withTimeout({ milliseconds: 100 });
registry.schedule(() => {}).withName('later').toRunEvery(1).hours();
`;

describe('carillon work', () => {
  let project: Project;

  before(() => {
    project = new Project({ 'jobs.mjs': WORK });
  });
  after(() => project[Symbol.dispose]());

  it('prints runs as they begin and end, until Ctrl-C, and ends with 130', async () => {
    const terminal = project.terminal(80, ['work'], { now: 'real' });
    await terminal.shows('long timed out after');
    expect(await terminal.type('\x03').ends()).to.equal(130);
    const text = terminal.text.replaceAll(/\d\d:\d\d:\d\d\.\d{3}/g, 'TIME').replaceAll(/\d+ ms/g, 'N ms');
    expect(text).to.match(/^4 jobs of jobs.mjs; Ctrl-C stops\nTIME {2}▸ hello, startup\n/);
    expect(text).to.contain('TIME  ✓ hello succeeded after N ms\n');
    expect(text).to.match(
      /TIME {2}✕ bad failed after N ms\n {16}Error: no \(jobs.mjs:6:\d+\)\n {16}caused by AggregateError: why \(jobs.mjs:6:\d+\)\n {16}one of 1: TypeError: left/,
    );
    expect(text).to.contain('TIME  ✕ long timed out after N ms\n');
    expect(text).to.match(
      /\^Ccarillon: SIGINT: stopping, nothing is running\nstopped after N ms: 0 finished, 0 cancelled, 0 abandoned\n$/,
    );
  });

  it('ends with the status of SIGTERM', async () => {
    const terminal = project.terminal(80, ['work'], { now: 'real' });
    await terminal.shows('long timed out after');
    expect(await terminal.signal('SIGTERM').ends()).to.equal(143);
  });

  it('stops cleanly, and ends with 0, where nobody reads any more what it prints', async () => {
    const slow = `${HEAD}
registry.schedule(async () => { await new Promise(r => setTimeout(r, 500)); console.error('all of it'); }).withName('slow').toRunNow();
registry.schedule(() => {}).withName('often').toRunEvery(50).milliseconds();`;
    using unread = new Project({ 'jobs.mjs': slow });
    const { stderr, status } = await unread.shell('carillon work | head -1');
    expect(stderr).to.contain('all of it\n').and.not.contain('EPIPE');
    expect(status).to.equal(0);
  });

  it('stops cleanly where its terminal is closed', async () => {
    const slow = `${HEAD}
import { writeFileSync } from 'node:fs';
registry.schedule(async () => { await new Promise(r => setTimeout(r, 1000)); writeFileSync('done', ''); }).withName('slow').toRunNow();
registry.schedule(() => {}).withName('often').toRunEvery(50).milliseconds();`;
    using left = new Project({ 'jobs.mjs': slow });
    const terminal = left.terminal(80, ['work'], { now: 'real' });
    await terminal.shows('often succeeded');
    expect(await terminal.close().ends()).to.equal(129);
    expect(existsSync(join(left.folder, 'done'))).to.equal(true);
  });

  it('ends with the status of the signal where its reader heard that, too, and has gone', async () => {
    const slow = `registry.schedule(() => new Promise(ok => setTimeout(ok, 500))).withName('slow').toRunNow();`;
    using piped = new Project({ 'jobs.mjs': HEAD + slow });
    const work = 'carillon work --json & echo $! > pid; wait $!; echo "it ended with $?" >&2';
    const { stderr } = await piped.shell(`(${work}) | (read -r; kill -INT $(cat pid))`);
    expect(stderr).to.contain('it ended with 130\n');
  });

  it('goes on where a connection to one of its servers can not be accepted', async () => {
    const server = createHttpServer();
    const { close } = await listening(server, 0);
    for (const code of ['EMFILE', 'ENFILE']) server.emit('error', new Error(`accept ${code}`));
    expect(server.listening).to.equal(true);
    close();
  });

  it('gives each run as a document under --json', async () => {
    const two = `${HEAD}registry.schedule(() => { console.log('from the job'); }).withName('hello').toRunNow();
registry.schedule(() => {}).withName('often').toRunEvery(200).milliseconds();`;
    using documented = new Project({ 'jobs.mjs': two });
    const { stdout, stderr, status } = await documented.shell('carillon work --json | head -2');
    const [started, ended] = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(started).to.include({ v: 1, event: 'started', job: 'hello', trigger: 'startup' });
    expect(ended).to.include({ v: 1, event: 'succeeded', job: 'hello' });
    expect([stderr, status]).to.deep.equal(['from the job\n', 0]);
  });

  it('stops cleanly, with 1, where its log can not be written any more', async () => {
    const tidies = `
      import { writeFileSync } from 'node:fs';
      registry.schedule(async ({ stopping }) => {
        while (!stopping.aborted) await new Promise(ok => setTimeout(ok, 20));
        writeFileSync('left', 'tidy');
      }).withName('tidies').toRunNow();`;
    using worker = new Project({ 'jobs.mjs': HEAD + tidies });
    for (const full of ['/dev/full'].filter(existsSync)) {
      const { stderr, status } = await worker.shell(`carillon work > ${full}`);
      expect(stderr.match(/can't be written: ENOSPC/g)).to.have.lengthOf(1);
      expect([status, readFileSync(join(worker.folder, 'left'), 'utf8')]).to.deep.equal([1, 'tidy']);
    }
  });

  it('goes on until it is stopped where nothing is due, as of jobs that wait to be asked for', async () => {
    const asked = `${HEAD}registry.schedule(() => 'asked').withName('asked').whenAsked();`;
    using waiting = new Project({ 'jobs.mjs': asked });
    const terminal = waiting.terminal(80, ['work', '--dashboard', '0'], { now: 'real' });
    await terminal.shows('Ctrl-C stops');
    const [url = ''] = /http:\S+/.exec(terminal.text) ?? [];
    const outcome = await waiting.run(['trigger', 'asked', '--url', url], { now: 'real' });
    expect([outcome.stdout, outcome.status], outcome.stderr).to.deep.equal(['asked\n', 0]);
    expect(await terminal.type('\x03').ends()).to.equal(130);
    using empty = new Project({ 'jobs.mjs': HEAD });
    const idle = await empty.terminal(80, ['work'], { now: 'real' }).shows('0 jobs of jobs.mjs; Ctrl-C stops');
    expect(await idle.signal('SIGTERM').ends()).to.equal(143);
    expect(idle.text).to.match(/stopped after \d+ ms: 0 finished, 0 cancelled, 0 abandoned\n$/);
  });

  it('ends with 1 where a run was abandoned', async () => {
    const stuck = `registry.schedule(() => { console.log('begun'); return new Promise(() => setInterval(() => {}, 1000)); }).withName('stuck').toRunNow();`;
    using abandoning = new Project({ 'jobs.mjs': `${HEAD}${stuck}` });
    const terminal = abandoning.terminal(80, ['work'], { now: 'real' });
    await terminal.shows('begun');
    terminal.type('\x03');
    await terminal.shows('SIGINT: stopping, waiting for');
    await new Promise(wake => setTimeout(wake, 400));
    terminal.type('\x03');
    expect(await terminal.ends()).to.equal(1);
    expect(terminal.text).to.contain('abandoned');
  }).timeout(40_000);

  it('names what keeps the process alive after a clean stop, and ends with 1', async () => {
    const lingering = `
      registry.schedule(() => { process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('ready'); })
        .withName('leaves a timer').toRunNow();
      registry.schedule(() => {}).withName('later').toRunEvery(1).hours();`;
    using project = new Project({ 'jobs.mjs': `${HEAD}${lingering}` });
    const terminal = project.terminal(120, ['work'], { now: 'real' });
    await terminal.shows('ready');
    expect(await terminal.signal('SIGTERM').ends()).to.equal(1);
    expect(terminal.text).to.match(/all is stopped, and a timer still keeps this process alive\n {2}close it/);
  });

  it('answers a kubelet, and refuses a port that is taken', async () => {
    const terminal = project.terminal(80, ['work', '--health', '0'], { now: 'real' });
    await terminal.shows(/health at port \d+\n/);
    const port = Number(/health at port (\d+)/.exec(terminal.text)?.[1]);
    const answer = await new Promise(done => {
      get({ port, path: '/any' }, response => {
        response.on('data', data => done([response.statusCode, JSON.parse(String(data))]));
      });
    });
    expect(answer).to.deep.equal([200, { v: 1, ok: true, state: 'running' }]);
    const again = await project.run(['work', '--health', String(port)], { now: 'real' });
    expect(again.stderr).to.match(/^carillon: port \d+ can't be had: .*EADDRINUSE/);
    expect(again.status).to.equal(1);
    terminal.type('\x03');
    expect(await terminal.ends()).to.equal(130);
    const free = createServer();
    await new Promise<void>(done => free.listen(port, done));
    free.close();
  });
});
