import pg from 'pg';
import { type PgBouncer, startPgBouncer } from '../pgbouncer.js';
import { addressOf, startPostgres } from '../postgres.js';
import { pause } from '../waiting.js';
import { startWire, type TcpWire } from '../wire.js';
import type { Outage } from './outage.js';

/** What befalls the network between a host and its database. */
export const NETWORK_OUTAGES: readonly Outage<TcpWire>[] = [
  {
    name: 'deaf-network',
    between: server => startWire(server.port),
    isBeforeOne: true,
    async befalls(_, wire) {
      wire.freeze();
      await pause(30_000);
      wire.mend();
    },
  },
  {
    // As by a router that knows them no more, and tells nobody.
    name: 'connections-forgotten',
    between: server => startWire(server.port),
    async befalls(_, wire) {
      wire.forget();
    },
  },
  {
    name: 'led-astray',
    between: server => startWire(server.port),
    async befalls(server, wire) {
      const other = await startPostgres();
      wire.leadTo(other.port);
      await pause(10_000);
      wire.leadTo(server.port);
      await other.remove();
    },
  },
];

/** How many sessions a small PgBouncer has. */
const SESSIONS = 3;

/** What befalls a PgBouncer before the database, which closes its sessions whenever they are idle for a second. */
export const PGBOUNCER_OUTAGES: readonly Outage<PgBouncer>[] = [
  {
    name: 'pgbouncer-restarted',
    between: server => startPgBouncer(server.port, ['server_idle_timeout = 1']),
    async befalls(_, bouncer) {
      await bouncer.down();
      await pause(3_000);
      bouncer.up();
    },
  },
  {
    name: 'pgbouncer-loses-server',
    between: server => startPgBouncer(server.port, ['server_idle_timeout = 1']),
    async befalls(server) {
      await server.down();
      await pause(3_000);
      await server.up();
    },
  },
  {
    name: 'pgbouncer-full',
    between: server =>
      startPgBouncer(server.port, [`default_pool_size = ${SESSIONS}`, 'query_wait_timeout = 2', 'min_pool_size = 0']),
    async befalls(_, bouncer) {
      const others = Array.from({ length: SESSIONS }, () => new pg.Client(addressOf(bouncer.port)));
      for (const other of others) {
        await other.connect();
        await other.query('begin; select 1');
      }
      await pause(12_000);
      await Promise.all(others.map(other => other.end()));
    },
  },
];
