import { expect } from 'chai';
import { Child } from './child.js';

const CLOSED = ['ready', 'application closing', 'cooperative ended', 'application closed, 0 listeners left'];

describe('the process of an application', () => {
  for (const [how, who] of [
    ['on', 'which listens too'],
    ['once', 'which took it'],
  ]) {
    it(`is left to it where it listens too, by process.${how}('SIGTERM')`, async () => {
      await using child = new Child('jobs', 'cooperative', `--application=${how}`);
      (await child.says('ready')).signal('SIGTERM');
      const { endedBy, stdout, stderr } = await child.ends();
      expect(endedBy).to.equal(7);
      expect([...stdout].sort()).to.deep.equal([...CLOSED].sort());
      expect(stderr).to.deep.equal([
        'carillon: SIGTERM: stopping, waiting for cooperative',
        `carillon: SIGTERM: stopped, and leaving the exit to the application, ${who}`,
      ]);
    });
  }

  it('ends by another signal than the one it listens to', async () => {
    await using child = new Child('jobs', 'cooperative', '--application=on');
    (await child.says('ready')).signal('SIGINT');
    expect((await child.ends()).endedBy).to.equal('SIGINT');
  });

  it("ends with status 0 by pm2's message", async () => {
    await using child = new Child('jobs', 'cooperative');
    (await child.says('ready')).message('shutdown');
    const { endedBy, stderr } = await child.ends();
    expect(endedBy).to.equal(0);
    expect(stderr).to.deep.equal(['carillon: shutdown: stopping, waiting for cooperative']);
  });

  it('takes no other message for a request to stop', async () => {
    await using child = new Child('jobs', 'cooperative', '--application=echo');
    (await child.says('ready')).message('restart');
    (await child.says('application got restart')).signal('SIGTERM');
    const { endedBy, stderr } = await child.ends();
    expect(endedBy).to.equal('SIGTERM');
    expect(stderr).to.deep.equal(['carillon: SIGTERM: stopping, waiting for cooperative']);
  });

  it('is left to it where it listens to messages too', async () => {
    await using child = new Child('jobs', 'cooperative', '--application=message');
    (await child.says('ready')).message('shutdown');
    const { endedBy, stdout } = await child.ends();
    expect(endedBy).to.equal(7);
    expect([...stdout].sort()).to.deep.equal([...CLOSED].sort());
  });

  for (const how of ['stopped', 'abandoned', 'unref']) {
    it(`is kept alive by nothing of a scheduler that was ${how}, and no listener stays behind`, async () => {
      await using child = new Child('leaver', how);
      const { endedBy, stdout } = await child.ends();
      expect([endedBy, stdout]).to.deep.equal([0, ['0 0 0 0 listeners', 'ready']]);
    });
  }

  it('is ended by a signal as ever when its scheduler has stopped', async () => {
    await using child = new Child('leaver', 'stopped', 'stay');
    (await child.says('ready')).signal('SIGTERM');
    const { endedBy, stderr } = await child.ends();
    expect([endedBy, stderr]).to.deep.equal(['SIGTERM', []]);
  });

  it('has one coordinator for two copies of the package', async () => {
    await using child = new Child('two-copies');
    (await child.says('ready')).signal('SIGTERM');
    expect(await child.ends()).to.deep.equal({
      endedBy: 'SIGTERM',
      stdout: ['1 listener', 'ready', 'original stopped', 'copy stopped'],
      stderr: ['carillon: SIGTERM: stopping, waiting for original, copy'],
    });
  });

  it('ends with status 1, and without an unhandled rejection, where participants fail', async () => {
    await using child = new Child('broken');
    (await child.says('ready')).signal('SIGTERM');
    expect(await child.ends()).to.deep.equal({
      endedBy: 1,
      stdout: ['ready', 'sound stopped'],
      stderr: [
        'carillon: SIGTERM: stopping, waiting for throwing',
        'carillon: rejecting could not be stopped: Error: no stop',
        'carillon: throwing could not be stopped: Error: broken',
      ],
    });
  });
});
