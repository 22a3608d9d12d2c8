import { DAY_MS } from '../time/calendar.js';
import type { Zone } from '../time/zone.js';

/** A part [from, to) of the time line in which clocks run equally far from UTC. */
export interface TimePart {
  readonly from: number;
  readonly to: number;
  readonly offsetMs: number;
  /** Whether it is far enough from every change of the clocks for these not to matter. */
  readonly isSteady: boolean;
}

/**
 * [from, to) in parts: those within `reachMs` of times that a change of the clocks skips or shows twice, and those
 * between, in which all days are alike.
 */
export function* partsOf(zone: Zone, from: number, to: number, reachMs: number): Generator<TimePart> {
  let at = from;
  while (at < to) {
    const { startAt, offsetMs, offsetBeforeMs } = zone.periodAt(at);
    const [endAt, offsetAfterMs] = nextChange(zone, at, to);
    const end = Math.min(endAt, to);
    const before = offsetBeforeMs === offsetMs ? at : startAt + Math.abs(offsetMs - offsetBeforeMs) + reachMs;
    const after = offsetAfterMs === offsetMs ? end : endAt - Math.abs(offsetAfterMs - offsetMs) - reachMs;
    const steadyFrom = Math.min(Math.max(at, before), end);
    const steadyTo = Math.max(Math.min(end, after), steadyFrom);
    const parts = [
      { from: at, to: steadyFrom, offsetMs, isSteady: false },
      { from: steadyFrom, to: steadyTo, offsetMs, isSteady: true },
      { from: steadyTo, to: end, offsetMs, isSteady: false },
    ];
    for (const part of parts) if (part.from < part.to) yield part;
    at = end;
  }
}

/** Where the offset changes next, or `to` where it does not before, and the offset from then on. */
function nextChange(zone: Zone, from: number, to: number): readonly [at: number, offsetMs: number] {
  let { offsetMs, endAt } = zone.periodAt(from);
  const before = offsetMs;
  // A change just behind the end matters, too.
  while (offsetMs === before && endAt < to + LOOK_AHEAD_MS) {
    const next = zone.periodAt(endAt);
    offsetMs = next.offsetMs;
    if (offsetMs !== before) return [endAt, offsetMs];
    endAt = next.endAt;
  }
  return [Math.max(to, endAt), before];
}

/** Further than a change of the clocks, or what is near one, can reach. */
const LOOK_AHEAD_MS = 5 * DAY_MS;
