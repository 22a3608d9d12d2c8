import type { ScheduledJob } from 'carillon';
import type { DateTime } from 'luxon';

/** What the page and the JSON say of a job; in JSON the times are ISO 8601. */
export interface JobView {
  readonly name: string;
  readonly purpose: string;
  readonly phase: string;
  readonly nextRun: DateTime | undefined;
  readonly lastOutcome: string | undefined;
  readonly lastStartedAt: DateTime | undefined;
  readonly lastTookMs: number | undefined;
  readonly lastError: string | undefined;
  readonly runs: number;
}

/** A job as it is at this moment. */
export function jobView(job: ScheduledJob, purpose: string): JobView {
  const { name, phase, nextRun, lastRun, stats } = job;
  return {
    name,
    purpose,
    phase,
    nextRun,
    lastOutcome: lastRun?.outcome.kind,
    lastStartedAt: lastRun?.startedAt,
    lastTookMs: lastRun?.duration && Math.round(lastRun.duration.toMillis()),
    lastError: lastRun?.error === undefined ? undefined : String(lastRun.error),
    runs: stats.runs,
  };
}
