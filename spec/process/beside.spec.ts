import { resolve } from 'node:path';
import { expect } from 'chai';
import { Child, pathOf } from './child.js';

const STOPPING = 'carillon: SIGTERM: stopping, waiting for job';
const DONE = 'carillon: SIGTERM again, from the application, which is done: ending after the stop, waiting for job';
const LEAVING = 'carillon: SIGTERM: stopped, and leaving the exit to the application, which listens too';

/** How a process ends whose signals others handle, too: by whom, and what was said on the way. */
const STORIES = [
  {
    title: 'signal-exit, which waits to be alone',
    args: ['signal-exit'],
    endedBy: 'SIGTERM',
    stdout: ['job ended', 'signal-exit heard SIGTERM'],
    stderr: [STOPPING],
  },
  {
    title: 'a callback of signal-exit that takes over',
    args: ['signal-exit-keeping'],
    endedBy: 7,
    stdout: ['job ended', 'signal-exit heard it', 'exit 7'],
    stderr: [STOPPING],
  },
  {
    title: "NestJS's shutdown hooks, done before the job",
    args: ['nest'],
    endedBy: 'SIGTERM',
    stdout: ['nest is clean', 'job ended'],
    stderr: [STOPPING, DONE],
  },
  {
    title: 'the same without a server that holds the process alive',
    args: ['nest-context'],
    endedBy: 'SIGTERM',
    stdout: ['nest is clean', 'job ended'],
    stderr: [STOPPING, DONE],
  },
  {
    title: "NestJS's shutdown hooks, done after the job",
    args: ['nest', '--work=50', '--clean=500'],
    endedBy: 'SIGTERM',
    stdout: ['job ended', 'nest is clean'],
    stderr: [STOPPING, LEAVING],
  },
  {
    title: 'NestJS and signal-exit',
    args: ['nest', 'signal-exit'],
    endedBy: 'SIGTERM',
    stdout: ['nest is clean', 'job ended', 'signal-exit heard SIGTERM'],
    stderr: [STOPPING, DONE],
  },
  {
    title: 'terminus, done before the job',
    args: ['terminus'],
    endedBy: 'SIGTERM',
    stdout: ['terminus is clean', 'job ended'],
    stderr: [STOPPING, DONE],
  },
  {
    title: 'terminus, done after the job',
    args: ['terminus', '--work=50', '--clean=500'],
    endedBy: 'SIGTERM',
    stdout: ['job ended', 'terminus is clean'],
    stderr: [STOPPING, LEAVING],
  },
  {
    title: 'close-with-grace, whose exit is its own',
    args: ['close-with-grace', '--work=50', '--clean=500'],
    endedBy: 0,
    stdout: ['job ended', 'close-with-grace is clean', 'exit 0'],
    stderr: [STOPPING, LEAVING],
  },
  {
    title: "Fastify's close, and the signal raised again after it",
    args: ['fastify'],
    endedBy: 'SIGTERM',
    stdout: ['fastify is clean', 'job ended'],
    stderr: [STOPPING, DONE],
  },
  {
    title: 'an application that cleans up for half a second, leaves, and raises the signal',
    args: ['raising', '--work=1500', '--clean=500'],
    endedBy: 'SIGTERM',
    stdout: ['application is clean', 'job ended'],
    stderr: [STOPPING, DONE],
  },
  {
    title: 'one that raises it at once',
    args: ['raising-at-once'],
    endedBy: 'SIGTERM',
    stdout: ['job ended'],
    stderr: [STOPPING, DONE],
  },
  {
    title: 'one that came to listen while the job drained, and hears of it then',
    args: ['late'],
    endedBy: 7,
    stdout: ['job ended', 'exit 7'],
    stderr: [STOPPING],
  },
  {
    title: 'a loader that exits where nobody else listens, and a server',
    args: ['loader'],
    endedBy: 0,
    stdout: ['job ended', 'exit 0'],
    stderr: [STOPPING],
  },
  {
    title: 'nobody, by exit, so that exit handlers run',
    args: ['--leave=exit'],
    endedBy: 143,
    stdout: ['job ended', 'exit 143'],
    stderr: [STOPPING],
  },
  {
    title: 'signal-exit, by exit',
    args: ['signal-exit', '--leave=exit'],
    endedBy: 143,
    stdout: ['job ended', 'exit 143', 'signal-exit heard null'],
    stderr: [STOPPING],
  },
] as const;

describe('a process that is asked to stop ends beside', () => {
  for (const { title, args, endedBy, stdout, stderr } of STORIES) {
    it(title, async () => {
      await using child = new Child('beside', ...args);
      (await child.says('ready')).signal('SIGTERM');
      expect(await child.ends()).to.deep.equal({ endedBy, stdout: ['ready', ...stdout], stderr });
    });
  }

  it('tsx, which hides that it listens, and a server', async () => {
    const tsx = resolve('node_modules/tsx/dist/cli.mjs');
    await using child = new Child({ program: process.execPath, cwd: process.cwd() }, tsx, pathOf('beside'), 'tsx');
    expect(await child.ends()).to.deep.equal({ endedBy: 143, stdout: ['ready', 'job ended'], stderr: [STOPPING] });
  });

  it("an application that raised its signal, and a person's next is the second", async () => {
    await using child = new Child('beside', 'raising', '--work=60000');
    (await child.says('ready')).signal('SIGTERM');
    await child.says('application is clean');
    // Well after the application's own raise, however busy the machine is, and well before the drain is over.
    await new Promise(resolve => setTimeout(resolve, 1500));
    child.signal('SIGTERM');
    const { endedBy, stdout, stderr } = await child.ends();
    expect([endedBy, stdout.at(-1)]).to.deep.equal(['SIGTERM', 'job cut']);
    expect(stderr).to.deep.equal([STOPPING, DONE, 'carillon: SIGTERM again: cancelling, waiting for job']);
  });
});
