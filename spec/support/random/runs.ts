import fc from 'fast-check';

/**
 * How many random schedules each property sees, and from which seed. `npm test` always takes the same ones, so that what
 * breaks it is the change at hand and not the luck of the draw; `npm run test:nightly` takes ten times as many, of a
 * seed of its own. Either can be said: `PROPERTY_RUNS=100000 PROPERTY_SEED=7 npm test`.
 */
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 2000);
const SEED = seedFrom(process.env['PROPERTY_SEED'] ?? '2001');

console.log(`properties: ${RUNS} schedules each, seed ${SEED}`);

/** Declares an `it` that holds for all `cases`. `share`: of how many of the runs, where one is costly. */
export function itHolds<Case>(name: string, cases: fc.Arbitrary<Case>, holdsFor: (it: Case) => void, share = 1): void {
  it(name, function () {
    this.timeout(RUNS * LONGEST_MEAN_RUN_MS);
    // On failure fast-check tells the seed, the path to the case, and the case.
    fc.assert(fc.property(cases, holdsFor), { numRuns: Math.ceil(RUNS * share), seed: SEED });
  });
}

/** Generous: a busy machine is no failure. */
const LONGEST_MEAN_RUN_MS = 50;

function seedFrom(text: string): number {
  return text === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(text);
}
