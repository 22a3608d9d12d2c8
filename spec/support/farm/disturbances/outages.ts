import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import { pause } from '../waiting.js';
import { killSession } from './kill-session.js';
import type { Outage } from './outage.js';

/** A disk that is soon full. */
const DISK = join(tmpdir(), 'carillon-small-disk');

/** As few sessions as a server may have here. */
const CONNECTIONS = 12;

/** What befalls the database of a farm. */
export const OUTAGES: readonly Outage[] = [
  {
    name: 'backend-killed',
    async befalls(server) {
      for (let i = 0; i < 3; i += 1) {
        await killSession(server);
        await pause(4_000);
      }
    },
  },
  {
    name: 'sessions-ended',
    async befalls(server) {
      for (let i = 0; i < 10; i += 1) {
        await server.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'carillon:%'`,
        );
        await pause(1_000);
      }
    },
  },
  {
    name: 'read-only',
    async befalls(server) {
      // As a standby, which refuses to write until it is promoted.
      await server.down();
      writeFileSync(join(server.home, 'data/standby.signal'), '');
      await server.up();
      await pause(8_000);
      await server.query('select pg_promote()');
    },
  },
  {
    name: 'away',
    async befalls(server) {
      await server.down();
      await pause(30_000);
      await server.up();
    },
  },
  {
    name: 'killed',
    async befalls(server) {
      await server.down('SIGKILL');
      await server.up();
    },
  },
  standsStill('stands-still', 12_000),
  standsStill('stands-still-long', 30_000),
  {
    name: 'no-connection-left',
    settings: [`max_connections=${CONNECTIONS}`, 'superuser_reserved_connections=0'],
    async befalls(server) {
      const [first, ...others] = Array.from({ length: CONNECTIONS }, () => new pg.Client(server.url));
      await first?.connect();
      for (let i = 0; i < others.length; i += 1) {
        // Whoever of the farm has one loses it; it may be quicker than this to take it again.
        await first?.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'carillon:%'`,
        );
        await others[i]?.connect().catch(() => {
          others[i] = new pg.Client(server.url);
          i -= 1;
        });
      }
      await pause(8_000);
      await Promise.all([...others.map(client => client.end()), first?.end()]);
    },
  },
  {
    name: 'full-disk',
    prepare: smallDisk,
    async befalls() {
      const ballast = join(DISK, 'ballast');
      const file = openSync(ballast, 'w');
      try {
        for (;;) writeSync(file, Buffer.alloc(64 * 1_024));
      } catch (error) {
        expect((error as { readonly code?: string }).code).to.equal('ENOSPC');
      }
      closeSync(file);
      await pause(10_000);
      rmSync(ballast);
    },
  },
];

/** The server and its sessions stop where they are, for longer than any fence. */
function standsStill(name: string, ms: number): Outage {
  return {
    name,
    async befalls(server) {
      const rows = await server.query(`select pid from pg_stat_activity where application_name like 'carillon:%'`);
      const all = [server.pid(), ...rows.map(row => Number(row['pid']))];
      for (const pid of all) process.kill(pid, 'SIGSTOP');
      await pause(ms);
      for (const pid of all) process.kill(pid, 'SIGCONT');
    },
  };
}

/** A disk in memory that is soon full. Only root may make one. */
function smallDisk(): () => void {
  const outer = process.env['TMPDIR'];
  mkdirSync(DISK, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300m', 'tmpfs', DISK]);
  process.env['TMPDIR'] = DISK;
  return () => {
    if (outer === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = outer;
    execFileSync('umount', [DISK]);
    rmdirSync(DISK);
  };
}
