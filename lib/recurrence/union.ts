import { greatest, least } from './once.js';
import type { Timetable } from './timetable.js';

/** The occurrences of several timetables that have none in common. */
export function unionOf(timetables: readonly Timetable[]): Timetable {
  const [only, ...others] = timetables;
  if (only !== undefined && others.length === 0) return only;
  return {
    next: afterMs => timetables.map(timetable => timetable.next(afterMs)).reduce(least, undefined),
    previous: beforeMs => timetables.map(timetable => timetable.previous(beforeMs)).reduce(greatest, undefined),
    count: (fromMs, toMs) => timetables.reduce((count, timetable) => count + timetable.count(fromMs, toMs), 0),
  };
}
