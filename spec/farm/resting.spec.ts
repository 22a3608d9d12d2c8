import { expect } from 'chai';
import { type Farm, pgBoss } from '../../lib/farm/index.js';
import { Registry, type RunContext, Scheduler } from '../../lib/index.js';
import { farmHosts } from '../support/farm/farm-hosts.js';
import { pause, sleep, until } from '../support/farm/waiting.js';
import { rejection } from '../support/rejection.js';
import { silent } from '../support/silent.js';

/** How long the pool of the host that asks keeps what is idle: in seconds it is the same. */
const idleTimeoutMillis = 200;

describe('a host that only asks', function () {
  this.timeout(60_000);
  const farms = farmHosts('resting');
  let farm: Farm;
  let asker: Scheduler;

  before(() => farms.server.query('create role asker login superuser'));
  beforeEach(async () => {
    await farms.farmOf(1, registryOf);
    const connectionString = farms.server.url.replace('postgres@', 'asker@');
    const name = farms.name;
    farm = pgBoss({ connectionString, idleTimeoutMillis }, { name, application: 'spec', release: 'v2', runs: false });
    asker = new Scheduler(registryOf(), { farm, handleSignals: false, logger: silent }).start();
  });
  afterEach(() => asker.stop());

  function registryOf(): Registry {
    const registry = new Registry({ zone: 'UTC' });
    const work = ({ data, signal }: RunContext) => sleep(Number(data ?? 0), signal);
    registry.schedule(work).withName('job').whenAsked();
    registry
      .schedule(() => {})
      .withName('daily')
      .toRunEvery(1)
      .days();
    return registry;
  }

  /** The last statement of each of its sessions. */
  const sessions = async () =>
    (await farms.server.query(`select query from pg_stat_activity where usename = 'asker'`)).map(({ query }) =>
      String(query),
    );
  const isListening = async () => (await sessions()).some(query => query.startsWith('listen'));

  /** Resolves when it has had none for longer than a look that was put off would take. */
  async function rests(): Promise<void> {
    let quiet = 0;
    for (let tries = 0; tries < 300 && quiet < 10; tries += 1) {
      quiet = (await sessions()).length === 0 ? quiet + 1 : 0;
      await pause(20);
    }
    expect(quiet).to.equal(10);
  }

  it('has no connection before it asks, nor soon after, and listens to nobody meanwhile', async () => {
    await pause(500);
    expect(await sessions()).to.deep.equal([]);
    await asker.enqueue('job');
    expect(await sessions()).not.to.deep.equal([]);
    expect(await isListening()).to.equal(false);
    await rests();
  });

  it('listens as long as it waits for an end, and rests after it', async () => {
    const asked = await asker.enqueue('job', 60_000);
    const outcome = asked.outcome();
    for (let tries = 0; tries < 300 && !(await isListening()); tries += 1) await pause(20);
    expect(await isListening()).to.equal(true);
    await asked.cancel('long enough');
    expect(await outcome).to.include({ kind: 'cancelled' });
    await rests();
    expect(await asker.get('job')?.trigger()).to.include({ kind: 'succeeded' });
    await rests();
  });

  it('wakes for what it is told and what it is asked, and learns of pauses then', async () => {
    const [host] = farms.hosts;
    asker.get('daily')?.pause('closed', { by: 'ana' });
    await until(() => asker.get('daily')?.paused !== undefined && host?.get('daily')?.paused !== undefined);
    expect(asker.get('daily')?.paused).to.include({ reason: 'closed', by: 'ana' });
    await rests();
    host?.get('daily')?.resume();
    await until(() => host?.get('daily')?.paused === undefined);
    expect((await farm.survey()).hosts).to.have.length(2);
    await until(() => asker.get('daily')?.paused === undefined);
    expect(asker.get('daily')?.paused).to.equal(undefined);
    expect(await farm.dead()).to.deep.equal([]);
    await rests();
    await farm.ready();
    expect((await farm.check()).map(({ verdict }) => verdict)).not.to.include('failed');
    await rests();
  });

  it('is of no release, and plans nothing', async () => {
    await farm.ready();
    expect(asker.get('daily')?.nextRun).to.equal(undefined);
    const releases = await farms.server.query('select release from carillon.release where farm = $1', [farms.name]);
    expect(releases).to.deep.equal([{ release: 'v1' }]);
  });

  it('says what it could not be told of, since it had stopped first', async () => {
    const asked = await asker.enqueue('job', 60_000);
    const outcome = rejection(asked.outcome());
    const triggered = asker.get('job')?.trigger(60_000);
    await pause(300);
    await asker.stop();
    expect(await outcome).to.match(
      /FarmAwayError: how job#\S+ ends is not known here: .* ask by scheduler.asked\(id\)/,
    );
    expect(await triggered).to.include({ kind: 'lost' });
    expect(await rejection(asked.outcome())).to.contain('is not known here');
    expect(await rejection(farm.dead())).to.contain('the farm was not reached: this host has left its farm');
    expect(await rejection(farm.ready())).to.contain('this host is not ready: this host has left its farm');
  });
});
