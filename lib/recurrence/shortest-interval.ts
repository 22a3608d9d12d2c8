import type { Timetable } from './timetable.js';

/** Two neighbouring occurrences. */
export interface Interval {
  readonly at: number;
  readonly lengthMs: number;
}

/** The shortest of the first `most` intervals that begin in [from, to); `undefined` where there are no two occurrences. */
export function shortestInterval(
  timetable: Pick<Timetable, 'next'>,
  from: number,
  to: number,
  most: number,
): Interval | undefined {
  let shortest: Interval | undefined;
  let at = timetable.next(from - 1);
  for (let left = most; left > 0 && at !== undefined && at < to; left--) {
    const next = timetable.next(at);
    if (next !== undefined && next - at < (shortest?.lengthMs ?? Infinity)) shortest = { at, lengthMs: next - at };
    at = next;
  }
  return shortest;
}
