import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type Farm, pgBoss } from '../../lib/farm/index.js';
import { type Outcome, Registry, type RunContext, Scheduler } from '../../lib/index.js';
import { farmHosts } from '../support/farm/farm-hosts.js';
import { sleep, until } from '../support/farm/waiting.js';
import { rejection } from '../support/rejection.js';
import { silent } from '../support/silent.js';

describe('a run by hand in a farm', function () {
  this.timeout(60_000);
  const farms = farmHosts('triggering');
  const { start, farmOf, hosts } = farms;
  const skipped: Outcome[] = [];
  afterEach(() => skipped.splice(0));

  /** Triggers a job of a host, and notes the outcome where that is no success. */
  async function trigger(host: Scheduler | undefined, name: string): Promise<Outcome | undefined> {
    const outcome = await host?.get(name)?.trigger();
    if (outcome !== undefined && outcome.kind !== 'succeeded') skipped.push(outcome);
    return outcome;
  }

  it('is skipped where it would wait for the run that it comes from, through a third on another host', async () => {
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

  it('is skipped where it would wait behind another for the group of that run', async () => {
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

  it('is skipped where it would wait for the room of that run, on a host with room for one', async () => {
    await farmOf(0, () => new Registry());
    const registry = new Registry({ zone: 'UTC' });
    const farm: Farm = pgBoss(farms.server.url, { name: 'triggering-room', application: 'spec' });
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

  it('is cancelled with what is in progress where it waits, as what was asked for is', async () => {
    const [host] = await farmOf(1, () => {
      const registry = new Registry({ zone: 'UTC' });
      const work = ({ signal }: RunContext) => sleep(30_000, signal);
      registry.schedule(work).withName('job').toRunEvery(1).days().whenOverlapping('runAfter');
      registry.schedule(work).withName('asked').whenAsked().whenOverlapping('runAfter');
      return registry;
    });
    const runs = [host?.get('job')?.trigger(), host?.get('asked')?.trigger()];
    await until(() => host?.get('job')?.running.length === 1 && host.get('asked')?.running.length === 1);
    const waiting = host?.get('job')?.trigger();
    const asked = await host?.enqueue('asked');
    await new Promise(wake => setTimeout(wake, 300));
    expect(await asked?.cancel('no longer needed')).to.equal(true);
    expect(await asked?.outcome())
      .to.have.property('error')
      .that.match(/no longer needed/);
    host?.get('job')?.cancel('no more');
    expect([await runs[0], await waiting].map(outcome => outcome?.kind)).to.deep.equal(['cancelled', 'cancelled']);
    host?.get('asked')?.cancel('no more');
    expect((await runs[1])?.kind).to.equal('cancelled');
  });

  it('is not run once a stop has begun, while what drains may still ask', async () => {
    let asked: Promise<boolean> | undefined;
    let triggered: Outcome | undefined;
    const [host] = await farmOf(1, () => {
      const registry = new Registry({ zone: 'UTC' });
      const work = async ({ signal }: RunContext) => {
        await sleep(400, signal);
        triggered = await hosts[0]?.get('other')?.trigger();
        asked = Promise.resolve(hosts[0]?.enqueue('asked')).then(one => one?.created === true);
        await asked;
      };
      registry.schedule(work).withName('job').toRunEvery(1).days();
      registry.schedule(work).withName('other').toRunEvery(1).days();
      registry.schedule(work).withName('asked').whenAsked();
      return registry;
    });
    void host?.get('job')?.trigger();
    await until(() => host?.get('job')?.running.length === 1);
    await host?.stop({ drain: 5_000, cancel: 200 });
    expect(await asked).to.equal(true);
    expect(triggered).to.include({ kind: 'skipped', reason: 'stopping' });
    expect(await rejection(Promise.resolve(host?.enqueue('asked')))).to.contain('this host has left its farm');
    expect(await rejection(host?.asked(`asked#${randomUUID()}`).outcome() ?? Promise.resolve())).to.contain(
      'this host has left its farm',
    );
  });
});
