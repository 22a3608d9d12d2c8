import type { Histogram, JobNumbers } from '../console.js';
import { DURATION_BUCKETS_S, LATENESS_BUCKETS_S } from '../histogram.js';
import type { Tracked } from './tracked.js';

/** The counters of a job for a monitor. */
export function numbersOf({ name, job, tally }: Tracked): JobNumbers {
  const { stats, counted = stats, running, streak, nextRunMs, lastSuccess } = job;
  const { succeeded, failed, timedOut, cancelled, abandoned, missed, lost, skipped } = counted;
  return {
    job: name,
    outcomes: { succeeded, failed, timedOut, cancelled, abandoned, missed, lost },
    skipped,
    running: running.length,
    streak,
    ...(nextRunMs !== undefined && { next: nextRunMs }),
    ...(lastSuccess !== undefined && { lastSuccess: lastSuccess.settledAtMs }),
    durations: tally?.durations ?? none(DURATION_BUCKETS_S),
    lateness: tally?.lateness ?? none(LATENESS_BUCKETS_S),
  };
}

function none(boundsS: readonly number[]): Histogram {
  return { buckets: [...boundsS.map(() => 0), 0], sumMs: 0 };
}
