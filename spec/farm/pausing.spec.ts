import { expect } from 'chai';
import { memoryGround } from '../support/farm/contract/memory-ground.js';
import { oneHost } from '../support/farm/contract/one-host.js';
import { World } from '../support/farm/contract/world.js';

describe('a pause that is said on a host', () => {
  it('holds there at once, and so does its end: neither waits for the next beat', async () => {
    const ground = memoryGround();
    const world = new World(ground, 'pausing');
    const host = await oneHost(world, () => {});
    const job = world.hosts[0]?.job('job');
    await host.enqueue('job', 1);
    await world.begins('job', 1);
    for (const [i, withinMs] of [50, 50].entries()) {
      job?.pause('repairs');
      await world.until('it is paused', () => job?.paused !== undefined, withinMs);
      await host.enqueue('job', i + 2);
      await world.pass(20);
      expect(world.begun('job')).to.have.length(i + 1);
      job?.resume();
      await world.begins('job', i + 2, withinMs);
    }
    await world.end();
    await ground.close();
  });
});
