import type { Load } from '../timeline-view.js';

/** The most slots that a stretch of time is cut into. */
const MAX_SLOTS = 1_000;

/** A run, or one that is to come: from when, and for how long. */
export interface Stay {
  readonly at: number;
  readonly ms: number;
}

/** The most runs at once within each slot: as they were, and as they would be if each took its median. */
export function loadOf(seen: readonly Stay[], expected: readonly Stay[], from: number, to: number, most: number): Load {
  const count = Math.max(1, Math.min(MAX_SLOTS, Math.floor(most)));
  const slotMs = (to - from) / count;
  return { slotMs, seen: atOnce(seen, from, slotMs, count), expected: atOnce(expected, from, slotMs, count) };
}

function atOnce(stays: readonly Stay[], from: number, slotMs: number, count: number): readonly number[] {
  const most = new Array<number>(count).fill(0);
  let now = 0;
  let slot = 0;
  for (const { at, by } of changesOf(stays)) {
    // What ends where a slot begins was not in it.
    const reached = by > 0 ? Math.floor((at - from) / slotMs) : Math.ceil((at - from) / slotMs) - 1;
    for (; slot < Math.min(reached, count); slot += 1) {
      most[slot] = Math.max(most[slot] ?? 0, now);
      if (slot + 1 < count) most[slot + 1] = now;
    }
    now += by;
    if (reached >= 0 && reached < count) most[reached] = Math.max(most[reached] ?? 0, now);
    else if (reached < 0) most[0] = now;
  }
  return most;
}

/** Arrivals and departures in order of time; of one instant the departures come first, but for what takes no time. */
function changesOf(stays: readonly Stay[]): readonly { readonly at: number; readonly by: number }[] {
  return stays
    .flatMap(({ at, ms }) => [
      { at, by: 1 },
      { at: at + Math.max(1, ms), by: -1 },
    ])
    .sort((one, other) => one.at - other.at || one.by - other.by);
}
