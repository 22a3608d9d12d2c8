import type { Tracked } from './tracked.js';

/** Starts that are looked up one by one from the job itself, which knows what is left of `times(n)` and the like. */
const MAX_ASKED = 200;

/**
 * When a job starts in [fromMs, toMs), as far as that can be told: `most` starts at most, and whether there are more.
 * None while it is paused without an end.
 */
export function upcomingOf(
  { job }: Tracked,
  fromMs: number,
  toMs: number,
  most: number,
): { readonly starts: readonly number[]; readonly more: boolean } {
  const nextRunMs = job.nextRun?.toMillis();
  if (nextRunMs === undefined || nextRunMs >= toMs) return { starts: [], more: false };
  // What has been asked for within the stretch is asked of the job; what lies far ahead of it, of its schedule.
  const first = nextRunMs >= fromMs ? [] : [job.schedule.nextMs(fromMs - 1)].filter(at => at !== undefined);
  const starts = nextRunMs >= fromMs ? job.preview(Math.min(most + 1, MAX_ASKED)).map(at => at.toMillis()) : [...first];
  while (starts.length <= most) {
    const last = starts.at(-1);
    const next = last === undefined || last >= toMs ? undefined : job.schedule.nextMs(last);
    if (next === undefined || nextRunMs >= fromMs) break;
    starts.push(next);
  }
  const within = starts.filter(at => at >= fromMs && at < toMs);
  return { starts: within.slice(0, most), more: within.length > most };
}
