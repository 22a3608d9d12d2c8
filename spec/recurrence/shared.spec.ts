import { expect } from 'chai';
import { type Key, Shared } from '../../lib/recurrence/shared.js';

/** What is made is an object of its own each time. */
function make(): object {
  return {};
}

describe('what schedules share', () => {
  it('is one for the same keys, and another for each that differ', () => {
    const shared = new Shared<object>(10);
    const different: readonly (readonly Key[])[] = [[], ['a'], ['a', 1], ['a', '1'], ['a', 1, 2], ['a', 2], ['b', 1]];
    const made = different.map(keys => shared.of(keys, make));
    expect(new Set(made)).to.have.property('size', different.length);
    expect(different.map(keys => shared.of(keys, make))).to.deep.equal(made);
    expect(different.map(keys => made.indexOf(shared.of(keys, make)))).to.deep.equal([...different.keys()]);
  });

  it('is forgotten when there is too much of it', () => {
    const shared = new Shared<object>(2);
    const first = shared.of(['a', 1], make);
    shared.of(['a', 2], make);
    expect(shared.of(['a', 1], make)).to.equal(first);
    shared.of(['a', 3], make);
    expect(shared.of(['a', 1], make)).not.to.equal(first);
  });

  it('is made again where making it failed', () => {
    const shared = new Shared<object>(2);
    const fail = () => {
      throw new RangeError('no');
    };
    expect(() => shared.of(['a'], fail)).to.throw(RangeError);
    expect(shared.of(['a'], make)).to.be.an('object');
  });
});
