import { expect } from 'chai';
import pg from 'pg';
import { channelOf } from '../../lib/farm/identity.js';
import { Registry, type RunContext } from '../../lib/index.js';
import { farmHosts } from '../support/farm/farm-hosts.js';
import { storeOn } from '../support/farm/sql-rig.js';
import { sleep, until } from '../support/farm/waiting.js';

describe('what may be said of a host in a farm', function () {
  this.timeout(60_000);
  const farms = farmHosts('options');
  const { events, start, farmOf } = farms;

  it('runs nothing in a database that was copied or moved, until somebody adopts it', async () => {
    const registryOf = () => {
      const registry = new Registry({ zone: 'UTC' });
      registry
        .schedule(() => {})
        .withName('job')
        .toRunEvery(1)
        .seconds();
      return registry;
    };
    await farmOf(1, registryOf);
    await farms.server.query(`update carillon.farm set system = 'another' where farm = $1`, [farms.name]);
    const { farm } = start(registryOf());
    await until(() => events.some(({ kind }) => kind === 'moved'));
    expect(events.find(({ kind }) => kind === 'moved')?.error).to.match(
      /FarmMovedError: .* was copied, restored or moved/,
    );
    farm.adopt();
    await farm.ready();
  });

  it('cancels one run on whatever host it is, and leaves others alone', async () => {
    const runs = new Map<unknown, string>();
    const work = async ({ data, runId, signal }: RunContext) => {
      runs.set(data, runId);
      await sleep(data === 'a' ? 30_000 : 500, signal);
    };
    const [one, two] = await farmOf(2, () => {
      const registry = new Registry({ zone: 'UTC' });
      registry.schedule(work).withName('side by side').whenAsked();
      return registry;
    });
    const asked = (await one?.enqueueAll('side by side', [{ data: 'a' }, { data: 'b' }])) ?? [];
    await until(() => runs.size === 2);
    two?.get('side by side')?.cancel('only this', { by: 'ana', runId: runs.get('a') ?? '' });
    const outcomes = await Promise.all(asked.map(each => each.outcome()));
    expect(outcomes.map(({ kind }) => kind)).to.deep.equal(['cancelled', 'succeeded']);
    expect(outcomes[0]).to.nested.include({ 'error.by': 'ana' });
  });

  it('runs on each host what its runs names, by name or tag, and tells of a job that nobody runs', async () => {
    const ran: string[] = [];
    const registryOf = (host: string) => {
      const registry = new Registry({ zone: 'UTC' });
      const say = ({ jobName }: RunContext) => void ran.push(`${jobName} on ${host}`);
      registry.schedule(say).withName('mail').toRunEvery(1).seconds();
      registry.schedule(say).withName('report').toRunEvery(1).seconds().tagged('slow');
      registry.schedule(say).withName('nobody').whenAsked();
      return registry;
    };
    const [host] = await farmOf(1, registryOf, { runs: ['mail'] });
    await start(registryOf('h1'), { runs: ['slow'] }).farm.ready();
    await host?.enqueue('nobody', 1);
    await until(() => ran.length >= 8);
    expect(new Set(ran)).to.deep.equal(new Set(['mail on h0', 'report on h1']));
    expect(() => start(registryOf('h2'), { runs: ['mial'] })).to.throw("runs says 'mial', which no shared job");
    const store = await storeOn(farms.server.url, farms.name);
    expect(await store.problems([])).to.deep.equal([
      "no living host runs job 'nobody': start one whose runs has it, or one without runs",
    ]);
    await store.close();
  });

  it('sends no notices where it was told so, and runs what is asked for all the same', async () => {
    const ran: unknown[] = [];
    const [host] = await farmOf(
      1,
      () => {
        const registry = new Registry({ zone: 'UTC' });
        registry
          .schedule(({ data }: RunContext) => void ran.push(data))
          .withName('quiet')
          .whenAsked();
        return registry;
      },
      { notify: false },
    );
    const listener = new pg.Client(farms.server.url);
    await listener.connect();
    const heard: unknown[] = [];
    listener.on('notification', message => heard.push(message));
    await listener.query(`listen "${channelOf('carillon', farms.name)}"`);
    const asked = await host?.enqueue('quiet', 1);
    expect(await asked?.outcome()).to.include({ kind: 'succeeded' });
    await listener.query('select 1');
    await listener.end();
    expect([ran, heard]).to.deep.equal([[1], []]);
  });
});
