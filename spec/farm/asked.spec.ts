import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import { itIsDurable } from '../support/farm/durable.js';
import { type Postgres, startPostgres } from '../support/farm/postgres.js';
import { type RealWork, realHost, sleep, until } from '../support/farm/real-host.js';
import { rejection } from '../support/rejection.js';

describe('asked work', () => {
  describe('in PostgreSQL', function () {
    this.timeout(60_000);
    let server: Postgres;
    before(async () => {
      server = await startPostgres();
    });
    after(() => server.remove());

    itIsDurable(() => ({ url: server.url }));

    it('is stored in the transaction of whoever asks, or not at all', async () => {
      const ran: unknown[] = [];
      const host = await realHost({ url: server.url }, 'tx', { job: ({ data }) => ran.push(data) });
      const client = new pg.Client(server.url);
      await client.connect();
      await client.query('begin');
      await host.asking.enqueue([{ name: 'job', data: 1 }], { db: client });
      await client.query('rollback');
      await client.query('begin');
      const [asked] = await host.asking.enqueue([{ name: 'job', data: 2 }], { db: client });
      expect(ran).to.deep.equal([]);
      await client.query('commit');
      await client.end();
      expect(await host.asking.outcome(asked?.id ?? '')).to.include({ kind: 'succeeded' });
      expect(ran).to.deep.equal([2]);
      await host.stop();
    });

    it('runs once, whichever of several hosts is told first', async () => {
      const ran: unknown[] = [];
      const work = { job: ({ data }: { data: unknown }) => ran.push(data) };
      const hosts = await Promise.all([1, 2, 3].map(() => realHost({ url: server.url }, 'many', work)));
      const asks = Array.from({ length: 300 }, (_, i) => ({ name: 'job', data: i }));
      await hosts[0]?.asking.enqueue(asks);
      await until(() => ran.length >= 300);
      expect([...ran].sort((a, b) => Number(a) - Number(b))).to.deep.equal(asks.map(({ data }) => data));
      await Promise.all(hosts.map(host => host.stop()));
    });

    it('cut short by a stop it goes on elsewhere at once, and that is no failure', async () => {
      const begun: string[] = [];
      const work =
        (name: string): RealWork =>
        async (_, signal) => {
          begun.push(name);
          if (begun.length === 1) await sleep(20_000, signal);
        };
      const one = await realHost({ url: server.url }, 'stop', { job: work('one') });
      const [asked] = await one.asking.enqueue([{ name: 'job', data: null }]);
      await until(() => begun.length === 1);
      const two = await realHost({ url: server.url }, 'stop', { job: work('two') });
      await one.stop();
      expect(await two.asking.outcome(asked?.id ?? '')).to.include({ kind: 'succeeded' });
      expect(begun).to.deep.equal(['one', 'two']);
      expect(one.happened).to.deep.include({ kind: 'handedOver', key: `job@${asked?.id.split('#')[1]}` });
      await two.stop();
    });
  });

  describe('in a directory', function () {
    this.timeout(60_000);
    let folder: string;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'carillon-pglite-'));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    itIsDurable(() => ({ directory: join(folder, 'data') }));

    it('outlives its process, and is refused in a transaction of whoever asks', async () => {
      const home = { directory: join(folder, 'restart') };
      const one = await realHost(home, 'again', { job: () => {} });
      const db = { query: () => Promise.resolve({ rows: [] }) };
      expect(await rejection(one.asking.enqueue([{ name: 'job', data: 1 }], { db }))).to.contain('an embedded farm');
      const [asked] = await one.asking.enqueue([{ name: 'job', data: 1, atMs: Date.now() + 1_500 }]);
      await one.stop();
      const ran: unknown[] = [];
      const two = await realHost(home, 'again', { job: ({ data }) => ran.push(data) });
      expect(await two.asking.outcome(asked?.id ?? '')).to.include({ kind: 'succeeded' });
      expect(ran).to.deep.equal([1]);
      await two.stop();
    });
  });
});
