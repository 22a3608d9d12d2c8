import fc from 'fast-check';
import { SEED } from './seed.js';

/** How many random schedules each property sees; `npm run test:nightly` takes ten times as many, of a seed of its own. */
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 2000);

console.log(`properties: ${RUNS} schedules each, seed ${SEED}`);

/** Declares an `it` that holds for all `cases`. `share`: of how many of the runs, where one is costly. */
export function itHolds<Case>(name: string, cases: fc.Arbitrary<Case>, holdsFor: (it: Case) => void, share = 1): void {
  it(name, function () {
    // `--timeout 0` holds.
    if (this.timeout() !== 0) this.timeout(RUNS * LONGEST_MEAN_RUN_MS);
    // On failure fast-check tells the seed, the path to the case, and the case.
    fc.assert(fc.property(cases, holdsFor), { numRuns: Math.ceil(RUNS * share) });
  });
}

/** Generous: a busy machine is no failure. */
const LONGEST_MEAN_RUN_MS = 50;
