import { expect } from 'chai';
import { Random } from './random.js';
import { eventsOf, simulate } from './run.js';
import { SEEDED_FAULTS } from './seeded-faults.js';

/** Every run of the suite lives through the same worlds; `npm run simulate` goes on from there. */
const SEED = 1;

const EVENTS = 100_000;

/** Where worlds begin in which a fault is to be found, and within how many events. */
const [FIRST_SEEDS, FOUND_WITHIN] = [[1, 1001, 2001], 10_000] as const;

describe('a simulated scheduler', () => {
  it(`keeps its promises through ${EVENTS} events from seed ${SEED} on`, async () => {
    const tally = await simulate(SEED, EVENTS);
    expect(eventsOf(tally)).to.be.at.least(EVENTS);
    // Worlds in which nothing runs would prove nothing; in the crowded ones most occurrences are overtaken by a newer.
    expect(tally.starts).to.be.greaterThan(EVENTS / 30);
    expect(tally.outcomes).to.be.greaterThan(tally.starts);
  }).timeout(300_000);

  for (const [fault, seed] of Object.entries(SEEDED_FAULTS)) {
    it(`is found out within ${FOUND_WITHIN} events: ${fault}`, async () => {
      for (const firstSeed of FIRST_SEEDS) {
        const takeOut = seed();
        const found = await simulate(firstSeed, FOUND_WITHIN).then(
          () => 'nothing',
          (error: Error) => error.message,
        );
        takeOut();
        expect(found, `from seed ${firstSeed} on`).to.match(/^SEED=/);
      }
    }).timeout(100_000);
  }

  it('lives through the same world again', async () => {
    expect(await simulate(7, 1)).to.deep.equal(await simulate(7, 1));
  });

  it('is made by chance that is spread evenly', () => {
    const random = new Random(1);
    const counts = [0, 0, 0, 0];
    for (let turn = 0; turn < 40_000; turn += 1) {
      const choice = random.int(0, 3);
      counts[choice] = (counts[choice] ?? 0) + 1;
    }
    expect(Math.min(...counts)).to.be.greaterThan(9000);
  });
});
