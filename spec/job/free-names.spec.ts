import { expect } from 'chai';
import { FreeNames } from '../../lib/job/free-names.js';
import { isName } from '../../lib/recurrence/limits.js';

describe('free names', () => {
  it('are the name itself, then the lowest number from 2 on', () => {
    const { take } = namesWith('a', 'a (3)');
    expect(['a', 'a', 'b', 'b'].map(take)).to.deep.equal(['a (2)', 'a (4)', 'b', 'b (2)']);
  });

  it('are never found twice, also where a name has a number already', () => {
    const { take } = namesWith('a');
    expect(['a', 'a (2)', 'a', 'b (7)', 'b (7)'].map(take)).to.deep.equal([
      'a (2)',
      'a (3)',
      'a (4)',
      'b (7)',
      'b (2)',
    ]);
  });

  it('are the lowest again when they are given back, in whatever order, and whoever had them', () => {
    const { take, giveBack } = namesWith('a', 'a (4)');
    expect(['a', 'a', 'a'].map(take)).to.deep.equal(['a (2)', 'a (3)', 'a (5)']);
    for (const name of ['a (4)', 'a (2)', 'a (5)', 'a']) giveBack(name);
    expect(['a', 'a', 'a', 'a', 'a'].map(take)).to.deep.equal(['a', 'a (2)', 'a (4)', 'a (5)', 'a (6)']);
  });

  it('are looked for no longer, however many are taken and whichever are given back', () => {
    const names = namesWith('a');
    for (let count = 0; count < 3_000; count += 1) {
      names.take('a');
      if (count % 3 === 0) names.giveBack(`a (${count / 3 + 2})`);
    }
    expect(names.asked).to.be.below(12_000);
  });

  it('are numbered behind what is left of a long name, and given back', () => {
    const long = 'x'.repeat(200);
    const { take, giveBack } = namesWith(long);
    const [second = '', third = ''] = [take(long), take(long)];
    giveBack(second);
    expect([second, third, take(long)].map(name => name.slice(195))).to.deep.equal(['x (2)', 'x (3)', 'x (2)']);
  });

  it('have at most 200 characters', () => {
    const long = 'x'.repeat(200);
    const free = new FreeNames(name => name === long);
    expect(free.find(long)).to.equal(`${'x'.repeat(196)} (2)`);
  });

  it('hold no half of a character where a name is cut', () => {
    const long = `x${'🔔'.repeat(99)}`;
    const free = new FreeNames(name => name === long);
    expect(free.find(long)).to.satisfy(isName);
  });
});

/** A list of names, and what is free beside them. */
function namesWith(...first: readonly string[]) {
  const taken = new Set(first);
  const names = {
    /** How often it was asked whether one is taken. */
    asked: 0,
    take(name: string): string {
      const found = free.find(name);
      taken.add(found);
      return found;
    },
    giveBack(name: string): void {
      taken.delete(name);
      free.giveBack(name);
    },
  };
  const free = new FreeNames(name => {
    names.asked += 1;
    return taken.has(name);
  });
  return names;
}
