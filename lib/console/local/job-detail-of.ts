import { isBad } from '../../kit.js';
import type { JobDetail, JobStatsView, RecentRun } from '../job-detail.js';
import type { Near } from './near-path.js';
import { rowOf } from './row-of.js';
import { rulesText } from './rules-text.js';
import { errorView, runInProgress, runOf } from './run-of.js';
import { startsOf } from './scheduled.js';
import { STRIP_LENGTH } from './strip.js';
import type { SubjectJob, SubjectRecord } from './subject.js';
import type { Tracked } from './tracked.js';

/** The runs of the first page. */
const RUNS = 50;
const UPCOMING = 7;

/** One job in full. */
export function jobDetail(of: Tracked, nowMs: number, near: Near): JobDetail<unknown> {
  const { job } = of;
  const { history, running, waiting, streak } = job;
  const runs = history.slice(-RUNS).reverse().map(runOf);
  const oldest = runs.at(-1);
  const failed = streak > 0 ? history.findLast(({ outcome }) => isBad(outcome.kind)) : undefined;
  const error = failed?.toJSON().outcome.error;
  return {
    job: {
      ...rowOf(of),
      ...saidOf(job, near),
      stats: statsOf(job),
      recent: history.slice(-STRIP_LENGTH).map(recentOf),
    },
    running: running.map(run => runInProgress(run, nowMs)),
    waiting: waiting.map(run => runInProgress(run, nowMs)),
    runs,
    ...(oldest !== undefined && history.length > RUNS && { after: oldest.id }),
    ...(error !== undefined && { error: errorView(error, near), failures: streak }),
  };
}

function saidOf(job: SubjectJob, near: Near) {
  const { schedule, rules, notes, declaredAt } = job;
  const cron = schedule.toCron();
  return {
    ...(declaredAt !== undefined && { source: near(declaredAt) }),
    rules: rulesText(rules),
    notes,
    ...('message' in cron ? { noCron: cron.message } : { asCron: cron.cron }),
    upcoming: startsOf(job, UPCOMING),
    ...(rules.timeoutMs !== undefined && { timeoutMs: rules.timeoutMs }),
  };
}

function statsOf({ stats, lastSuccess }: SubjectJob): JobStatsView {
  const { runs, succeeded, failed, timedOut, cancelled, abandoned, lost, missed, skipped } = stats;
  const { durationMs, latenessMs } = stats;
  return {
    runs,
    succeeded,
    failed,
    timedOut,
    cancelled,
    abandoned,
    lost,
    missed,
    skipped: Object.values(skipped).reduce((sum, count) => sum + count, 0),
    ...(durationMs !== undefined && { p50: Math.round(durationMs.p50), p95: Math.round(durationMs.p95) }),
    ...(latenessMs !== undefined && { lateP50: Math.round(latenessMs.p50), lateP99: Math.round(latenessMs.p99) }),
    ...(lastSuccess !== undefined && { lastSuccess: lastSuccess.settledAtMs }),
  };
}

function recentOf({ runId, occurrenceMs, startedAtMs, durationMs, outcome, attempts }: SubjectRecord): RecentRun {
  return {
    id: runId,
    at: startedAtMs ?? occurrenceMs,
    ...(durationMs !== undefined && { ms: Math.round(durationMs) }),
    kind: outcome.kind,
    ...(outcome.kind === 'succeeded' && attempts > 1 && { retried: true as const }),
  };
}
