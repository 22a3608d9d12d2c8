import { expect } from 'chai';
import { memoryGround } from '../support/farm/contract/memory-ground.js';
import { World } from '../support/farm/contract/world.js';

describe('what a stop tells of what it has handed over', () => {
  it('is not what its host gave back before, when the database was away', async () => {
    const ground = memoryGround();
    const world = new World(ground, 'handing-over');
    const host = await world.host((registry, self) => {
      const work = self.work(0, ({ signal }) => self.takes(world.begun('job').length === 1 ? 60_000 : 10, signal));
      registry.schedule(work).withName('job').whenAsked();
    });
    await host.scheduler.enqueue('job');
    await world.begins('job', 1);
    host.cut();
    await world.until('it is past its fence', () => world.notes.some(({ what }) => what === 'abort'));
    host.mend();
    await world.begins('job', 2);
    expect(host.events.map(({ kind }) => kind)).to.include('handedOver');
    expect((await host.stop()).handedOver).to.deep.equal([]);
    await ground.close();
  });
});
