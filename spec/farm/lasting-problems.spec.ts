import { expect } from 'chai';
import { LastingProblems } from '../../lib/farm/lasting-problems.js';

const MINUTE_MS = 60_000;

describe('the problems of a farm', () => {
  it('are told when they begin, again while they last, and anew when they come back', () => {
    const problems = new LastingProblems();
    const seen = (minute: number, ...all: readonly string[]) => problems.see(all, minute * MINUTE_MS);
    expect(seen(0, 'a')).to.deep.equal(['a']);
    expect(seen(1, 'a', 'b')).to.deep.equal(['b']);
    expect(seen(19, 'a', 'b')).to.deep.equal([]);
    expect(seen(20, 'a', 'b')).to.deep.equal(['a']);
    expect(seen(21, 'a', 'b')).to.deep.equal(['b']);
    expect(seen(22, 'b')).to.deep.equal([]);
    expect(seen(23, 'a', 'b')).to.deep.equal(['a']);
  });
});
