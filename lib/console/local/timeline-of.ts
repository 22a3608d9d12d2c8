import type { TimelineQuery } from '../console.js';
import type { RunKind } from '../run-view.js';
import type { Bar, Cell, TimelineRow, TimelineView } from '../timeline-view.js';
import { loadOf, type Stay } from './load-of.js';
import type { Marks } from './marks.js';
import { runInProgress } from './run-of.js';
import { MAX_ASKED, ownStarts, startAfter } from './scheduled.js';
import type { SubjectRecord } from './subject.js';
import type { Tracked } from './tracked.js';
import { upcomingOf } from './upcoming.js';

/** The most jobs of one answer. */
const MAX_JOBS = 100;
/** What is closer together than this can't be told apart. */
const CELL_PX = 4;
const MAX_FUTURE = 1_000;

/** What a stretch of time holds, job by job. `since` is when the scheduler was started. */
export function timelineOf(
  jobs: readonly Tracked[],
  marks: Marks,
  nowMs: number,
  since: number | undefined,
  { from, to, width }: TimelineQuery,
): TimelineView {
  const rows = jobs.slice(0, MAX_JOBS).map(of => rowOf(of, nowMs, from, to, width));
  const stays = rows.map(drawn => staysOf(drawn, nowMs));
  return {
    from,
    to,
    ...(since !== undefined && { since }),
    rows: rows.map(({ row }) => row),
    marks: marks.between(from, to).map(({ at, kind, text, short }) => ({ at, kind, text, short })),
    load: loadOf(
      stays.flatMap(({ seen }) => seen),
      stays.flatMap(({ expected }) => expected),
      from,
      to,
      width,
    ),
  };
}

interface Drawn {
  readonly row: TimelineRow;
  readonly bars: readonly Bar[];
}

function rowOf(of: Tracked, nowMs: number, from: number, to: number, width: number): Drawn {
  const { job, name } = of;
  const bars = barsOf(of, nowMs, from, to);
  const cellMs = ((to - from) * CELL_PX) / width;
  const { starts, more } = upcomingOf(of, Math.max(from, nowMs), to, MAX_FUTURE, cellMs);
  const p50 = job.stats.durationMs?.p50;
  const isEmpty = bars.length === 0 && starts.length === 0;
  const [before, next] = isEmpty ? [lastBefore(of, from), firstAfter(of, to)] : [];
  const isDense = bars.length > width / CELL_PX;
  const row: TimelineRow = {
    job: name,
    zone: job.schedule.zone,
    ...(isDense ? { cells: cellsOf(bars, from, cellMs) } : { bars }),
    future: starts,
    ...(p50 !== undefined && { p50: Math.round(p50) }),
    ...(more && { more: true as const }),
    pauses: of.pauses.filter(pause => pause.from < to && (pause.to ?? nowMs) >= from),
    ...(before !== undefined && { before }),
    ...(next !== undefined && { next }),
  };
  return { row, bars };
}

/** What was there within the stretch, in order of time, what is in progress at the end. */
function barsOf({ job }: Tracked, nowMs: number, from: number, to: number): readonly Bar[] {
  const isIn = (start: number, end: number) => start < to && end >= from;
  const ended = job.history.filter(record => isIn(startOf(record), record.settledAtMs)).map(barOf);
  const going = [...job.running, ...job.waiting].map(run => runInProgress(run, nowMs));
  return [
    ...ended,
    ...going
      .filter(({ at, startedAt }) => isIn(startedAt ?? at, nowMs))
      .map(({ id, at, startedAt, ms, kind }) => ({ id, at: startedAt ?? at, kind, ...(ms !== undefined && { ms }) })),
  ];
}

function startOf({ startedAtMs, occurrenceMs }: SubjectRecord): number {
  return startedAtMs ?? occurrenceMs;
}

function barOf(record: SubjectRecord): Bar {
  const { runId, durationMs, outcome, attempts } = record;
  return {
    id: runId,
    at: startOf(record),
    ...(durationMs !== undefined && { ms: Math.round(durationMs) }),
    kind: outcome.kind,
    ...(outcome.kind === 'succeeded' && attempts > 1 && { retried: true as const }),
  };
}

/** The worst first. */
const WORST: readonly RunKind[] = [
  ...(['abandoned', 'lost', 'timedOut', 'failed', 'missed', 'cancelled', 'skipped'] as const),
  ...(['running', 'waiting', 'succeeded'] as const),
];

function cellsOf(bars: readonly Bar[], from: number, cellMs: number): readonly Cell[] {
  const cells = new Map<number, Cell>();
  for (const { at, kind } of bars) {
    const number = Math.max(0, Math.floor((at - from) / cellMs));
    const cell = cells.get(number);
    const worst = cell !== undefined && WORST.indexOf(cell.kind) < WORST.indexOf(kind) ? cell.kind : kind;
    const [start, end] = [from + number * cellMs, from + (number + 1) * cellMs];
    cells.set(number, { from: Math.round(start), to: Math.round(end), n: (cell?.n ?? 0) + 1, kind: worst });
  }
  return [...cells.values()].sort((one, other) => one.from - other.from);
}

function lastBefore({ job }: Tracked, from: number): number | undefined {
  const last = job.history.findLast(record => startOf(record) < from);
  return last === undefined ? undefined : startOf(last);
}

function firstAfter({ job }: Tracked, to: number): number | undefined {
  const { nextRunMs } = job;
  if (nextRunMs === undefined) return undefined;
  if (nextRunMs >= to) return nextRunMs;
  const own = ownStarts(job) ?? [];
  const isAll = own.length > 0 && own.length < MAX_ASKED;
  return own.find(at => at >= to) ?? (isAll ? undefined : startAfter(job, to - 1));
}

/** What ran and what will; what is in progress is seen until now, and expected until it has taken its median. */
function staysOf({ row, bars }: Drawn, nowMs: number): Stays {
  const { p50 = 0 } = row;
  const goesOn = bars.filter(({ kind, at }) => kind === 'running' && at + p50 > nowMs);
  return {
    seen: bars.filter(({ ms }) => ms !== undefined).map(({ at, ms = 0 }) => ({ at, ms })),
    expected: [
      ...goesOn.map(({ at }) => ({ at: nowMs, ms: at + p50 - nowMs })),
      ...row.future.map(at => ({ at, ms: p50 })),
    ],
  };
}

interface Stays {
  readonly seen: readonly Stay[];
  readonly expected: readonly Stay[];
}
