import { expect } from 'chai';
import { pgBoss } from '../../lib/farm/index.js';
import { Registry, type RunContext, Scheduler } from '../../lib/index.js';
import { farmHosts, silent } from '../support/farm/farm-hosts.js';
import { sleep, until } from '../support/farm/real-host.js';
import { rejection } from '../support/rejection.js';

describe('a scheduler in a farm', function () {
  this.timeout(60_000);
  const farms = farmHosts();
  const { hosts, events, start, farmOf } = farms;

  it('runs each occurrence once, on one of its hosts, and on every host what says so', async () => {
    const runs: string[] = [];
    const each: string[] = [];
    await farmOf(3, host => {
      const registry = new Registry({ zone: 'UTC' });
      const say = ({ key }: RunContext) => void runs.push(key);
      for (const name of ['a', 'b']) registry.schedule(say).withName(name).toRunEvery(1).seconds();
      const warm = () => void each.push(host);
      registry.schedule(warm).withName('warm').toRunEvery(1).seconds().onEveryHost();
      return registry;
    });
    await until(() => runs.length >= 8);
    expect(new Set(runs).size).to.equal(runs.length);
    expect(new Set(each)).to.deep.equal(new Set(['h0', 'h1', 'h2']));
  });

  it('begins once for all hosts: toRunNow() runs once, times(2) twice', async () => {
    const runs: string[] = [];
    const registryOf = () => {
      const registry = new Registry({ zone: 'UTC' });
      registry
        .schedule(() => void runs.push('now'))
        .withName('now')
        .toRunNow();
      registry
        .schedule(() => void runs.push('few'))
        .withName('few')
        .toRunEvery(1)
        .seconds()
        .times(2);
      registry
        .schedule(() => void runs.push('other'))
        .withName('other')
        .toRunEvery(1)
        .seconds();
      return registry;
    };
    await farmOf(2, registryOf);
    const late = start(registryOf());
    await late.farm.ready();
    await until(() => runs.filter(name => name === 'other').length >= 5);
    expect(runs.filter(name => name === 'now')).to.have.length(1);
    expect(runs.filter(name => name === 'few')).to.have.length(2);
  });

  it('never lets a job overlap itself, wherever it is triggered, and tells the outcome', async () => {
    let running = 0;
    let most = 0;
    const tokens: number[] = [];
    const all = await farmOf(2, () => {
      const registry = new Registry({ zone: 'UTC' });
      const work = async ({ signal, token }: RunContext) => {
        tokens.push(token ?? 0);
        running += 1;
        most = Math.max(most, running);
        await sleep(50, signal);
        running -= 1;
        return 'done';
      };
      registry.schedule(work).withName('job').toRunEvery(1).days();
      registry.schedule(work).withName('g0').toRunEvery(1).days().reentrant().inGroup('g');
      registry.schedule(work).withName('g1').toRunEvery(1).days().reentrant().inGroup('g');
      return registry;
    });
    const own = await Promise.all(all.flatMap(host => [1, 2, 3].map(async () => host.get('job')?.trigger())));
    expect(own.filter(outcome => outcome?.kind === 'succeeded').length).to.be.at.least(1);
    expect(new Set(own.map(outcome => outcome?.kind))).to.deep.equal(new Set(['succeeded', 'skipped']));
    const group = await Promise.all(all.flatMap(host => ['g0', 'g1'].map(async name => host.get(name)?.trigger())));
    expect(group.map(outcome => outcome?.kind)).to.deep.equal(['succeeded', 'succeeded', 'succeeded', 'succeeded']);
    expect(most).to.equal(1);
    expect([...tokens].sort((a, b) => a - b)).to.deep.equal(tokens);
  });

  it('is paused, resumed and cancelled by any of its hosts', async () => {
    const begun: string[] = [];
    const [one, two] = await farmOf(2, host => {
      const registry = new Registry({ zone: 'UTC' });
      registry
        .schedule(() => void begun.push(host))
        .withName('quick')
        .toRunEvery(1)
        .seconds();
      registry
        .schedule(({ signal }: RunContext) => sleep(30_000, signal))
        .withName('long')
        .toRunEvery(1)
        .days();
      return registry;
    });
    await until(() => begun.length > 0);
    one?.get('quick')?.pause('repairs', { by: 'ana' });
    await until(() => two?.get('quick')?.paused !== undefined);
    expect(two?.get('quick')?.paused).to.include({ reason: 'repairs', by: 'ana' });
    const before = begun.length;
    await pause(1_500);
    expect(begun.length - before).to.be.at.most(1);
    two?.get('quick')?.resume();
    await until(() => begun.length > before + 1);
    const outcome = one?.get('long')?.trigger();
    await pause(500);
    two?.get('long')?.cancel('by hand');
    expect((await outcome)?.kind).to.equal('cancelled');
  });

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

  it('asks durably for a job without a schedule, by class, chain and key', async () => {
    const ran: unknown[] = [];
    const [host] = await farmOf(1, () => {
      const registry = new Registry({ zone: 'UTC' });
      const work = ({ data, attempt }: RunContext) => {
        if (attempt === 1 && data === 'twice') throw new Error('once more');
        ran.push(data);
        return data;
      };
      registry
        .schedule(work)
        .withName('send')
        .whenAsked()
        .withRetry({ attempts: 2, delay: { milliseconds: 20 } });
      registry.schedule(work).withName('report').whenAsked();
      return registry;
    });
    host?.on('failed', () => {});
    const asked = await host?.enqueue('send', 'twice', { key: 'k' }).andThen('report', 'after');
    expect(await asked?.outcome()).to.deep.equal({ kind: 'succeeded', value: 'twice' });
    await until(() => ran.length === 2);
    expect(ran).to.deep.equal(['twice', 'after']);
    expect(await host?.asked(asked?.id ?? '').outcome()).to.include({ kind: 'succeeded' });
    const all = await host?.enqueueAll('send', [{ data: 1 }, { data: 2 }]);
    expect(all?.map(({ created }) => created)).to.deep.equal([true, true]);
  });

  it('tells that the database is away, and back; what runs on every host goes on meanwhile', async () => {
    const each: number[] = [];
    const shared: number[] = [];
    await farmOf(1, () => {
      const registry = new Registry({ zone: 'UTC' });
      registry
        .schedule(() => void each.push(1))
        .withName('each')
        .toRunEvery(1)
        .seconds()
        .onEveryHost();
      registry
        .schedule(() => void shared.push(1))
        .withName('shared')
        .toRunEvery(1)
        .seconds();
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

  it('says at the end of a stop which runs are for another host now', async () => {
    const begun: string[] = [];
    const [host] = await farmOf(1, () => {
      const registry = new Registry({ zone: 'UTC' });
      const work = ({ key, signal }: RunContext) => {
        begun.push(key);
        return sleep(20_000, signal);
      };
      registry.schedule(work).withName('long').whenAsked();
      return registry;
    });
    await host?.enqueue('long', null);
    await until(() => begun.length === 1);
    const report = await host?.stop({ drain: 50, cancel: 1_000 });
    expect(report).to.deep.include({ handedOver: begun, cancelled: ['long'], abandoned: [] });
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

function pause(ms: number): Promise<void> {
  return new Promise(wake => setTimeout(wake, ms));
}
