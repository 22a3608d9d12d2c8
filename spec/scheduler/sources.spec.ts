import { expect } from 'chai';
import { Registry } from '../../lib/registry/registry.js';
import { Scheduler } from '../../lib/scheduler/scheduler.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { collect } from '../support/collect.js';

describe('the registries of a scheduler', () => {
  it('are let go of once their jobs are taken, so that a job that leaves is forgotten', async () => {
    const { scheduler, registry, work } = started();
    scheduler.remove('job');
    // A weak reference is kept until the end of the turn in which it was read.
    await new Promise(resolve => setImmediate(resolve));
    collect();
    expect([registry.deref(), work.deref()]).to.deep.equal([undefined, undefined]);
    expect(
      scheduler.add(
        () => {},
        s => s.toRunEvery(1).days().withName('later'),
      ).zone,
    ).to.equal('Asia/Tokyo');
    await scheduler.stop();
  });
});

function started() {
  const registry = new Registry({ zone: 'Asia/Tokyo' });
  const work = () => {};
  registry.schedule(work).withName('job').toRunEvery(1).days();
  const scheduler = new Scheduler(registry, { clock: new VirtualClock() }).start();
  return { scheduler, registry: new WeakRef(registry), work: new WeakRef(work) };
}
