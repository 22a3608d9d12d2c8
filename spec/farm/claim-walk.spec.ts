import { expect } from 'chai';
import { Random } from '../simulation/random.js';
import { CLAIM_CONDITIONS, type ClaimConditions } from '../support/farm/claim.js';
import { walkClaims } from '../support/farm/claim-walk.js';

describe('the claim, walked through by chance', () => {
  it('never lets two bodies run at once, in two million events', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      expect(walkClaims(new Random(seed), 100_000, CLAIM_CONDITIONS), `seed ${seed}`).to.equal(undefined);
    }
  });

  const faults: Readonly<Record<string, Partial<ClaimConditions>>> = {
    'that the claimant is in progress itself': { asksForItself: () => true },
    'that the holder is over': { holderIsOver: (place, snapshot) => snapshot.sees(place.claimedBy) },
    'that the claim of the holder is seen': {
      holderIsOver: ({ holder, attempt }, snapshot) => !snapshot.isActive(holder, attempt),
    },
    'that no older attempt takes the place back': { isNotOlder: () => true },
  };
  for (const [what, left] of Object.entries(faults)) {
    it(`lets them, if it does not ask ${what}`, () => {
      expect(walkClaims(new Random(1), 1_000_000, { ...CLAIM_CONDITIONS, ...left })).to.be.greaterThan(0);
    });
  }
});
