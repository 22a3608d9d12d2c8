import { expect } from 'chai';
import { FarmProblems } from '../../lib/console/farm/farm-problems.js';
import type { FarmEvent } from '../../lib/kit.js';

const MINUTE_MS = 60_000;

describe('the problems of a farm, as a console shows them', () => {
  it('stand until they are over, or half an hour after they were told last', () => {
    let nowMs = 0;
    const problems = new FarmProblems(() => nowMs);
    const heard = (kind: FarmEvent['kind'], text: string) => {
      problems.heard({ kind, text, key: undefined, error: undefined });
      return problems.all.map(({ title, level }) => `${level} ${title}`);
    };
    expect(heard('problem', 'a lock')).to.deep.equal(['warn a lock']);
    expect(heard('problem', 'a clock')).to.deep.equal(['warn a lock', 'warn a clock']);
    expect(heard('away', 'away')).to.deep.equal(['bad away', 'warn a lock', 'warn a clock']);
    expect(heard('over', 'a lock')).to.deep.equal(['bad away', 'warn a clock']);
    expect(heard('back', 'back')).to.deep.equal(['warn a clock']);
    nowMs = 31 * MINUTE_MS;
    expect(heard('connected', 'again')).to.deep.equal([]);
  });
});
