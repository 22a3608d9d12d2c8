import { expect } from 'chai';
import { LastingProblems } from '../../lib/farm/lasting-problems.js';
import type { FarmHappening } from '../../lib/farm/seam.js';

const MINUTE_MS = 60_000;

describe('the problems of a farm', () => {
  it('are told when they begin, again while they last, when they are over, and anew when they come back', () => {
    const told: FarmHappening[] = [];
    const problems = new LastingProblems(event => told.push(event));
    const seen = (minute: number, ...all: readonly string[]) => {
      problems.see('farm', all, minute * MINUTE_MS);
      return told.splice(0).map(event => ('text' in event ? `${event.kind} ${event.text}` : event.kind));
    };
    expect(seen(0, 'a')).to.deep.equal(['problem a']);
    expect(seen(1, 'a', 'b')).to.deep.equal(['problem b']);
    problems.see('clock', [], MINUTE_MS);
    expect(seen(19, 'a', 'b')).to.deep.equal([]);
    expect(seen(20, 'a', 'b')).to.deep.equal(['problem a']);
    expect(seen(21, 'a', 'b')).to.deep.equal(['problem b']);
    expect(seen(22, 'b')).to.deep.equal(['over a']);
    expect(seen(23, 'a', 'b')).to.deep.equal(['problem a']);
  });
});
