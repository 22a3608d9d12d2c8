import { expect } from 'chai';
import { askQueue } from '../../lib/farm/identity.js';
import { VirtualClock } from '../../lib/testing/index.js';
import { memoryGround } from '../support/farm/contract/memory-ground.js';
import { oneHost } from '../support/farm/contract/one-host.js';
import { World } from '../support/farm/contract/world.js';
import { FakeFarm } from '../support/farm/fake-farm.js';
import { type SimEvent, SimHost } from '../support/farm/sim-host.js';
import { SIM_FARM } from '../support/farm/sim-job.js';

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

  it('is not taken for one that holds where its answer comes after the news that another host has ended it', async () => {
    const clock = new VirtualClock('2026-03-01T12:00:00Z');
    const farm = new FakeFarm(clock);
    const began: SimEvent[] = [];
    let wayMs = 2;
    const [one, two] = ['one', 'two'].map(name =>
      new SimHost(farm, name, [{ name: 'job', runMs: 10 }], began, { wayMs: () => wayMs, isCut: () => false }).start(),
    ) as [SimHost, SimHost];
    await clock.advance(1_000);
    const said = one.pause('job', { reason: 'repairs', at: clock.now() });
    await clock.advance(1);
    wayMs = 3_000;
    await clock.advance(1);
    wayMs = 2;
    await clock.advance(500);
    const ended = two.pause('job', undefined);
    await clock.advance(5_000);
    await Promise.all([said, ended]);
    two.kill();
    const data = { job: 'job', at: clock.now(), due: clock.now(), trigger: 'manual' as const };
    farm.insert([{ id: 'row', queue: askQueue(SIM_FARM, 'job'), data, keepS: 60 }]);
    await clock.advance(10_000);
    expect(began.map(({ host }) => host)).to.include('one');
  });
});
