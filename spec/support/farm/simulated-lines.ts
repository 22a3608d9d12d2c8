import { VirtualClock } from '../../../lib/testing/index.js';
import type { Random } from '../../simulation/random.js';
import { bySeed } from './by-seed.js';
import { FakeFarm, type FarmFaults } from './fake-farm.js';
import type { FakeRow } from './fake-rows.js';
import { HEARD_MS, LineWatch } from './line-watch.js';
import { SimAsks, simJobs } from './sim-asks.js';
import { idOf, overlaps, tokens } from './sim-findings.js';
import { SimHosts } from './sim-hosts.js';
import type { SimJob } from './sim-job.js';

/** What has not got on for so long in a calm stands still for good: longer than any wait of a row, or of a host. */
const STILL_MS = 120_000;

/** How long a calm is looked at each time. */
const STEP_MS = 5_000;

/** What was simulated, and what was wrong with it. */
export interface LinesResult {
  readonly farm: FakeFarm;
  readonly jobs: readonly SimJob[];
  readonly findings: readonly string[];
}

/**
 * Work that is asked for, and planned beside it, under jobs drawn by one seed, on hosts that are disturbed as in
 * `simulateFarm`, with jobs that are paused and resumed; then a calm, in which all that was due by then comes to its end.
 */
export function simulateLines(seed: number, seconds: number, faults: FarmFaults = {}): Promise<LinesResult> {
  return bySeed(seed, random => simulated(random, seconds, faults));
}

async function simulated(random: Random, seconds: number, faults: FarmFaults): Promise<LinesResult> {
  const clock = new VirtualClock('2026-03-01T12:00:00Z');
  const farm = new FakeFarm(clock, faults);
  const jobs = simJobs(random);
  const watch = new LineWatch(farm, jobs);
  const hosts = new SimHosts(farm, jobs, random);
  const asks = new SimAsks(farm, jobs, random);
  for (let second = 0; second < seconds; second += 1) {
    hosts.turn(second);
    asks.turn();
    if (random.chance(0.05)) pauseOrResume(random.pick(jobs).name);
    await clock.advance(1_000);
  }
  hosts.calm();
  // By then all has been done that was said before.
  await clock.advance(HEARD_MS);
  for (const { name } of jobs) if (farm.schedules.get(name)?.pause !== undefined) pauseOrResume(name);
  const still = await untilDone(clock, farm);
  const findings = [...watch.findings, ...still, ...together(hosts, jobs)];
  const stopped = hosts.stop();
  await clock.advance(20_000);
  await stopped;
  return { farm, jobs, findings };

  function pauseOrResume(name: string): void {
    const isPaused = farm.schedules.get(name)?.pause !== undefined;
    watch.paused(name);
    random
      .pick(hosts.all)
      .pause(name, isPaused ? undefined : { reason: 'by chance', at: clock.now() })
      .then(() => watch.paused(name))
      .catch(() => {});
  }
}

/** Goes on until all has ended that is due by now. @returns what stands still */
async function untilDone(clock: VirtualClock, farm: FakeFarm): Promise<readonly string[]> {
  const fromMs = clock.now();
  let open = openRows(farm, fromMs);
  let stillMs = 0;
  while (open.length > 0 && stillMs < STILL_MS) {
    await clock.advance(STEP_MS);
    const left = openRows(farm, fromMs);
    stillMs = left.length < open.length ? 0 : stillMs + STEP_MS;
    open = left;
  }
  return open.map(({ id, data, state, attempt }) => `${data.job} ${id} stands still: ${state}, attempt ${attempt}`);
}

function openRows(farm: FakeFarm, byMs: number): readonly FakeRow[] {
  const isOpen = ({ state }: FakeRow) => state === 'created' || state === 'retry' || state === 'active';
  return [...farm.rows.values()].filter(row => isOpen(row) && row.data.due <= byMs + STEP_MS);
}

/** What ran beside what it may not run beside, and what has no later token than what ran before. */
function together({ events, asleep }: SimHosts, jobs: readonly SimJob[]): readonly string[] {
  const awake = events.filter(event => !asleep.has(idOf(event)));
  const lanes = new Map<string, string[]>();
  for (const { name, overlap, group } of jobs) {
    if (overlap !== 'allow') lanes.set(name, [name]);
    if (group !== undefined) lanes.set(`/${group}`, [...(lanes.get(`/${group}`) ?? []), name]);
  }
  return [...lanes].flatMap(([lane, names]) => [
    ...overlaps(awake.filter(({ name }) => names.includes(name))),
    ...(lane.startsWith('/') ? [] : tokens(events.filter(({ name }) => name === lane))),
  ]);
}
