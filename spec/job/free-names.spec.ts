import { expect } from 'chai';
import { FreeNames } from '../../lib/job/free-names.js';
import { isName } from '../../lib/recurrence/limits.js';

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

  it('are never given twice, also where a name has a number already', () => {
    const free = new FreeNames(name => name === 'a');
    expect(['a', 'a (2)', 'a', 'b (7)', 'b (7)'].map(name => free.give(name))).to.deep.equal([
      'a (2)',
      'a (3)',
      'a (4)',
      'b (7)',
      'b (2)',
    ]);
  });

  it('have at most 200 characters', () => {
    const long = 'x'.repeat(200);
    const free = new FreeNames(name => name === long);
    expect(free.give(long)).to.equal(`${'x'.repeat(196)} (2)`);
  });

  it('hold no half of a character where a name is cut', () => {
    const long = `x${'🔔'.repeat(99)}`;
    const free = new FreeNames(name => name === long);
    expect(free.give(long)).to.satisfy(isName);
  });
});
