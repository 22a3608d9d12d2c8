import { expect } from 'chai';
import { pgBoss } from '../../lib/farm/index.js';
import { Registry, Scheduler } from '../../lib/index.js';
import { eachAndShared, type Ran } from '../support/farm/each-and-shared.js';
import { farmHosts } from '../support/farm/farm-hosts.js';
import { until } from '../support/farm/waiting.js';
import { rejection } from '../support/rejection.js';
import { silent } from '../support/silent.js';

describe('a scheduler in a farm', function () {
  this.timeout(60_000);
  const farms = farmHosts();
  const { hosts, events, start, farmOf } = farms;

  it('leaves out on all of its hosts what one is told to leave out, one after the other, and says why', async () => {
    const [one, two] = await farmOf(2, () => {
      const registry = new Registry({ zone: 'UTC' });
      registry
        .schedule(() => {})
        .withName('daily')
        .toRunEvery(1)
        .days();
      registry
        .schedule(() => {})
        .withName('quick')
        .toRunEvery(1)
        .seconds();
      return registry;
    });
    const [first, second, third] = one?.get('daily')?.preview(3) ?? [];
    expect(one?.get('daily')?.skipNext('closed', { by: 'ana' })?.toMillis()).to.equal(first?.toMillis());
    await until(() => two?.get('daily')?.nextRun?.toMillis() === second?.toMillis());
    expect(two?.get('daily')?.skipNext()?.toMillis()).to.equal(second?.toMillis());
    await until(() => one?.get('daily')?.nextRun?.toMillis() === third?.toMillis());
    expect([one, two].map(host => host?.get('daily')?.nextRun?.toMillis())).to.deep.equal(
      [third, third].map(at => at?.toMillis()),
    );
    const skipped: unknown[] = [];
    for (const host of [one, two]) host?.on('skipped', ({ outcome }) => skipped.push(outcome));
    const left = one?.get('quick')?.skipNext('closed', { by: 'ana' });
    await until(() => skipped.length > 0);
    expect(skipped).to.deep.equal([{ kind: 'skipped', reason: 'byHand', detail: 'closed' }]);
    expect(left?.toMillis()).to.be.a('number');
  });

  it('tells that the database is away, and back; what runs on every host goes on meanwhile', async () => {
    const ran: Ran = { each: [], shared: [] };
    const { each, shared } = ran;
    await farmOf(1, () => {
      const registry = new Registry({ zone: 'UTC' });
      eachAndShared(registry, ran);
      return registry;
    });
    await until(() => shared.length > 0);
    await farms.server.down();
    await until(() => events.some(({ kind }) => kind === 'away'));
    const before = each.length;
    await until(() => each.length > before + 1);
    await farms.server.up();
    const sharedBefore = shared.length;
    await until(() => events.some(({ kind }) => kind === 'back') && shared.length > sharedBefore + 1);
    expect(events.map(({ kind }) => kind)).to.include.members(['connected', 'away', 'back']);
    expect(shared.length).to.be.greaterThan(sharedBefore + 1);
  });

  it('refuses a farm of another application, and says so once', async () => {
    const registryOf = () => new Registry({ zone: 'UTC' });
    await farmOf(1, registryOf);
    start(registryOf(), { application: 'other' });
    await until(() => events.some(({ kind }) => kind === 'refused'));
    expect(String(events.find(({ kind }) => kind === 'refused')?.error)).to.contain(
      "is that of application 'spec', not of 'other'",
    );
  });

  it('says nothing of a password', async () => {
    const farm = pgBoss('postgres://ana:geheim@127.0.0.1:1/shop', { name: 'secret' });
    const scheduler = new Scheduler(new Registry({ zone: 'UTC' }), { farm, handleSignals: false, logger: silent });
    scheduler.on('farm', event => events.push(event));
    hosts.push(scheduler.start());
    await until(() => events.length > 0);
    expect(`${events[0]?.text} ${events[0]?.error}`).not.to.contain('geheim');
    expect(await rejection(Promise.resolve(scheduler.enqueue('job', 1, { within: 100 })))).to.match(
      /FarmAwayError|no job named/,
    );
  });
});
