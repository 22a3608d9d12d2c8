import { zoneOf } from '../time/zone.js';
import { timetableOf } from './compile.js';
import type { Recurrence } from './recurrence.js';
import type { Timetable } from './timetable.js';

/**
 * What a recurrence names on a clock that is never set forward or back: its instants, taken for wall times, are the
 * wall times that the rule names. The clock runs as far from UTC as `zone` does at `offsetAt`.
 */
export function onUnchangingClock(recurrence: Recurrence, offsetAt: number): Timetable {
  const { offsetMs } = zoneOf(recurrence.zone).periodAt(offsetAt);
  const shift = (instant: number | undefined) => (instant === undefined ? undefined : instant + offsetMs);
  return timetableOf({
    ...recurrence,
    zone: 'UTC',
    startingAt: shift(recurrence.startingAt),
    until: shift(recurrence.until),
  });
}
