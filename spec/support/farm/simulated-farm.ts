import sinon from 'sinon';
import { VirtualClock } from '../../../lib/testing/index.js';
import { Random } from '../../simulation/random.js';
import { FakeFarm, type FarmFaults } from './fake-farm.js';
import { type SimEvent, SimHost, type SimJob } from './sim-host.js';

/** Jobs that leave nothing out: quick, slow, overlapping, in groups, counted, at most once. */
const SIM_JOBS: readonly SimJob[] = [
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
  const waits = new Random(-seed);
  // How long a host waits until it tries again is a part of what the seed says.
  const chance = sinon.stub(Math, 'random').callsFake(() => waits.next());
  try {
    return await simulated(new Random(seed), seconds, faults);
  } finally {
    chance.restore();
  }
}

async function simulated(random: Random, seconds: number, faults: FarmFaults): Promise<SimResult> {
  const clock = new VirtualClock('2026-03-01T12:00:00Z');
  const farm = new FakeFarm(clock, faults);
  const events: SimEvent[] = [];
  const hosts: { host: SimHost; cut: boolean; until: number; lagMs: number; isStanding: boolean }[] = [];
  const retired: Promise<void>[] = [];
  const startMs = clock.now();
  // Of a host that stood still for longer than its fence: it may finish a body after it woke and before it learns.
  const asleep = new Set<string>();
  let made = 0;

  const up = () => {
    made += 1;
    const state = { host: undefined as unknown as SimHost, cut: false, until: 0, lagMs: 0, isStanding: false };
    const wire = {
      wayMs: () => random.int(1, 8) + (random.chance(0.02) ? random.int(0, 400) : 0) + state.lagMs,
      isCut: () => state.cut,
    };
    state.host = new SimHost(farm, `h${made}`, SIM_JOBS, events, wire, random.pick([0, 300, -700, 1_500])).start();
    hosts.push(state);
  };

  for (let i = 0; i < 3; i += 1) up();
  for (let second = 0; second < seconds; second += 1) {
    for (const state of hosts) {
      if (state.until > 0 && second >= state.until) {
        for (const event of state.isStanding ? unfinished(events, state.host.name, 0) : []) asleep.add(idOf(event));
        state.isStanding = false;
        state.until = 0;
        state.cut = false;
        state.lagMs = 0;
        state.host.clock.goOn();
      }
    }
    if (random.chance(0.2)) disturb(second);
    while (hosts.length < 3) up();
    await clock.advance(1_000);
  }
  for (const state of hosts) {
    for (const event of state.isStanding ? unfinished(events, state.host.name, 0) : []) asleep.add(idOf(event));
    state.cut = false;
    state.lagMs = 0;
    state.host.clock.goOn();
  }
  const endMs = clock.now();
  await clock.advance(90_000);
  const findings = judge(farm, events, asleep, startMs + 5_000, endMs);
  const stops = [...hosts.map(({ host }) => host.stop()), ...retired];
  await clock.advance(20_000);
  await Promise.all(stops);
  return { events, findings, occurrences: farm.rows.size, farm };

  function disturb(second: number): void {
    const at = random.int(0, hosts.length - 1);
    const state = hosts[at];
    if (state === undefined || state.until > 0) return;
    const kind = random.weighed([
      [3, 'kill'],
      [2, 'stand'],
      [2, 'cut'],
      [2, 'stop'],
      [2, 'lag'],
      [2, 'crawl'],
    ] as const);
    if (kind === 'kill') {
      state.host.kill();
      hosts.splice(at, 1);
      events.push(...unfinished(events, state.host.name, clock.now()));
    } else if (kind === 'stop') {
      hosts.splice(at, 1);
      retired.push(state.host.stop());
    } else {
      state.until = second + random.int(1, 20);
      if (kind === 'stand') {
        state.isStanding = true;
        state.host.clock.stand();
      }
      if (kind === 'cut') state.cut = true;
      if (kind === 'lag') state.lagMs = random.int(100, 900);
      // What is sent now arrives when others may have taken over.
      if (kind === 'crawl') state.lagMs = random.int(5_000, 14_000);
    }
  }
}

/** The runs of a host that dies end there. */
function unfinished(events: readonly SimEvent[], host: string, atMs: number): SimEvent[] {
  const open = new Map<string, SimEvent>();
  for (const event of events) {
    if (event.host !== host) continue;
    if (event.what === 'begin') open.set(idOf(event), event);
    else open.delete(idOf(event));
  }
  return [...open.values()].map(event => ({ ...event, what: 'abort', atMs }));
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

function idOf({ key, token, host }: SimEvent): string {
  return `${key} ${token} ${host}`;
}

function overlaps(events: readonly SimEvent[]): string[] {
  const open = new Map<string, SimEvent>();
  const found: string[] = [];
  for (const event of [...events].sort((a, b) => a.atMs - b.atMs)) {
    if (event.what !== 'begin') open.delete(idOf(event));
    else {
      for (const other of open.values()) {
        if (event.atMs - other.atMs >= 0)
          found.push(`${event.key} on ${event.host} overlaps ${other.key} on ${other.host}`);
      }
      open.set(idOf(event), event);
    }
  }
  return found;
}

function tokens(events: readonly SimEvent[]): string[] {
  const begins = events.filter(({ what }) => what === 'begin');
  return begins.flatMap((event, i) => {
    const before = begins[i - 1];
    return before !== undefined && before.token >= event.token
      ? [`${event.key} has no later token than ${before.key}`]
      : [];
  });
}
