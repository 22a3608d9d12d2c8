import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Disturbance } from './disturbance.js';

const KILLS = 12;

/** A process with an embedded database is killed twelve times while it writes: what was acknowledged is run. */
export const embeddedKills: Disturbance = {
  name: 'embedded-kills',
  async tell() {
    const folder = mkdtempSync(join(tmpdir(), 'carillon-kills-'));
    const log = join(folder, 'log');
    const lives = (life: string) => {
      const env = { ...process.env, DIRECTORY: join(folder, 'data'), LOG: log, LIFE: life };
      return fork(new URL('./embedded-host.js', import.meta.url), { env });
    };
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const process = lives(String(kill));
      await once(process, 'message');
      await new Promise(wake => setTimeout(wake, 500 + Math.random() * 2_000));
      process.kill('SIGKILL');
      await once(process, 'exit');
    }
    const last = lives('last');
    await once(last, 'message');
    const endMs = Date.now() + 60_000;
    while (missing(log).length > 0 && Date.now() < endMs) await new Promise(wake => setTimeout(wake, 200));
    last.send('stop');
    await once(last, 'exit');
    const lost = missing(log);
    const acknowledged = said(log, 'stored').size;
    expect(lost, 'acknowledged and never run').to.deep.equal([]);
    expect(said(log, 'refused').size, 'refusals of the directory').to.equal(0);
    rmSync(folder, { recursive: true });
    return { kills: KILLS, acknowledged, lost: lost.length };
  },
};

function missing(log: string): readonly string[] {
  const ran = said(log, 'ran');
  return [...said(log, 'stored')].filter(id => !ran.has(id));
}

function said(log: string, what: string): ReadonlySet<string> {
  const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
  return new Set(lines.flatMap(line => (line.startsWith(`${what} `) ? [line.slice(what.length + 1)] : [])));
}
