import { expect } from 'chai';
import { Child } from './child.js';

describe('a process whose listener triggers again each time that', () => {
  for (const [what, title, endedBy] of [
    ['overlap', 'a run is in the way', 1],
    ['condition', 'a condition refuses a run', 'SIGTERM'],
    ['ended', 'a run has ended', 'SIGTERM'],
  ] as const) {
    it(`${title} has a loop that goes on, and ends when it is asked to`, async () => {
      await using child = new Child('endless', what);
      (await child.says('the loop goes on')).signal('SIGTERM');
      expect((await child.ends()).endedBy).to.equal(endedBy);
    });
  }
});
