import { expect } from 'chai';
import { Random } from './random.js';
import { eventsOf, simulate } from './run.js';

/** Every run of the suite lives through the same worlds; `npm run simulate` goes on from there. */
const SEED = 1;

/** The model is not sure yet of all that follows when a clock is set back again and again: from about here on it objects. */
const EVENTS = 50_000;

describe('a simulated scheduler', () => {
  it(`keeps its promises through ${EVENTS} events from seed ${SEED} on`, async () => {
    const tally = await simulate(SEED, EVENTS);
    expect(eventsOf(tally)).to.be.at.least(EVENTS);
    // Worlds in which nothing runs would prove nothing.
    expect(tally.starts).to.be.greaterThan(EVENTS / 20);
    expect(tally.outcomes).to.be.greaterThan(tally.starts);
  }).timeout(300_000);

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
