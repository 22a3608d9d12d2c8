import sinon from 'sinon';
import { Random } from '../../simulation/random.js';

/** Simulates something of which one number says all. */
export async function bySeed<T>(seed: number, simulated: (random: Random) => Promise<T>): Promise<T> {
  const waits = new Random(-seed);
  // How long a host waits until it tries again is a part of what the seed says.
  const chance = sinon.stub(Math, 'random').callsFake(() => waits.next());
  try {
    return await simulated(new Random(seed));
  } finally {
    chance.restore();
  }
}
