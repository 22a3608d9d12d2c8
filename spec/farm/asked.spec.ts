import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import { Asking, type AskingParts } from '../../lib/farm/asking.js';
import { pglite } from '../../lib/farm/index.js';
import { Registry, type RunContext, Scheduler } from '../../lib/index.js';
import { farmHosts } from '../support/farm/farm-hosts.js';
import { rejection } from '../support/rejection.js';
import { silent } from '../support/silent.js';

// What every farm promises of asked work is in the contract; here is what only one of them can.

/** One job, that keeps what it is run with. */
function registryOf(ran: unknown[]): Registry {
  const registry = new Registry({ zone: 'UTC' });
  registry
    .schedule(({ data }: RunContext) => void ran.push(data))
    .withName('job')
    .whenAsked();
  return registry;
}

describe('asked work in PostgreSQL', function () {
  this.timeout(60_000);
  const farms = farmHosts('asked');

  it('is stored in the transaction of whoever asks, or not at all', async () => {
    const ran: unknown[] = [];
    const [host] = await farms.farmOf(1, () => registryOf(ran));
    const client = new pg.Client(farms.server.url);
    await client.connect();
    await client.query('begin');
    await host?.enqueue('job', 1, { db: client });
    await client.query('rollback');
    await client.query('begin');
    const asked = await host?.enqueue('job', 2, { db: client });
    expect(ran).to.deep.equal([]);
    await client.query('commit');
    await client.end();
    expect(await asked?.outcome()).to.include({ kind: 'succeeded' });
    expect(ran).to.deep.equal([2]);
  });
});

describe('asked work that is taken back', () => {
  it('is found also where its host gave it back between two looks, in progress and not', async () => {
    const looks = [false, true];
    const parts = {
      farm: 'asked',
      store: { cancel: async () => 0 },
      asks: { cancelAsked: async () => looks.shift() },
      engine: { changed() {} },
    } as unknown as AskingParts;
    const id = 'job#00000000-0000-4000-8000-000000000000';
    expect(await new Asking(parts).cancel(id, { reason: 'no longer wanted', by: undefined })).to.equal(true);
  });
});

describe('asked work in a directory', function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'carillon-pglite-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('outlives its process, and is refused in a transaction of whoever asks', async () => {
    const one = await started([]);
    const db = { query: () => Promise.resolve({ rows: [] }) };
    expect(await rejection(Promise.resolve(one.enqueue('job', 1, { db })))).to.contain('an embedded farm');
    const { id } = await one.enqueue('job', 1, { delay: { milliseconds: 1_500 } });
    await one.stop();
    const ran: unknown[] = [];
    const two = await started(ran);
    expect(await two.asked(id).outcome()).to.include({ kind: 'succeeded' });
    expect(ran).to.deep.equal([1]);
    await two.stop();
  });

  async function started(ran: unknown[]): Promise<Scheduler> {
    const farm = pglite(join(folder, 'data'), { application: 'spec' });
    const scheduler = new Scheduler(registryOf(ran), { farm, handleSignals: false, logger: silent }).start();
    await farm.ready();
    return scheduler;
  }
});
