import type { Sees } from '../console.js';
import type { DayCounts, Overview, SchedulerView } from '../overview.js';
import type { Place } from '../place.js';
import { drumOf } from './drum-of.js';
import { isIn } from './jobs-page.js';
import type { Projection } from './projection.js';
import { rankOf } from './row-of.js';
import type { Subject } from './subject.js';
import type { Tally } from './tally.js';
import type { Tracked } from './tracked.js';

/** What an overview is made of. */
export interface Sources {
  /** Those that may be seen. */
  readonly jobs: readonly Tracked[];
  readonly subject: Subject;
  readonly place: Place;
  /** What was in progress when a stop began, and until when that may go on. */
  readonly stop: SchedulerView['stopping'];
  readonly projection: Projection;
  readonly problems: number;
  readonly nowMs: number;
  readonly sees: Sees | undefined;
}

/** The whole in short. */
export function overviewOf({ jobs, subject, place, stop, projection, problems, nowMs, sees }: Sources): Overview {
  const { name, state, startedAt } = subject;
  const { host, pid, version, node, tz } = place;
  const since = startedAt?.toMillis();
  const lateP99 = projection.latenesses.p99(sees);
  const nextAt = earliest(jobs);
  return {
    scheduler: {
      name,
      state,
      zone: jobs[0]?.job.schedule.zone ?? 'UTC',
      ...(since !== undefined && { startedAt: since }),
      ...{ host, pid, version, node, tz },
      keeps: subject.beyond !== undefined,
      ...(stop !== undefined && {
        stopping: { ...stop, jobs: stop.jobs.filter(job => sees === undefined || sees(job)) },
      }),
    },
    counts: countsOf(jobs),
    // Whether somebody may see a job that has left, nobody can be asked.
    day: dayOf([...jobs.map(({ tally }) => tally), sees === undefined ? projection.departed : undefined], nowMs),
    ...(lateP99 !== undefined && { lateP99: Math.round(lateP99) }),
    ...(nextAt !== undefined && { nextAt }),
    drum: drumOf(jobs, projection.drummed, nowMs, sees),
    problems,
  };
}

function countsOf(jobs: readonly Tracked[]): Overview['counts'] {
  const counts = { jobs: jobs.length, running: 0, failing: 0, look: 0, paused: 0, pausable: 0 };
  for (const of of jobs) {
    if (isIn(of, 'running')) counts.running += 1;
    if (isIn(of, 'failing') || isIn(of, 'broken')) counts.failing += 1;
    if (isIn(of, 'look')) counts.look += 1;
    if (isIn(of, 'paused')) counts.paused += 1;
    else if (of.job.phase !== 'ended') counts.pausable += 1;
  }
  return counts;
}

function dayOf(tallies: readonly (Tally | undefined)[], nowMs: number): DayCounts {
  const sum = { runs: 0, failed: 0, skipped: 0, missed: 0 };
  for (const tally of tallies) {
    if (tally === undefined) continue;
    const { runs, failed, skipped, missed } = tally.day(nowMs);
    sum.runs += runs;
    sum.failed += failed;
    sum.skipped += skipped;
    sum.missed += missed;
  }
  return sum;
}

function earliest(jobs: readonly Tracked[]): number | undefined {
  let first: number | undefined;
  for (const of of jobs) {
    const { nextMs } = rankOf(of);
    if (nextMs !== undefined && (first === undefined || nextMs < first)) first = nextMs;
  }
  return first;
}
