import type { Timetable } from './timetable.js';

/** A timetable with one more occurrence, which the other may name too: `single` names no more than one. */
export function alsoAt(single: Timetable, timetable: Timetable): Timetable {
  return {
    next: afterMs => least(single.next(afterMs), timetable.next(afterMs)),
    previous: beforeMs => greatest(single.previous(beforeMs), timetable.previous(beforeMs)),
    count(fromMs, toMs) {
      const at = single.next(fromMs - 1);
      const isExtra = at !== undefined && at < toMs && timetable.count(at, at + 1) === 0;
      return timetable.count(fromMs, toMs) + (isExtra ? 1 : 0);
    },
  };
}

function least(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

function greatest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}
