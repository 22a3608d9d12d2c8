import { DAY_MS, MINUTE_MS } from '../time/calendar.js';
import type { Window } from './recurrence.js';
import { clockTimeMs, type DayStretch } from './times-of-day.js';

/** All of a day, as it is where no window is said. */
export const WHOLE_DAY: readonly DayStretch[] = Object.freeze([Object.freeze([0, DAY_MS] as const)]);

/**
 * Windows in their one form: in order, and those that overlap or meet are one. `undefined` where they leave nothing of
 * the day out.
 */
export function mergedWindows(windows: readonly Window[]): readonly Window[] | undefined {
  if (windows.length === 0) return NO_WINDOWS;
  const merged: [from: number, to: number][] = [];
  for (const [from, to] of stretchesOf(windows)) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  const first = merged[0] as [number, number];
  const last = merged.at(-1) as [number, number];
  if (first[0] === 0 && last[1] === DAY_MS) {
    if (merged.length === 1) return undefined;
    // What ends and begins at midnight is one window over it.
    last[1] = first[1];
    merged.shift();
  }
  return Object.freeze(merged.map(([from, to]) => Object.freeze({ from: clockTime(from), to: clockTime(to) })));
}

/** What has no windows. */
export const NO_WINDOWS: readonly Window[] = Object.freeze([]);

/** The stretches of a day that lie in windows, in order; two for one over midnight. */
export function stretchesOf(windows: readonly Window[]): readonly DayStretch[] {
  return windows.flatMap(stretchesOfOne).sort(([a], [b]) => a - b);
}

/** Of some stretches in order, what lies in none of others, in order too. */
export function without(stretches: readonly DayStretch[], others: readonly DayStretch[]): readonly DayStretch[] {
  return stretches.flatMap(([start, end]) => {
    const left: DayStretch[] = [];
    let from = start;
    for (const [otherFrom, otherTo] of others) {
      if (otherFrom > from && otherFrom < end) left.push([from, otherFrom]);
      if (otherFrom < end) from = Math.max(from, otherTo);
    }
    if (from < end) left.push([from, end]);
    return left;
  });
}

/** Of windows in their one form, how long after midnight the one that opened on the day before goes on; 0 where none does. */
export function overnightMs(windows: readonly Window[]): number {
  const over = windows.find(({ from, to }) => clockTimeMs(to) <= clockTimeMs(from));
  return over === undefined ? 0 : clockTimeMs(over.to);
}

function stretchesOfOne({ from, to }: Window): readonly DayStretch[] {
  const start = clockTimeMs(from);
  const end = clockTimeMs(to);
  if (start < end) return [[start, end]];
  const evening: DayStretch = [start, DAY_MS];
  return end === 0 ? [evening] : [[0, end], evening];
}

/** Windows begin and end on the minute. */
function clockTime(ms: number): Window['from'] {
  const minutes = (ms % DAY_MS) / MINUTE_MS;
  return Object.freeze({ hour: Math.floor(minutes / 60), minute: minutes % 60, second: 0 });
}
