import type { Schedule } from '../../../lib/index.js';

/** What a host of the chaos said. */
export interface ChaosEvent {
  readonly at: number;
  readonly pid: number;
  readonly what: 'begin' | 'end' | 'abort' | 'farm' | 'unhandled' | 'stopped';
  readonly key: string;
  readonly name: string;
  readonly token: number;
  readonly kind?: string;
}

/** A host that was killed, or stood still. */
export interface Death {
  readonly atMs: number;
  readonly pid: number;
  readonly isStanding: boolean;
}

/** All that a chaos has left behind. */
export interface ChaosTraces {
  readonly events: readonly ChaosEvent[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly deaths: readonly Death[];
  readonly schedules: readonly Schedule[];
  readonly fromMs: number;
  readonly toMs: number;
}

interface RowOfChaos {
  readonly data: { readonly job: string; readonly at: number; readonly missed?: { first: number; last: number } };
  readonly state: string;
  readonly output: { readonly outcome?: { readonly kind: string; readonly reason?: string } } | null;
}

/** The figures of a chaos, and what was wrong with it. */
export function judgeChaos({ events, rows, deaths, schedules, fromMs, toMs }: ChaosTraces) {
  const faults: string[] = [];
  const all = rows as unknown as readonly RowOfChaos[];
  const expected = schedules.flatMap(schedule =>
    schedule.occurrencesBetween(fromMs, toMs).map(at => ({ name: schedule.name, at: at.toMillis() })),
  );
  const rowsOf = new Map<string, RowOfChaos[]>();
  for (const row of all) rowsOf.set(row.data.job, [...(rowsOf.get(row.data.job) ?? []), row]);
  const kinds: Record<string, number> = {};
  let withOneRow = 0;
  for (const { name, at } of expected) {
    const mine = (rowsOf.get(name) ?? []).filter(({ data: { at: rowAt, missed } }) =>
      missed === undefined ? rowAt === at : at >= missed.first && at <= missed.last,
    );
    if (mine.length === 1) withOneRow += 1;
    else faults.push(`${name}@${new Date(at).toISOString()} has ${mine.length} rows`);
    const outcome = mine[0]?.output?.outcome;
    const kind =
      mine[0]?.state !== 'completed'
        ? `${mine[0]?.state}`
        : `${outcome?.kind}${outcome?.reason ? `(${outcome.reason})` : ''}`;
    kinds[kind] = (kinds[kind] ?? 0) + 1;
    if (mine[0]?.state !== 'completed') faults.push(`${name}@${new Date(at).toISOString()} is ${mine[0]?.state}`);
  }
  const begins = groupBy(events.filter(({ what }) => what === 'begin'));
  const twice = [...begins.values()].filter(list => list.length > 1);
  const onceTwice = twice.filter(([first]) => first?.name.startsWith('once'));
  for (const [first] of onceTwice) faults.push(`${first?.key} began more than once`);
  const early = [...begins].filter(([key, [first]]) => (first?.at ?? 0) < instantOf(key) - 1);
  for (const [key] of early) faults.push(`${key} began early`);
  const overlapping = overlaps(events, deaths);
  faults.push(...overlapping.live);
  for (const event of events) if (event.what === 'unhandled') faults.push(JSON.stringify(event));
  const late = [...begins]
    .filter(([key, [first]]) => instantOf(key) >= fromMs && /^(quick|once)/.test(first?.name ?? ''))
    .map(([key, [first]]) => (first?.at ?? 0) - instantOf(key));
  const recovery = twice.flatMap(([first, second]) => {
    const death = deaths.find(
      ({ pid, atMs, isStanding }) => !isStanding && pid === first?.pid && atMs >= (first?.at ?? 0) - 1,
    );
    return death === undefined || second === undefined ? [] : [{ name: second.name, ms: second.at - death.atMs }];
  });
  // These wait for whoever took the place meanwhile, as their policy says.
  const isQueued = ({ name }: { readonly name: string }) => /^(after|newest|group)/.test(name);
  return {
    expected: expected.length,
    withOneRow,
    kinds,
    kills: deaths.filter(({ isStanding }) => !isStanding).length,
    begunAgain: twice.length,
    atMostOnceBegunTwice: onceTwice.length,
    endedTwice: [...groupBy(events.filter(({ what }) => what === 'end')).values()].filter(list => list.length > 1)
      .length,
    overlapsOfLiveHosts: overlapping.live.length,
    overlapsWithTheHostThatStood: overlapping.stood,
    lateMs: quantiles(late),
    recoveryMs: quantiles(recovery.filter(one => !isQueued(one)).map(({ ms }) => ms)),
    recoveryInAQueueMs: quantiles(recovery.filter(isQueued).map(({ ms }) => ms)),
    slowest: recovery.sort((a, b) => b.ms - a.ms).slice(0, 5),
    farmEvents: countsOf(events.filter(({ what }) => what === 'farm').map(({ kind }) => kind ?? '')),
    faults: faults.slice(0, 20),
  };
}

function groupBy(events: readonly ChaosEvent[]): Map<string, ChaosEvent[]> {
  const groups = new Map<string, ChaosEvent[]>();
  for (const event of events) groups.set(event.key, [...(groups.get(event.key) ?? []), event]);
  return groups;
}

function overlaps(events: readonly ChaosEvent[], deaths: readonly Death[]) {
  const stood = deaths.filter(({ isStanding }) => isStanding).map(({ pid }) => pid);
  const spans = events
    .filter(({ what }) => what === 'begin')
    .map(begin => {
      const isEnd = (event: ChaosEvent) =>
        event.key === begin.key && event.pid === begin.pid && event.at >= begin.at && /^(end|abort)$/.test(event.what);
      const death = deaths.find(({ pid, atMs, isStanding }) => !isStanding && pid === begin.pid && atMs >= begin.at);
      const lane = begin.name.startsWith('group') ? 'group' : begin.name;
      const until = Math.min(events.find(isEnd)?.at ?? Number.MAX_VALUE, death?.atMs ?? Number.MAX_VALUE);
      return { ...begin, lane, until };
    })
    .sort((a, b) => a.at - b.at);
  const live: string[] = [];
  let withStanding = 0;
  for (const [i, one] of spans.entries()) {
    for (const other of spans.slice(i + 1)) {
      if (other.lane !== one.lane || other.at >= one.until - 1) continue;
      if (stood.includes(one.pid) || stood.includes(other.pid)) withStanding += 1;
      else live.push(`${other.key} on ${other.pid} began while ${one.key} ran on ${one.pid}`);
    }
  }
  return { live, stood: withStanding };
}

function instantOf(key: string): number {
  return Date.parse(key.split('@')[1]?.split('#')[0] ?? '');
}

function quantiles(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), most: sorted.at(-1) };
}

function countsOf(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
