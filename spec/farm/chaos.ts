import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chaosRegistry } from '../support/farm/chaos-jobs.js';
import { type ChaosEvent, type Death, judgeChaos } from '../support/farm/chaos-verdict.js';
import { startPostgres } from '../support/farm/postgres.js';
import { pause } from '../support/farm/waiting.js';

// Four hosts with skewed clocks on one real PostgreSQL: every five seconds one is killed and started again, one stands
// still for twelve seconds, and the database restarts in the midst. Run by `npm run test:farm`, for as many seconds as the
// first word says, 60 without one.

// A server that outlived its spec would stay: ending by a signal ends it, too.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1));

const seconds = Number(process.argv[2] ?? 60);
const isCalm = process.argv[3] === 'calm';
const SKEWS = [0, 300, -700, 1_500];
const folder = mkdtempSync(join(tmpdir(), 'carillon-chaos-'));
const log = join(folder, 'log');
const server = await startPostgres();
const deaths: Death[] = [];
const hosts: ChildProcess[] = SKEWS.map((_, i) => up(i));

while (connected() < SKEWS.length) await pause(200);
const fromMs = Math.ceil(Date.now() / 1_000) * 1_000;
const toMs = fromMs + seconds * 1_000;
let standing: number | undefined;
let hasRestarted = false;
while (Date.now() < toMs) {
  await pause(Math.min(5_000, toMs - Date.now()));
  if (isCalm || Date.now() > toMs - 8_000) continue;
  const alive = SKEWS.map((_, i) => i).filter(i => i !== standing);
  const victim = alive[Math.floor(Math.random() * alive.length)] ?? 0;
  deaths.push({ atMs: Date.now(), pid: hosts[victim]?.pid ?? 0, isStanding: false });
  hosts[victim]?.kill('SIGKILL');
  setTimeout(() => {
    hosts[victim] = up(victim);
  }, 800);
  if (standing === undefined && Date.now() > fromMs + 20_000) stand(alive.find(i => i !== victim) ?? 0);
  if (!hasRestarted && Date.now() > fromMs + 40_000) {
    hasRestarted = true;
    console.error('the database restarts');
    await server.down();
    await server.up();
  }
}
await pause(24_000);
for (const host of hosts) host.send('stop');
await pause(3_000);
const events = readFileSync(log, 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as ChaosEvent);
const rows = await server.query(
  `select data, state::text, output, retry_count from carillon_boss.job where name = 'chaos.due'`,
);
const schedules = chaosRegistry(async () => {}).compile();
const verdict = judgeChaos({ events, rows, deaths, schedules, fromMs, toMs });
console.log(JSON.stringify(verdict, undefined, 1));
for (const host of hosts) host.kill('SIGKILL');
await server.remove();
rmSync(folder, { recursive: true });
process.exit(verdict.faults.length === 0 ? 0 : 1);

/** How many hosts have said that they are in the farm. */
function connected(): number {
  return existsSync(log) ? readFileSync(log, 'utf8').split('"connected"').length - 1 : 0;
}

function up(i: number): ChildProcess {
  const env = { ...process.env, URL: server.url, FARM: 'chaos', SKEW: String(SKEWS[i]), LOG: log };
  return fork(new URL('../support/farm/chaos-host.js', import.meta.url), { env });
}

function stand(i: number): void {
  standing = i;
  const host = hosts[i];
  deaths.push({ atMs: Date.now(), pid: host?.pid ?? 0, isStanding: true });
  host?.kill('SIGSTOP');
  setTimeout(() => {
    host?.kill('SIGCONT');
    standing = -1;
  }, 12_000);
}
