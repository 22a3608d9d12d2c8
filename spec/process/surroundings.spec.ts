import { expect } from 'chai';
import { Child } from './child.js';

describe('a process', () => {
  for (const [title, args, endedBy, heard] of [
    ['by a run', [], 'SIGTERM', []],
    ['by a run that listens to signals itself', ['application'], 7, ['application heard it']],
  ] as const) {
    it(`whose scheduler was started ${title} waits for this run`, async () => {
      await using child = new Child('started-within', ...args);
      (await child.says('ready')).signal('SIGTERM');
      const { endedBy: by, stdout, stderr } = await child.ends();
      expect([by, stdout]).to.deep.equal([endedBy, ['ready', ...heard, 'main ended']]);
      expect(stderr[0]).to.equal('carillon: SIGTERM: stopping, waiting for main');
    });
  }

  it('stops although its console throws', async () => {
    await using child = new Child('mute', 'mute');
    (await child.says('ready')).signal('SIGTERM');
    expect(await child.ends()).to.deep.equal({ endedBy: 'SIGTERM', stdout: ['ready', 'job ended'], stderr: [] });
  });

  it('prints a name on one line, and nothing that a terminal obeys', async () => {
    await using child = new Child('mute');
    (await child.says('ready')).signal('SIGTERM');
    expect((await child.ends()).stderr).to.deep.equal([
      'carillon: SIGTERM: stopping, waiting for a\\ncarillon: all is well \\u001b[2J',
    ]);
  });
});

describe('a forked process', () => {
  it('exits when its jobs are over, as it would if it had not been forked', async () => {
    await using child = new Child('forked');
    expect(await child.ends()).to.deep.equal({ endedBy: 0, stdout: ['ready', 'job ran'], stderr: [] });
  });

  it('starts and exits where it has parted from its parent, too', async () => {
    await using child = new Child('forked', 'has-parted');
    expect(await child.ends()).to.deep.equal({ endedBy: 0, stdout: ['ready', 'job ran'], stderr: [] });
  });

  it("stays while the application's own listener keeps it, and not longer", async () => {
    await using child = new Child('forked', 'listens');
    await child.says('job ran');
    (await child.message('hello').says('application got hello')).message('leave');
    const { endedBy, stdout } = await child.ends();
    expect([endedBy, stdout.at(-1)]).to.deep.equal([0, 'application got leave']);
  });

  it('stays where the application holds the channel, and hears of the stop', async () => {
    await using child = new Child('forked', 'refers');
    (await child.says('job ran')).message('shutdown');
    expect(await child.ends()).to.deep.equal({
      endedBy: 0,
      stdout: ['ready', 'job ran'],
      stderr: ['carillon: shutdown: stopping, nothing is running'],
    });
  });

  it('gets what came before the application listened, in order', async () => {
    await using child = new Child('forked', 'listens-later');
    (await child.says('ready')).message('one').message('two');
    (await child.says('application got two')).message('leave');
    const { endedBy, stdout } = await child.ends();
    const got = ['application got one', 'application got two', 'application got leave'];
    expect([endedBy, stdout]).to.deep.equal([0, ['ready', 'job ran', ...got]]);
  });

  it('gets it after the scheduler has stopped, too, and no listener stays behind', async () => {
    await using child = new Child('forked', 'stops-and-listens-later');
    (await child.says('ready')).message('one');
    const { endedBy, stdout } = await child.ends();
    const left = ['application got one', '0 and 0 listeners'];
    expect([endedBy, stdout]).to.deep.equal([0, ['ready', 'job ran', ...left]]);
  });
});
