import { expect } from 'chai';
import { Adoption } from '../../lib/farm/adoption.js';

describe('the adoption of a database', () => {
  it('is of the one that was found when it was said, also where the address leads to a third before this host has joined', () => {
    const adoption = new Adoption(false);
    expect(adoption.finds('copy')).to.equal(false);
    adoption.mean();
    expect(adoption.finds('copy')).to.equal(true);
    expect(adoption.finds('third')).to.equal(false);
    adoption.mean();
    expect([adoption.finds('third'), adoption.finds('copy')]).to.deep.equal([true, false]);
    adoption.done();
    expect([adoption.isMeant, adoption.finds('third')]).to.deep.equal([false, false]);
  });
});
