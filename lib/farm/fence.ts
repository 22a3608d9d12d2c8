import type { FarmClock } from './farm-clock.js';

/** How long after the sending of its last touch a run may still be taken for ours. */
const FENCE_MS = 9_000;

/** Others take a row over when the database has seen no touch for so long, and a judge has seen that for so long, too. */
export const TAKEOVER_MS = 10_000;

/** How often what a host holds is touched. */
export const TOUCH_MS = 3_000;

/** A moment on both axes. */
export interface Moment {
  readonly wallMs: number;
  readonly monotonicMs: number;
}

/** The moment that it is on a host: by its own wall clock, since the farm's is moved. */
export function momentOf({ base }: FarmClock): Moment {
  return { wallMs: base.now(), monotonicMs: base.monotonic() };
}

/**
 * How long the fence still stands at `now`, in milliseconds; 0 or less when it is past. Counted by the clock that has gone
 * further: the monotonic one stands while the host sleeps, and the wall may be set back.
 */
export function fenceLeftMs(sent: Moment, now: Moment): number {
  return FENCE_MS - Math.max(now.wallMs - sent.wallMs, now.monotonicMs - sent.monotonicMs);
}

/** What a judge has seen of a row in progress on another host. */
export interface Sighting {
  readonly beat: string;
  readonly sinceMonotonicMs: number;
}

/**
 * What a judge makes of the beat of a row: it keeps the first sight of each beat, and condemns only what it has itself
 * seen unchanged for ten seconds of its own monotonic clock.
 */
export function judge(seen: Sighting | undefined, beat: string, monotonicMs: number): Sighting & { isGone: boolean } {
  if (seen === undefined || seen.beat !== beat) return { beat, sinceMonotonicMs: monotonicMs, isGone: false };
  return { ...seen, isGone: monotonicMs - seen.sinceMonotonicMs >= TAKEOVER_MS };
}
