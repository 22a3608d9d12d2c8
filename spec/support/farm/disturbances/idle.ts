import { expect } from 'chai';
import type { Registry } from '../../../../lib/index.js';
import { type Postgres, startPostgres } from '../postgres.js';
import { pause } from '../waiting.js';
import { type Disturbance, type Figures, round } from './disturbance.js';
import { plainHost } from './plain-host.js';

/** After so long V8 has given back what the start took. */
const SETTLED_MS = 30_000;

/** How long an idle host is watched. */
const WATCHED_MS = 60_000;

/** What a host costs that has nothing to do, with few schedules and with many; and how long the many take to start. */
export const idle: Disturbance = {
  name: 'idle',
  async tell() {
    const figures: Record<string, Figures> = {};
    for (const count of [100, 10_000]) {
      const server = await startPostgres();
      try {
        figures[`${count} schedules`] = await watched(server, count);
      } finally {
        await server.remove();
      }
    }
    return figures;
  },
};

async function watched(server: Postgres, count: number): Promise<Figures> {
  // The first start makes the schemas, which is not what is measured.
  await (await plainHost(server.url, registry => daily(registry, 1), { release: 'v0' })).scheduler.stop();
  const { scheduler, startMs } = await plainHost(server.url, registry => daily(registry, count));
  await pause(SETTLED_MS);
  const [cpu, transactions] = [process.cpuUsage(), await transactionsOf(server)];
  await pause(WATCHED_MS);
  const { user, system } = process.cpuUsage(cpu);
  // Our own question is one of them.
  const aMinute = (await transactionsOf(server)) - transactions - 1;
  const [row] = await server.query(
    `select count(*)::int as count from pg_stat_activity where application_name like 'carillon:%'`,
  );
  await scheduler.stop();
  const connections = Number(row?.['count']);
  expect(aMinute, 'transactions a minute').to.be.at.most(225);
  expect(connections, 'connections').to.be.at.most(2);
  const cpuPercent = round((user + system) / (WATCHED_MS * 10));
  expect(cpuPercent, 'percent of a processor').to.be.at.most(0.5);
  return { startMs: Math.round(startMs), transactionsAMinute: aMinute, cpuPercent, connections };
}

/** Schedules that are not due for hours. */
function daily(registry: Registry, count: number): void {
  const hour = (new Date().getUTCHours() + 6) % 24;
  for (let i = 0; i < count; i += 1) {
    registry
      .schedule(() => {})
      .withName(`job ${i}`)
      .toRunEvery(1)
      .days()
      .at(hour, i % 60);
  }
}

async function transactionsOf(server: Postgres): Promise<number> {
  const [row] = await server.query(
    `select xact_commit + xact_rollback as count from pg_stat_database where datname = current_database()`,
  );
  return Number(row?.['count']);
}
