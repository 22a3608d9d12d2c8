import { expect } from 'chai';
import { FarmMovedError } from '../../lib/farm/farm-errors.js';
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
});
