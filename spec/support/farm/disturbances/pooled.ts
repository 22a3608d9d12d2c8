import { expect } from 'chai';
import pg from 'pg';
import { startPgBouncer } from '../pgbouncer.js';
import { startPooler } from '../pooler.js';
import { addressOf, startPostgres } from '../postgres.js';
import { pause, sleep } from '../waiting.js';
import { type Disturbance, type Figures, quantilesMs } from './disturbance.js';
import { plainHost } from './plain-host.js';

const ASKED = 300;

/** Longer than any fence: it goes on only as long as it is touched. */
const LONG_MS = 14_000;

/** Sessions of the server behind the pooler. */
const SESSIONS = 6;

/** Two hosts behind a pooler in transaction mode, which loses notices and prepared statements. */
export const pooled: Disturbance = { name: 'pooled', tell: () => behind(port => startPooler(port, SESSIONS)) };

/** The same behind a real one, which closes its sessions whenever they are idle for a second. */
export const pgBouncer: Disturbance = {
  name: 'pgbouncer',
  tell: () => behind(port => startPgBouncer(port, [`default_pool_size = ${SESSIONS}`, 'server_idle_timeout = 1'])),
};

async function behind(
  start: (port: number) => Promise<{ readonly port: number; close(): void | Promise<void> }>,
): Promise<Figures> {
  const server = await startPostgres();
  const pooler = await start(server.port);
  const begun = new Map<unknown, number>();
  const keys: string[] = [];
  const at = () =>
    plainHost(addressOf(pooler.port), registry => {
      registry
        .schedule(({ data }) => void begun.set(data, performance.now()))
        .withName('asked')
        .whenAsked();
      registry
        .schedule(({ signal }) => sleep(LONG_MS, signal))
        .withName('long')
        .whenAsked();
      registry
        .schedule(({ key }) => void keys.push(key))
        .withName('each second')
        .toRunEvery(1)
        .seconds();
    });
  const hosts = [await at(), await at()] as const;
  try {
    const long = await hosts[0].scheduler.enqueue('long');
    const asked = [];
    const sentMs: number[] = [];
    for (let n = 0; n < ASKED; n += 1) {
      sentMs.push(performance.now());
      asked.push(await hosts[n % 2 === 0 ? 0 : 1].scheduler.enqueue('asked', n));
      await pause(50);
    }
    const ends = await Promise.all([long, ...asked].map(one => one.outcome()));
    expect(new Set(ends.map(({ kind }) => kind)), 'how they ended').to.deep.equal(new Set(['succeeded']));
    const [record] = await hosts[0].farm.history({ job: 'long' });
    expect((record?.settledAtMs ?? 0) - (record?.startedAtMs ?? 0), 'how long the long one took').to.be.below(
      2 * LONG_MS,
    );
    const toRun = sentMs.map((ms, n) => (begun.get(n) ?? Number.NaN) - ms);
    expect(new Set(keys).size, 'occurrences that began').to.equal(keys.length);
    expect(await settingsLeft(pooler.port), 'what others find set').to.deep.equal([]);
    return { asked: ASKED, toRun: quantilesMs(toRun), occurrences: keys.length };
  } finally {
    await Promise.all(hosts.map(({ scheduler }) => scheduler.stop()));
    await pooler.close();
    await server.remove();
  }
}

/** What was set in the sessions that others are given by the same pooler. */
async function settingsLeft(port: number): Promise<readonly unknown[]> {
  const clients = Array.from({ length: SESSIONS - 1 }, () => new pg.Client(addressOf(port)));
  const found = [];
  for (const client of clients) {
    await client.connect();
    await client.query('begin');
    const { rows } = await client.query(`select name, setting from pg_settings where source = 'session'
      and name not in ('client_encoding', 'application_name', 'DateStyle', 'IntervalStyle', 'TimeZone')`);
    found.push(...rows);
  }
  await Promise.all(clients.map(client => client.end()));
  return found;
}
