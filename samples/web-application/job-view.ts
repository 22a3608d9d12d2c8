import type { Progress, RunRecord, ScheduledJob } from 'carillon';
import type { DateTime } from 'luxon';

/** How many of its last runs the page shows of a job. */
const SHOWN_RUNS = 12;

/** What the page and the JSON say of a job; in JSON the times are ISO 8601. */
export interface JobView {
  readonly name: string;
  readonly purpose: string;
  readonly schedule: string;
  readonly phase: string;
  readonly pausedFor: string | undefined;
  readonly nextRun: DateTime | undefined;
  /** Of the run that goes on. */
  readonly progress: Progress | undefined;
  /** Oldest first. */
  readonly lastRuns: readonly RunView[];
  readonly runs: number;
}

/** One of its last occurrences. */
export interface RunView {
  readonly outcome: string;
  readonly at: DateTime;
  readonly tookMs: number | undefined;
  readonly error: string | undefined;
}

/** A job as it is at this moment. */
export function jobView(job: ScheduledJob): JobView {
  const { name, purpose = '', phase, paused, nextRun, running, history, stats } = job;
  return {
    name,
    purpose,
    schedule: job.schedule.describe(),
    phase,
    pausedFor: paused?.reason,
    nextRun,
    progress: running[0]?.progress,
    lastRuns: history.slice(-SHOWN_RUNS).map(runView),
    runs: stats.runs,
  };
}

function runView({ outcome, occurrence, startedAt, duration, error }: RunRecord): RunView {
  return {
    outcome: outcome.kind,
    at: startedAt ?? occurrence,
    tookMs: duration && Math.round(duration.toMillis()),
    error: error === undefined ? undefined : String(error),
  };
}
