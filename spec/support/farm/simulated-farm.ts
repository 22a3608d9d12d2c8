import { VirtualClock } from '../../../lib/testing/index.js';
import type { Random } from '../../simulation/random.js';
import { bySeed } from './by-seed.js';
import { FakeFarm, type FarmFaults } from './fake-farm.js';
import { idOf, overlaps, tokens } from './sim-findings.js';
import type { SimEvent } from './sim-host.js';
import { SimHosts } from './sim-hosts.js';
import type { SimJob } from './sim-job.js';

/** Jobs that leave nothing out: quick, slow, overlapping, in groups, counted, at most once. */
const SIM_JOBS: readonly (SimJob & { readonly everyMs: number })[] = [
  { name: 'quick', everyMs: 1_000, runMs: 50 },
  { name: 'slow', everyMs: 3_000, runMs: 4_000 },
  { name: 'once', everyMs: 2_000, runMs: 700, atMostOnce: true },
  { name: 'after', everyMs: 3_000, runMs: 4_000, overlap: 'runAfter' },
  { name: 'newest', everyMs: 3_000, runMs: 4_000, overlap: 'cancelPrevious' },
  { name: 'g0', everyMs: 2_000, runMs: 600, group: 'g' },
  { name: 'g1', everyMs: 2_000, runMs: 600, group: 'g' },
  { name: 'beside', everyMs: 1_000, runMs: 1_500, overlap: 'allow' },
  { name: 'few', everyMs: 4_000, runMs: 9_000, overlap: 'runAfter', times: 3 },
  { name: 'long', everyMs: 10_000, runMs: 7_000 },
];

/** What was simulated, and what was wrong with it. */
export interface SimResult {
  readonly events: readonly SimEvent[];
  readonly findings: readonly string[];
  readonly occurrences: number;
  readonly farm: FakeFarm;
}

/**
 * Hosts with skewed clocks that are killed, stopped for a while, cut off and shut down, by one seed; then a calm, in which
 * all comes to its end. What must hold is looked for in what the runs did.
 */
export async function simulateFarm(seed: number, seconds: number, faults: FarmFaults = {}): Promise<SimResult> {
  return bySeed(seed, random => simulated(random, seconds, faults));
}

async function simulated(random: Random, seconds: number, faults: FarmFaults): Promise<SimResult> {
  const clock = new VirtualClock('2026-03-01T12:00:00Z');
  const farm = new FakeFarm(clock, faults);
  const startMs = clock.now();
  const hosts = new SimHosts(farm, SIM_JOBS, random);
  const { events, asleep } = hosts;
  for (let second = 0; second < seconds; second += 1) {
    hosts.turn(second);
    await clock.advance(1_000);
  }
  hosts.calm();
  const endMs = clock.now();
  await clock.advance(90_000);
  const findings = judge(farm, events, asleep, startMs + 5_000, endMs);
  const stopped = hosts.stop();
  await clock.advance(20_000);
  await stopped;
  return { events, findings, occurrences: farm.rows.size, farm };
}

function judge(
  farm: FakeFarm,
  events: readonly SimEvent[],
  asleep: ReadonlySet<string>,
  fromMs: number,
  toMs: number,
): string[] {
  const findings: string[] = [];
  const begun = new Map<string, number>();
  for (const { what, key } of events) if (what === 'begin') begun.set(key, (begun.get(key) ?? 0) + 1);
  for (const [key, times] of begun) {
    if (key.startsWith('once@') && times > 1) findings.push(`${key} began ${times} times`);
  }
  for (const { name, overlap, group } of SIM_JOBS) {
    if (overlap === 'allow') continue;
    const lane = SIM_JOBS.filter(job => job.name === name || (group !== undefined && job.group === group)).map(
      job => job.name,
    );
    findings.push(...overlaps(events.filter(event => lane.includes(event.name) && !asleep.has(idOf(event)))));
  }
  for (const { name, overlap } of SIM_JOBS) {
    // Those that run side by side begin in whatever order.
    if (overlap !== 'allow') findings.push(...tokens(events.filter(event => event.name === name)));
  }
  const rows = [...farm.rows.values()];
  for (const { name, everyMs } of SIM_JOBS) {
    const mine = rows.filter(({ data }) => data.job === name);
    for (const row of mine) {
      if (row.data.due < toMs && row.state !== 'completed')
        findings.push(`${name} at ${row.data.at - fromMs} is ${row.state}`);
    }
    if (name === 'few') continue;
    const covered = new Set(mine.filter(({ data }) => data.missed === undefined).map(({ data }) => data.at));
    const spans = mine.flatMap(({ data }) => data.missed ?? []);
    for (let at = Math.ceil(fromMs / everyMs) * everyMs; at < toMs; at += everyMs) {
      const times = (covered.has(at) ? 1 : 0) + spans.filter(span => at >= span.first && at <= span.last).length;
      if (times !== 1) findings.push(`${name} at +${at - fromMs} has ${times} rows`);
    }
  }
  const few = new Set(events.filter(({ name, what }) => name === 'few' && what === 'begin').map(({ key }) => key));
  if (few.size !== 3) findings.push(`few ran ${few.size} of 3 times`);
  for (const { id, output } of rows) {
    const outcome = (output as { outcome: { kind: string; error?: { message: string } } } | undefined)?.outcome;
    // Its host may have gone away between the grant and the body, which nobody else can know.
    if (outcome?.kind === 'lost' && !farm.granted.has(id)) findings.push('lost, and never granted');
    if (outcome?.kind === 'failed') findings.push(`given up: ${outcome.error?.message}`);
  }
  return findings;
}
