import { expect } from 'chai';
import { type Farm, pgBoss } from '../../lib/farm/index.js';
import { type Outcome, Registry, Scheduler } from '../../lib/index.js';
import { farmHosts, silent } from '../support/farm/farm-hosts.js';
import { until } from '../support/farm/real-host.js';

describe('a run that is triggered from within another, in a farm', function () {
  this.timeout(60_000);
  const farms = farmHosts();
  const { start, farmOf, hosts } = farms;
  const skipped: Outcome[] = [];
  afterEach(() => skipped.splice(0));

  /** Triggers a job of a host, and notes the outcome where that is no success. */
  async function trigger(host: Scheduler | undefined, name: string): Promise<Outcome | undefined> {
    const outcome = await host?.get(name)?.trigger();
    if (outcome !== undefined && outcome.kind !== 'succeeded') skipped.push(outcome);
    return outcome;
  }

  it('is skipped where it would wait for that one, through a third on another host', async () => {
    await farmOf(0, () => new Registry());
    for (const own of ['a', 'b']) {
      const registry = new Registry({ zone: 'UTC' });
      for (const name of ['a', 'b']) {
        const work = () => trigger(hosts[own === 'a' ? 0 : 1], name === 'a' ? 'b' : 'a');
        registry.schedule(work).withName(name).toRunEvery(1).days().whenOverlapping('runAfter');
      }
      await start(registry, { runs: [own] }).farm.ready();
    }
    expect((await hosts[1]?.get('a')?.trigger())?.kind).to.equal('succeeded');
    expect(skipped).to.have.length(1);
    expect(skipped[0]).to.include({ kind: 'skipped', reason: 'overlap' });
    expect(skipped[0])
      .to.have.property('detail')
      .that.matches(/^it would wait for a@.*; use andThen/);
  });

  it('is skipped where it would wait behind another for the group of that one', async () => {
    let isWaiting = false;
    const [host] = await farmOf(1, () => {
      const registry = new Registry({ zone: 'UTC' });
      const work = async () => {
        await until(() => isWaiting);
        await trigger(hosts[0], 'inner');
      };
      registry.schedule(work).withName('outer').toRunEvery(1).days().inGroup('g');
      for (const name of ['other', 'inner']) {
        registry
          .schedule(() => {})
          .withName(name)
          .toRunEvery(1)
          .days()
          .inGroup('g');
      }
      return registry;
    });
    const outer = host?.get('outer')?.trigger();
    await until(() => host?.get('outer')?.running.length === 1);
    const other = host?.get('other')?.trigger();
    await new Promise(wake => setTimeout(wake, 300));
    isWaiting = true;
    expect((await outer)?.kind).to.equal('succeeded');
    expect(skipped[0]).to.include({ kind: 'skipped', reason: 'overlap' });
    expect((await other)?.kind).to.equal('succeeded');
  });

  it('is skipped where it would wait for the room of that one, on a host with room for one', async () => {
    await farmOf(0, () => new Registry());
    const registry = new Registry({ zone: 'UTC' });
    const farm: Farm = pgBoss(farms.server.url, { name: 'room', application: 'spec' });
    const host = new Scheduler(registry, { farm, handleSignals: false, logger: silent, maxConcurrency: 1 });
    hosts.push(host);
    registry
      .schedule(() => trigger(host, 'inner'))
      .withName('outer')
      .toRunEvery(1)
      .days();
    registry
      .schedule(() => {})
      .withName('inner')
      .toRunEvery(1)
      .days();
    host.start();
    await farm.ready();
    expect((await host.get('outer')?.trigger())?.kind).to.equal('succeeded');
    expect(skipped[0]).to.include({ kind: 'skipped', reason: 'overlap' });
  });

  it('is by whom it was triggered, on whatever host', async () => {
    const [host] = await farmOf(1, () => {
      const registry = new Registry({ zone: 'UTC' });
      registry
        .schedule(() => {})
        .withName('job')
        .toRunEvery(1)
        .days();
      return registry;
    });
    await host?.get('job')?.trigger(undefined, { by: 'ana' });
    expect(host?.get('job')?.lastRun?.by).to.equal('ana');
  });
});
