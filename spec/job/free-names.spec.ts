import { expect } from 'chai';
import { FreeNames } from '../../lib/job/free-names.js';

describe('free names', () => {
  it('are the name itself, then the lowest number from 2 on', () => {
    const taken = new Set(['a', 'a (3)']);
    const free = new FreeNames(name => taken.has(name));
    expect([free.give('a'), free.give('a'), free.give('b'), free.give('b')]).to.deep.equal([
      'a (2)',
      'a (4)',
      'b',
      'b (2)',
    ]);
  });

  it('can be given again once they were given back', () => {
    const free = new FreeNames(() => false);
    for (let count = 0; count < 4; count++) free.give('a');
    free.giveBack('a (3)');
    expect(free.give('a')).to.equal('a (3)');
    free.giveBack('a');
    expect(free.give('a')).to.equal('a');
  });

  it('have at most 200 characters', () => {
    const long = 'x'.repeat(200);
    const free = new FreeNames(name => name === long);
    expect(free.give(long)).to.equal(`${'x'.repeat(196)} (2)`);
  });
});
