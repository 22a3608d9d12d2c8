import { occurrenceAfter, startsOf } from './scheduled.js';
import { intervalOf, type Tracked } from './tracked.js';

/** Starts that are asked of a job at once. */
const MAX_ASKED = 200;

/**
 * When a job starts in [fromMs, toMs), as far as that can be told: `most` starts at most, and whether there are more.
 * None while it is paused.
 */
export function upcomingOf(
  of: Tracked,
  fromMs: number,
  toMs: number,
  most: number,
): { readonly starts: readonly number[]; readonly more: boolean } {
  const { job } = of;
  const { nextRunMs } = job;
  if (nextRunMs === undefined || nextRunMs >= toMs) return { starts: [], more: false };
  const starts = nextRunMs >= fromMs ? asked(of, nextRunMs, toMs, most) : listed(of, fromMs, toMs, most);
  const within = starts.filter(at => at >= fromMs && at < toMs);
  return { starts: within.slice(0, most), more: within.length > most };
}

/** What begins with the next run is asked of the job itself, which knows what is left of `times(n)` and the like. */
function asked(of: Tracked, nextRunMs: number, toMs: number, most: number): readonly number[] {
  const intervalMs = intervalOf(of);
  const fit = intervalMs === undefined ? most : Math.ceil((toMs - nextRunMs) / intervalMs) + 1;
  return startsOf(of.job, Math.min(fit, most + 1, MAX_ASKED));
}

/** What lies further ahead is asked of its schedule. */
function listed({ job }: Tracked, fromMs: number, toMs: number, most: number): readonly number[] {
  const starts: number[] = [];
  let at = occurrenceAfter(job, fromMs - 1);
  while (at !== undefined && at < toMs && starts.length <= most) {
    starts.push(at);
    at = occurrenceAfter(job, at);
  }
  return starts;
}
