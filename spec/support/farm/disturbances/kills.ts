import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { startPostgres } from '../postgres.js';
import { pause } from '../waiting.js';
import type { Disturbance, Figures } from './disturbance.js';
import { killSession } from './kill-session.js';

/** How often each process is killed. */
const KILLS = 12;

/** How many processes of a farm in PostgreSQL are killed, each on its own. */
const WORKERS = 4;

/** A process with an embedded database is killed while it writes: what was acknowledged is run. */
export const embeddedKills: Disturbance = {
  name: 'embedded-kills',
  tell: () => inFolder(folder => throughKills(folder, 1, { DIRECTORY: join(folder, 'data') })),
};

/** Workers that ask are killed, and a session of the server now and then: what was acknowledged ends, somewhere. */
export const workerKills: Disturbance = {
  name: 'worker-kills',
  async tell() {
    const server = await startPostgres(['synchronous_commit=on']);
    const killing = setInterval(() => void killSession(server).catch(() => {}), 10_000);
    try {
      const env = { URL: server.url, PAUSE_MS: '100' };
      return await inFolder(folder => throughKills(folder, WORKERS, env, () => clearInterval(killing)));
    } finally {
      clearInterval(killing);
      await server.remove();
    }
  },
};

async function throughKills(folder: string, size: number, at: NodeJS.ProcessEnv, over = () => {}): Promise<Figures> {
  const log = join(folder, 'log');
  const lives = (life: string): ChildProcess =>
    fork(new URL('./asking-host.js', import.meta.url), { env: { ...process.env, ...at, LOG: log, LIFE: life } });
  const isKilled = async (lane: number) => {
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const host = lives(`${lane}.${kill}`);
      await once(host, 'message');
      await pause(500 + Math.random() * 2_000);
      host.kill('SIGKILL');
      await once(host, 'exit');
    }
  };
  await Promise.all(Array.from({ length: size }, (_, lane) => isKilled(lane)));
  over();
  const last = lives('last');
  await once(last, 'message');
  const endMs = Date.now() + 60_000;
  while (missing(log).length > 0 && Date.now() < endMs) await pause(200);
  last.send('stop');
  await once(last, 'exit');
  const lost = missing(log);
  expect(lost, 'acknowledged and never run').to.deep.equal([]);
  expect(said(log, 'refused').size, 'refusals of the database').to.equal(0);
  return { kills: size * KILLS, acknowledged: said(log, 'stored').size, lost: lost.length };
}

async function inFolder(tell: (folder: string) => Promise<Figures>): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'carillon-kills-'));
  try {
    return await tell(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function missing(log: string): readonly string[] {
  const ran = said(log, 'ran');
  return [...said(log, 'stored')].filter(id => !ran.has(id));
}

function said(log: string, what: string): ReadonlySet<string> {
  const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
  return new Set(lines.flatMap(line => (line.startsWith(`${what} `) ? [line.slice(what.length + 1)] : [])));
}
