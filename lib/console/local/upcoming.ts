import { MAX_ASKED, ownStarts, startAfter, startsOf } from './scheduled.js';
import { intervalOf, type Tracked } from './tracked.js';

/** Starts to come, and whether there are more of them in the stretch than these show. */
export interface Upcoming {
  readonly starts: readonly number[];
  readonly more: boolean;
}

/**
 * When a job starts in [fromMs, toMs), `most` starts at most. Of starts that are less than `apartMs` from the one before
 * it only every so many is told, since they could not be told apart. None while it is paused.
 */
export function upcomingOf(of: Tracked, fromMs: number, toMs: number, most: number, apartMs = 0): Upcoming {
  const { nextRunMs } = of.job;
  if (nextRunMs === undefined || nextRunMs >= toMs) return { starts: [], more: false };
  const own = ownStarts(of.job);
  const asked = own ?? (nextRunMs >= fromMs ? askedOf(of, nextRunMs, toMs, most) : []);
  const starts = thinned(
    asked.filter(at => at >= fromMs && at < toMs),
    apartMs,
  ).slice(0, most);
  // Behind all that was asked of the job its schedule says as much as anybody knows.
  const isAll = own !== undefined && own.length < MAX_ASKED;
  const last = asked.at(-1);
  if (isAll || (last !== undefined && last >= (own === undefined ? toMs : fromMs))) {
    return { starts, more: asked.filter(at => at < toMs).length === MAX_ASKED };
  }
  const shown = starts.at(-1);
  const onwards = shown === undefined ? fromMs : Math.max(fromMs, shown + Math.max(1, apartMs));
  return goOn(of, starts, onwards, toMs, most, apartMs);
}

function askedOf(of: Tracked, nextRunMs: number, toMs: number, most: number): readonly number[] {
  const intervalMs = intervalOf(of);
  const fit = intervalMs === undefined ? most : Math.ceil((toMs - nextRunMs) / intervalMs) + 1;
  return startsOf(of.job, Math.min(fit, MAX_ASKED));
}

/** What lies further ahead is asked of its schedule. */
function goOn(
  of: Tracked,
  known: readonly number[],
  fromMs: number,
  toMs: number,
  most: number,
  apartMs: number,
): Upcoming {
  const starts = [...known];
  let at = startAfter(of.job, fromMs - 1);
  while (at !== undefined && at < toMs && starts.length < most) {
    starts.push(at);
    at = startAfter(of.job, at + Math.max(0, apartMs - 1));
  }
  return { starts, more: at !== undefined && at < toMs };
}

function thinned(starts: readonly number[], apartMs: number): readonly number[] {
  let last = Number.NEGATIVE_INFINITY;
  return starts.filter(at => {
    if (at - last < apartMs) return false;
    last = at;
    return true;
  });
}
