import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { Child, pathOf } from './child.js';

const NODEMON = resolve('node_modules/nodemon/bin/nodemon.js');

describe('a process is asked to stop, and let end in its own time,', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'carillon-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('by npm, where its script runs it by exec', async () => {
    const start = `true && exec node ${pathOf('supervised')}`;
    writeFileSync(join(directory, 'package.json'), JSON.stringify({ private: true, scripts: { start } }));
    await using npm = new Child({ program: 'npm', cwd: directory }, 'start', '--silent');
    (await npm.says('ready')).signal('SIGTERM');
    const { endedBy, stdout, stderr } = await npm.ends();
    expect([endedBy, stdout]).to.deep.equal(['SIGTERM', ['ready', 'job ended']]);
    expect(stderr).to.deep.equal(['carillon: SIGTERM: stopping, waiting for job']);
  });

  it('as npm start runs the web application', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      readonly scripts: { readonly start: string };
    };
    expect(scripts.start).to.match(/ && exec node \S+$/);
  });

  it('by nodemon, with its SIGUSR2, before it is started again', async () => {
    const watched = join(directory, 'watched.txt');
    writeFileSync(watched, 'one');
    const args = [NODEMON, '--quiet', '--watch', watched, pathOf('supervised'), 'SIGUSR2'];
    await using nodemon = new Child({ program: process.execPath, cwd: directory }, ...args);
    await nodemon.says('ready');
    // Nodemon says nothing of when it has begun to watch.
    const touching = setInterval(() => writeFileSync(watched, String(Math.random())), 500);
    await nodemon.says('job ended');
    clearInterval(touching);
    (await nodemon.says('ready', 2)).signal('SIGTERM');
    const { stdout, stderr } = await nodemon.ends();
    expect(stdout.slice(0, 3)).to.deep.equal(['ready', 'job ended', 'ready']);
    expect(stderr[0]).to.equal('carillon: SIGUSR2: stopping, waiting for job');
  });

  for (const mode of ['fork', 'cluster']) {
    for (const [how, request] of [
      ['message', 'shutdown'],
      ['signal', 'SIGINT'],
    ]) {
      it(`by pm2 in its ${mode} mode, with its ${how}`, async () => {
        const env = { PM2_HOME: directory, PM2_DISABLE_VERSION_CHECK: 'true' };
        const program = { program: process.execPath, cwd: process.cwd(), env };
        await using pm2 = new Child(program, pathOf('under-pm2'), mode, `${how}`);
        const { stdout } = await pm2.ends();
        expect(stdout.filter(line => !line.includes('PM2 log'))).to.deep.equal([
          'out: ready',
          `err: carillon: ${request}: stopping, waiting for job`,
          'out: job ended',
          'stopped in time',
        ]);
      });
    }
  }
});
