import { expect } from 'chai';
import pg from 'pg';
import { askQueue } from '../../../../lib/farm/identity.js';
import { startPostgres } from '../postgres.js';
import { doneOf, storeOn } from '../sql-rig.js';
import { until } from '../waiting.js';
import { type Disturbance, type Figures, quantilesMs } from './disturbance.js';
import { type PlainHost, plainHost } from './plain-host.js';

const ROWS = 1_000_000;

/** How long the transaction of another session is open, in minutes: `BACKLOG_MINUTES`. */
const MINUTES = Number(process.env['BACKLOG_MINUTES'] ?? 2);

/** Work that is asked for beside a million rows that wait, and beside a transaction that keeps all that is dead. */
export const backlog: Disturbance = {
  name: 'backlog',
  async tell() {
    const server = await startPostgres();
    const client = new pg.Client(server.url);
    await client.connect();
    const begun = new Map<unknown, number>();
    const host = await plainHost(server.url, registry => {
      registry
        .schedule(({ data }) => void begun.set(data, performance.now()))
        .withName('probe')
        .whenAsked();
      for (const name of ['bulk', 'aside'])
        registry
          .schedule(() => {})
          .withName(name)
          .whenAsked();
    });
    const store = await storeOn(server.url, host.farm.name, 'fetching');
    try {
      await paused(host, 'aside');
      await measure(host, begun, store);
      const calm = await measure(host, begun, store);
      await fill(host, client);
      await measure(host, begun, store);
      const full = await measure(host, begun, store);
      await client.query('begin isolation level repeatable read');
      await client.query('select pg_current_xact_id()');
      const endMs = performance.now() + MINUTES * 60_000;
      while (performance.now() < endMs) await measure(host, begun, store);
      const held = await measure(host, begun, store);
      await client.query('rollback');
      const figures = { rows: ROWS, minutes: MINUTES, calm, full, held };
      const timesCalm = (seen: Figures, usual: Figures) => Number(seen['p50']) / Number(usual['p50']);
      const told = JSON.stringify(figures);
      expect(timesCalm(full.toRun, calm.toRun), `ask to run, beside a backlog: ${told}`).to.be.at.most(3);
      expect(timesCalm(full.fromBacklog, calm.fetch), `fetch, from a backlog: ${told}`).to.be.at.most(3);
      expect(timesCalm(held.toRun, calm.toRun), `ask to run, beside a transaction: ${told}`).to.be.at.most(3);
      expect(timesCalm(held.fetch, calm.fetch), `fetch, beside a transaction: ${told}`).to.be.at.most(3);
      expect(timesCalm(held.fromBacklog, calm.fetch), `fetch, from a backlog beside it: ${told}`).to.be.at.most(3);
      return figures;
    } finally {
      await Promise.all([client.end(), store.close(), host.scheduler.stop()]);
      await server.remove();
    }
  },
};

async function measure(
  { scheduler }: PlainHost,
  begun: Map<unknown, number>,
  store: Awaited<ReturnType<typeof storeOn>>,
) {
  const toRun: number[] = [];
  const fetch: number[] = [];
  const fromBacklog: number[] = [];
  for (let i = 0; i < 100; i += 1) {
    const sentMs = performance.now();
    const asked = await scheduler.enqueue('probe', i);
    await asked.outcome();
    toRun.push((begun.get(i) ?? Number.NaN) - sentMs);
    await scheduler.enqueue('aside', i);
    const rows = [
      ...(await timed(fetch, () => store.fetch(askQueue('disturbed', 'aside'), 2))),
      ...(await timed(fromBacklog, () => store.fetch(askQueue('disturbed', 'bulk'), 1))),
    ];
    await store.settle(rows.map(doneOf));
  }
  return { toRun: quantilesMs(toRun), fetch: quantilesMs(fetch), fromBacklog: quantilesMs(fromBacklog) };
}

async function timed<T>(tookMs: number[], work: () => Promise<T>): Promise<T> {
  const beganMs = performance.now();
  const result = await work();
  tookMs.push(performance.now() - beganMs);
  return result;
}

/** A million rows of a job that is paused, each as one that was asked for. */
async function fill(host: PlainHost, client: pg.Client): Promise<void> {
  await paused(host, 'bulk');
  await host.scheduler.enqueue('bulk', 0);
  const queue = askQueue('disturbed', 'bulk');
  const { rows: columns } = await client.query(
    `select column_name as name from information_schema.columns where table_schema = 'carillon_boss'
      and table_name = 'job' and is_generated = 'NEVER' and column_name not in ('id', 'created_on')`,
  );
  const names = columns.map(({ name }) => name).join(', ');
  await client.query(
    `insert into carillon_boss.job (id, created_on, ${names})
      select gen_random_uuid(), created_on + n * interval '1 microsecond', ${names}
      from carillon_boss.job cross join generate_series(2, $2::int) n where name = $1`,
    [queue, ROWS],
  );
}

async function paused({ scheduler }: PlainHost, name: string): Promise<void> {
  scheduler.get(name)?.pause('its rows wait');
  await until(() => scheduler.get(name)?.paused !== undefined);
}
