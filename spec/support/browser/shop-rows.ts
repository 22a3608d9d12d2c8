import type { JobDetail } from '../../../lib/console/job-detail.js';
import { lengthText } from '../../../lib/console/local/length-text.js';
import type { Row, RowState } from '../../../lib/console/row.js';
import type { RunDetail } from '../../../lib/console/run-view.js';
import type { ShopJob } from './shop-jobs.js';
import { lastOf, lastRuns, occurrences, shopGoing, shopJob, stripOf } from './shop-runs.js';
import { NOW, time } from './shop-time.js';

/** A job of the shop as a row. */
export function shopRow(job: ShopJob): Row {
  const runs = lastRuns(job, 60);
  const last = lastOf(runs);
  const streak = streakOf(runs);
  const p50 = rank(runs, 0.5);
  const going = shopGoing(job, NOW);
  const state: RowState =
    job.paused !== undefined
      ? 'paused'
      : streak > 0
        ? 'failing'
        : going !== undefined
          ? 'running'
          : job.never
            ? 'never'
            : 'ok';
  return {
    name: job.name,
    words: job.words,
    zone: job.zone,
    state,
    phase: state === 'paused' ? 'paused' : going !== undefined ? 'running' : 'idle',
    streak,
    purpose: job.purpose,
    strip: stripOf(runs),
    rev: 1,
    ...(job.cron !== undefined && { cron: job.cron }),
    ...(job.group !== undefined && { group: job.group }),
    ...(last !== undefined && { last }),
    ...(p50 !== undefined && { p50 }),
    ...(job.paused === undefined && { next: job.next(NOW) }),
    ...(job.paused !== undefined && { paused: job.paused }),
    ...(streak > 0 && { since: time(20, 30) }),
    ...(going?.progress !== undefined && { progress: going.progress, run: going.id, since: going.at }),
  };
}

/** A job of the shop in full. */
export function shopDetail(row: Row, now: number): JobDetail {
  const job = shopJob(row.name);
  const runs = job === undefined ? [] : lastRuns(job, 60);
  const going = job === undefined ? undefined : shopGoing(job, now);
  const error = row.streak > 0 ? runs.findLast(run => run.error !== undefined)?.error : undefined;
  const p50 = rank(runs, 0.5);
  const p95 = rank(runs, 0.95);
  const count = (kind: string): number => runs.filter(run => run.kind === kind).length;
  return {
    job: {
      ...row,
      rules: [
        ['When it overlaps', job?.overlap ?? ''],
        ['After sleep', 'the last one missed is run'],
        ['Retries', job?.retry ?? 'none'],
        ['Timeout', job?.timeoutMs === undefined ? 'none' : lengthText(job.timeoutMs)],
        ['Group', job?.group ?? 'none'],
      ],
      notes: job?.note === undefined ? [] : [job.note],
      upcoming: job === undefined ? [] : seven(job),
      stats: {
        runs: runs.length,
        succeeded: count('succeeded'),
        failed: count('failed'),
        timedOut: count('timedOut'),
        cancelled: count('cancelled'),
        abandoned: 0,
        lost: 0,
        missed: count('missed'),
        skipped: count('skipped'),
        ...(p50 !== undefined && { p50 }),
        ...(p95 !== undefined && { p95 }),
      },
      recent: runs.map(({ id, at, ms, kind, attempts }) => ({
        id,
        at,
        kind: kind === 'running' || kind === 'waiting' ? 'succeeded' : kind,
        ...(ms !== undefined && { ms }),
        ...(kind === 'succeeded' && attempts > 1 && { retried: true as const }),
      })),
      ...(job !== undefined && { source: job.source }),
      ...(job?.noCron !== undefined && { noCron: job.noCron }),
      ...(job?.asCron !== undefined && { asCron: job.asCron }),
      ...(job?.timeoutMs !== undefined && { timeoutMs: job.timeoutMs }),
    },
    running: going === undefined ? [] : [going],
    waiting: [],
    runs: [...runs].reverse(),
    ...(error !== undefined && { error, failures: row.streak }),
  };
}

function seven(job: ShopJob): readonly number[] {
  const [...all] = occurrences(job, NOW, NOW + 2_000 * 86_400_000, 7);
  return all;
}

function streakOf(runs: readonly RunDetail[]): number {
  const ended = runs.filter(({ kind }) => kind !== 'skipped' && kind !== 'missed' && kind !== 'cancelled');
  const good = ended.findLastIndex(({ kind }) => kind === 'succeeded');
  return ended.length - 1 - good;
}

function rank(runs: readonly RunDetail[], share: number): number | undefined {
  const took = runs.flatMap(({ ms }) => ms ?? []).sort((a, b) => a - b);
  return took[Math.max(0, Math.ceil(share * took.length) - 1)];
}
