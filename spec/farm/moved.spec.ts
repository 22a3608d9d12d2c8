import { expect } from 'chai';
import { type Farm, pgBoss } from '../../lib/farm/index.js';
import { type FarmEvent, Registry, Scheduler } from '../../lib/index.js';
import { addressOf, type Postgres, sharedPostgres, startPostgres } from '../support/farm/postgres.js';
import { until } from '../support/farm/waiting.js';
import { startWire, type TcpWire } from '../support/farm/wire.js';
import { silent } from '../support/silent.js';

describe('a host whose address leads to another database while it lives', function () {
  this.timeout(60_000);
  const servers: Postgres[] = [];
  const events: FarmEvent[] = [];
  let wire: TcpWire;
  let farm: Farm;
  let host: Scheduler;
  const runs: string[] = [];

  function hostAt(port: number): { readonly farm: Farm; readonly scheduler: Scheduler } {
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(({ key }) => void runs.push(key))
      .withName('job')
      .toRunEvery(1)
      .seconds();
    const made = pgBoss(addressOf(port), { name: 'moved', application: 'spec' });
    return { farm: made, scheduler: new Scheduler(registry, { farm: made, handleSignals: false, logger: silent }) };
  }

  /** A run that was in progress may have been another host's when it ended, and a statement may have found nobody. */
  const kinds = () => events.map(({ kind }) => kind).filter(kind => kind !== 'fenced' && kind !== 'away');

  before(async () => {
    servers.push(...(await Promise.all([sharedPostgres(), startPostgres()])));
    wire = await startWire(servers[0]?.port ?? 0);
    // The other knows a farm of that name, too.
    const other = hostAt(servers[1]?.port ?? 0);
    other.scheduler.start();
    await other.farm.ready();
    await other.scheduler.stop();
    ({ farm, scheduler: host } = hostAt(wire.port));
    host.on('farm', event => events.push(event));
    host.start();
    await farm.ready();
  });
  after(async () => {
    await host.stop({ drain: 200, cancel: 200 });
    wire.close();
    await servers[1]?.remove();
  });

  it('runs nothing there, says so once, and goes on where it leads back', async () => {
    await until(() => runs.length > 0);
    wire.leadTo(servers[1]?.port ?? 0);
    await until(() => events.some(({ kind }) => kind === 'moved'));
    const before = runs.length;
    await new Promise(wake => setTimeout(wake, 3_000));
    expect(runs).to.have.length(before);
    expect(events.find(({ kind }) => kind === 'moved')?.error).to.include({ code: 'ERR_FARM_MOVED' });
    wire.leadTo(servers[0]?.port ?? 0);
    await until(() => runs.length > before && kinds().at(-1) === 'back');
    expect(kinds()).to.deep.equal(['connected', 'moved', 'back']);
  });

  it('goes on there when somebody says that it is meant', async () => {
    wire.leadTo(servers[1]?.port ?? 0);
    await until(() => kinds().at(-1) === 'moved');
    const before = runs.length;
    farm.adopt();
    await until(() => runs.length > before && kinds().at(-1) === 'back');
    expect(runs.length).to.be.greaterThan(before);
    expect(new Set(runs).size).to.equal(runs.length);
  });

  it('asks again where it is led elsewhere once more', async () => {
    wire.leadTo(servers[0]?.port ?? 0);
    await until(() => kinds().at(-1) === 'moved');
    const before = runs.length;
    await new Promise(wake => setTimeout(wake, 1_500));
    expect(runs).to.have.length(before);
    expect(kinds().at(-1)).to.equal('moved');
  });
});
