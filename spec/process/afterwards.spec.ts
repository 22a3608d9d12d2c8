import { expect } from 'chai';
import { Child } from './child.js';

describe('a process that is asked to stop waits', () => {
  for (const [how, title] of [
    ['after', 'for a hook after the run'],
    ['onFailure', 'for a hook after its failure'],
    ['succeeded', "for a listener of the run's end"],
    ['stopped', 'for a listener of the stop'],
  ] as const) {
    it(title, async () => {
      await using child = new Child('afterwards', how);
      (await child.says('ready')).signal('SIGTERM');
      const { endedBy, stdout } = await child.ends();
      expect([endedBy, stdout]).to.deep.equal(['SIGTERM', ['ready', 'job ended', `${how} is done`]]);
    });
  }

  it('no longer than its budget for a listener that never answers', async () => {
    await using child = new Child('afterwards', 'never');
    (await child.says('ready')).signal('SIGTERM');
    const { endedBy, stdout } = await child.ends();
    expect(stdout).to.deep.equal(['ready', 'job ended']);
    expect(endedBy).to.be.oneOf(['SIGTERM', 1]);
  });
});
