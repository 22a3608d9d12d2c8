import type { TimelineQuery } from '../../../lib/console/console.js';
import { loadOf } from '../../../lib/console/local/load-of.js';
import type { Drum, DrumPin } from '../../../lib/console/overview.js';
import type { Row } from '../../../lib/console/row.js';
import type { RunKind } from '../../../lib/console/run-view.js';
import type { Cell, TimelineRow, TimelineView } from '../../../lib/console/timeline-view.js';
import { SHOP_JOBS, type ShopJob } from './shop-jobs.js';
import { lastRuns, occurrences, shopJob, shopRun } from './shop-runs.js';
import { HOUR, MINUTE, NOW, STARTED, time } from './shop-time.js';

/** The hour behind and the hour before the present of the shop. */
export function shopDrum(): Drum {
  const from = Math.floor(NOW / MINUTE) * MINUTE - HOUR;
  const slots = Array.from({ length: 120 }, () => ({ pins: [] as DrumPin[], rail: 0, bad: 0 }));
  for (const job of SHOP_JOBS) {
    if (job.never === true || job.paused !== undefined) continue;
    const all = occurrences(job, from, from + 2 * HOUR);
    for (const at of all) {
      const slot = slots[Math.floor((at - from) / MINUTE)];
      if (slot === undefined) continue;
      const kind = at > NOW ? undefined : kindOf(job, at);
      if (all.length <= 120) slot.pins.push({ job: job.name, ...(kind !== undefined && { kind }) });
      else if (kind === 'failed' || kind === 'timedOut') slot.bad += 1;
      else slot.rail += 1;
    }
  }
  return { from, slotMs: MINUTE, slots };
}

/** A stretch of the shop's time. */
export function shopTimeline(query: TimelineQuery, rows: readonly Row[], now: number): TimelineView {
  const { from, to } = query;
  const marks = [
    { at: STARTED, kind: 'started' as const, text: 'process started: shop 1.8.2', short: '1.8.2 started' },
    {
      at: time(20, 41, 7),
      kind: 'blocked' as const,
      text: 'the event loop was blocked for 1.8 s',
      short: 'blocked 1.8 s',
    },
  ];
  const lines = rows.flatMap(row => {
    const job = shopJob(row.name);
    return job === undefined ? [] : [lineOf(job, row, query, now)];
  });
  return {
    from,
    to,
    rows: lines,
    marks: marks.filter(({ at }) => at >= from && at < to),
    load: load(lines, query, now),
  };
}

function lineOf(job: ShopJob, row: Row, { from, to, width }: TimelineQuery, now: number): TimelineRow {
  const all = occurrences(job, job.never === true ? NOW : from, to, 70_000);
  const step = ((to - from) / width) * 8;
  const past = all.filter(at => at <= now && (job.paused === undefined || at < job.paused.at));
  const future =
    job.paused === undefined
      ? apart(
          all.filter(at => at > now),
          step,
        )
      : [];
  const isDense = (all.length * 6) / width > 1;
  const runs = lastRuns(job, 1);
  const isEmpty = all.length === 0 && job.paused === undefined;
  return {
    job: job.name,
    zone: job.zone,
    future,
    pauses: job.paused === undefined ? [] : [{ from: job.paused.at }],
    ...(isDense ? { cells: cellsOf(job, past, step) } : { bars: past.map(at => barOf(job, at, now)) }),
    ...(row.p50 !== undefined && { p50: row.p50 }),
    ...(isEmpty && runs[0] !== undefined && { before: runs[0].at }),
    ...(isEmpty && { next: job.next(now) }),
  };
}

/** Starts that can be told apart, as a console tells them. */
function apart(starts: readonly number[], apartMs: number): readonly number[] {
  let last = Number.NEGATIVE_INFINITY;
  return starts.filter(at => {
    const isApart = at - last >= apartMs;
    if (isApart) last = at;
    return isApart;
  });
}

function barOf(job: ShopJob, at: number, now: number) {
  const run = shopRun(job, at);
  if (job.running?.at === at) return { id: run.id, at, ms: now - at, kind: 'running' as const };
  return {
    id: run.id,
    at,
    kind: run.kind,
    ...(run.ms !== undefined && { ms: run.ms }),
    ...(run.kind === 'succeeded' && run.attempts > 1 && { retried: true as const }),
  };
}

function cellsOf(job: ShopJob, past: readonly number[], step: number): readonly Cell[] {
  const cells = new Map<number, { n: number; kind: RunKind }>();
  for (const at of past) {
    const from = Math.floor(at / step) * step;
    const cell = cells.get(from) ?? { n: 0, kind: 'succeeded' };
    const kind = job.running?.at === at ? 'running' : kindOf(job, at);
    cells.set(from, { n: cell.n + 1, kind: kind === 'failed' || kind === 'timedOut' ? kind : cell.kind });
  }
  return [...cells].map(([from, { n, kind }]) => ({ from, to: from + step, n, kind }));
}

/** How much ran and will run at once, as a console counts it. */
function load(rows: readonly TimelineRow[], { from, to, width }: TimelineQuery, now: number): TimelineView['load'] {
  const seen = rows.flatMap(({ bars = [] }) => bars.map(({ at, ms = 0 }) => ({ at, ms: Math.min(ms, now - at) })));
  const expected = rows.flatMap(({ future, p50 = 0 }) => future.map(at => ({ at, ms: p50 })));
  return loadOf(seen, expected, from, to, width);
}

function kindOf(job: ShopJob, at: number): RunKind {
  const fate = job.fate(at);
  return fate === 'retried' ? 'succeeded' : fate;
}
