import { expect } from 'chai';
import { type Farm, pgBoss } from '../../lib/farm/index.js';
import { Registry, type RunContext, Scheduler, type StandardSchema } from '../../lib/index.js';
import { type Postgres, sharedPostgres } from '../support/farm/postgres.js';
import { rejection } from '../support/rejection.js';

/** Takes `{ order: '42' }`, and gives `{ order: 42 }`. */
const ORDER: StandardSchema = {
  '~standard': {
    version: 1,
    validate(value) {
      const { order } = (value ?? {}) as { readonly order?: unknown };
      if (typeof order !== 'string') return { issues: [{ message: 'no text', path: ['order'] }] };
      return { value: { order: Number(order) } };
    },
  },
};

describe('data in a farm', function () {
  this.timeout(60_000);
  let server: Postgres;
  const hosts: Scheduler[] = [];

  before(async () => {
    server = await sharedPostgres();
  });
  afterEach(() => Promise.all(hosts.splice(0).map(host => host.stop({ drain: 200, cancel: 200 }))));

  /** A host whose job takes data of this version. */
  async function host(name: string, version: number, schema: StandardSchema | undefined, ran: unknown[] = []) {
    const registry = new Registry({ zone: 'UTC' });
    const work = Object.assign(({ data }: RunContext) => void ran.push(data), {
      dataVersion: version,
      upgrade: ({ id }: { readonly id: string }) => ({ order: id }),
    });
    const clause = registry.schedule(work).withName('send').whenAsked().withRetry({ attempts: 5 });
    if (schema !== undefined) clause.taking(schema);
    const farm = pgBoss(server.url, { name, release: `v${version}`, application: 'spec' });
    const scheduler = new Scheduler(registry, { farm, handleSignals: false, logger: silent });
    scheduler.on('failed', () => {});
    hosts.push(scheduler.start());
    await farm.ready();
    return { scheduler, farm, ran };
  }

  const stored = async (farm: Farm) =>
    (
      await server.query(`select data->'data' as data, data->'v' as v from carillon_boss.job where name like $1`, [
        `${farm.name}.ask.%`,
      ])
    )[0];

  it('is stored as it passed, given to the run as its schema says, and refused where it does not pass', async () => {
    const { scheduler, farm, ran } = await host('data', 1, ORDER);
    const asked = await scheduler.enqueue('send', { order: '42' });
    expect(await asked.outcome()).to.include({ kind: 'succeeded' });
    expect(await stored(farm)).to.deep.equal({ data: { order: '42' }, v: 1 });
    expect(ran).to.deep.equal([{ order: 42 }]);
    expect(await rejection(Promise.resolve(scheduler.enqueue('send', { order: 42 })))).to.contain(
      "at 'order', no text",
    );
    expect((await scheduler.get('send')?.trigger({ order: '43' }))?.kind).to.equal('succeeded');
    expect(ran[1]).to.deep.equal({ order: 43 });
    const later = await scheduler.enqueue('send', { order: '44' }, { delay: { hours: 1 } });
    expect(await later.cancel('no longer needed')).to.equal(true);
    expect(String(((await later.outcome()) as { readonly error?: Error }).error)).to.contain('no longer needed');
  });

  it('of an earlier version is brought up to date; what no longer passes is a dead letter at once', async () => {
    const old = await host('upgrade', 1, undefined);
    const at = { delay: { milliseconds: 600 } };
    const [good, bad] = [
      await old.scheduler.enqueue('send', { id: '7' }, at),
      await old.scheduler.enqueue('send', {}, at),
    ];
    await old.scheduler.stop();
    const { scheduler, farm, ran } = await host('upgrade', 2, ORDER);
    expect(await scheduler.asked(good.id).outcome()).to.include({ kind: 'succeeded' });
    expect(ran).to.deep.equal([{ order: 7 }]);
    expect(await scheduler.asked(bad.id).outcome()).to.include({ kind: 'failed' });
    const [letter] = await farm.dead();
    expect(letter).to.deep.include({ id: bad.id, data: {} });
    expect(letter?.record.attempts).to.equal(1);
    expect(letter?.record.outcome.error).to.include({ name: 'DataRefusedError', code: 'ERR_DATA' });
    expect(await farm.discard([bad.id], { by: 'ana' })).to.equal(1);
    expect(await rejection(scheduler.asked(bad.id).outcome())).to.match(/^AskedGoneError/);
  });

  it('of a later version waits for a host that knows it', async () => {
    const later = await host('later', 2, undefined);
    const asked = await later.scheduler.enqueue('send', { id: '8' }, { delay: { milliseconds: 600 } });
    await later.scheduler.stop();
    const unknown = new Promise(resolve => {
      void host('later', 1, undefined).then(({ scheduler }) => scheduler.on('farm', resolve));
    });
    expect(await unknown).to.include({ kind: 'unknown', key: `send@${asked.id.split('#')[1]}` });
    const again = await host('later', 2, undefined);
    expect(await again.scheduler.asked(asked.id).outcome()).to.include({ kind: 'succeeded' });
    expect(again.ran).to.deep.equal([{ id: '8' }]);
  });
});

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {} };
