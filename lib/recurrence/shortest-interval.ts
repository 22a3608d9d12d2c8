import { isCountedFromStart, type SchedulePlan } from './plan.js';
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

/** What is known of a schedule, and what it will be for a scheduler that starts at a moment. */
interface Startable {
  readonly plan: SchedulePlan;
  nextMs(afterMs: number): number | undefined;
  bind(startMs: number): Pick<Timetable, 'next'>;
}

/** The same of a schedule. One that counts from the start of a scheduler is taken as if that were at `from`. */
export function shortestIntervalOf(schedule: Startable, from: number, to: number, most: number): Interval | undefined {
  const timetable = isCountedFromStart(schedule.plan)
    ? schedule.bind(from)
    : { next: (afterMs: number) => schedule.nextMs(afterMs) };
  return shortestInterval(timetable, from, to, most);
}
