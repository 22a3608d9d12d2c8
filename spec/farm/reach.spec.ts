import { expect } from 'chai';
import { FarmMovedError, FarmRefusedError } from '../../lib/farm/farm-errors.js';
import { Reach } from '../../lib/farm/reach.js';

describe('the reach of a database', () => {
  it('tells each change once, also that what was taken for away has moved', () => {
    const told: string[] = [];
    const reach = new Reach(({ kind }) => told.push(kind));
    reach.joined();
    reach.failed(new Error('ended'));
    reach.failed(new Error('ended'));
    reach.failed(new FarmMovedError('shop'));
    reach.failed(new Error('ended'));
    reach.failed(new FarmMovedError('shop'));
    reach.answered();
    reach.answered();
    reach.failed(new Error('ended'));
    reach.answered();
    expect(told).to.deep.equal(['connected', 'away', 'moved', 'back', 'away', 'back']);
  });

  it('tells that it refuses, also after it was away, and of a single statement that is refused once before that is known', () => {
    const told: string[] = [];
    const reach = new Reach(({ kind }) => told.push(kind));
    const refusal = new FarmRefusedError('the password is wrong');
    reach.joined();
    expect([reach.isNews(), reach.isNews()]).to.deep.equal([true, false]);
    reach.failed(new Error('ended'));
    reach.failed(refusal);
    reach.failed(new Error('ended'));
    expect(reach.isNews()).to.equal(false);
    reach.answered();
    expect(reach.isNews()).to.equal(true);
    expect(told).to.deep.equal(['connected', 'away', 'refused', 'back']);
  });
});
