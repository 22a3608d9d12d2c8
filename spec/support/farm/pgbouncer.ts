import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import { NOBODY } from './postgres.js';

/** Where a system keeps it: beside what root runs, too, which not everybody's PATH names. */
const PROGRAM = ['pgbouncer', '/usr/sbin/pgbouncer'].find(path => spawnSync(path, ['--version']).status === 0);

/** Whether a PgBouncer is installed on this machine: none comes with this package. */
export const hasPgBouncer = PROGRAM !== undefined;

/** A real PgBouncer in transaction mode before a server of this machine. */
export interface PgBouncer {
  readonly port: number;
  /** Ends it at once. */
  down(): Promise<void>;
  up(): void;
  close(): Promise<void>;
}

/** @param settings further settings, as `default_pool_size = 2` */
export function startPgBouncer(toPort: number, settings: readonly string[] = []): Promise<PgBouncer> {
  return freePort().then(port => pgBouncerAt(port, toPort, settings));
}

function pgBouncerAt(port: number, toPort: number, settings: readonly string[]): PgBouncer {
  const home = mkdtempSync(join(tmpdir(), 'carillon-pgbouncer-'));
  const [words, users] = [join(home, 'pgbouncer.ini'), join(home, 'users')];
  writeFileSync(users, '"postgres" ""\n');
  const where = [`listen_addr = 127.0.0.1`, `listen_port = ${port}`, 'unix_socket_dir ='];
  const how = ['auth_type = trust', `auth_file = ${users}`, 'pool_mode = transaction', ...settings];
  const database = `* = host=127.0.0.1 port=${toPort}`;
  writeFileSync(words, ['[databases]', database, '[pgbouncer]', ...where, ...how, ''].join('\n'));
  chmodSync(home, 0o755);
  // It refuses to run as root.
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  let bouncer: ChildProcess;
  up();
  return {
    port,
    down,
    up,
    async close() {
      await down();
      rmSync(home, { recursive: true });
    },
  };

  function up(): void {
    bouncer = spawn(PROGRAM ?? 'pgbouncer', [words], { ...user, cwd: '/', stdio: 'ignore' });
    const running = bouncer;
    const kill = () => void running.kill('SIGKILL');
    process.once('exit', kill);
    running.once('exit', () => process.off('exit', kill));
  }

  async function down(): Promise<void> {
    const gone = once(bouncer, 'exit');
    bouncer.kill('SIGKILL');
    await gone;
  }
}
