import { expect } from 'chai';
import { CLAIM_CONDITIONS } from '../support/farm/claim.js';
import { broken, CONTRACT } from '../support/farm/contract/contract.js';
import { memoryGround } from '../support/farm/contract/memory-ground.js';
import type { FarmFaults } from '../support/farm/fake-farm.js';

/** What is wrong with a farm, and the promise that it breaks. Others take chance to be seen: the walk and the simulation find them. */
const FAULTS: readonly (readonly [what: string, fault: FarmFaults, promise: RegExp])[] = [
  ['takes one of times(n) for a redelivery, too', { countsTwice: true }, /^takes one of times/],
  ['counts a hand-over as a cut-off', { countsHandOver: true }, /^hands what a stop cuts/],
  ['looks at a fence only when a touch answers', { trustsSilence: true }, /^ends a run whose host is cut off/],
  ['forgets what an older release did not plan', { forgetsWhatItLeft: true }, /^forgets nothing/],
  ['gives a place away that is held', { conditions: { ...CLAIM_CONDITIONS, holderIsOver: () => true } }, /^under skip/],
];

describe('the contract of a farm', function () {
  this.timeout(60_000);

  for (const [what, fault, promise] of FAULTS) {
    it(`is broken by one that ${what}`, async () => {
      const scenario = CONTRACT.find(one => promise.test(one.promise));
      const ground = memoryGround(fault);
      const found = scenario && (await broken(ground, scenario, 'faulty'));
      await ground.close();
      expect(found).to.be.an('error');
    });
  }
});
