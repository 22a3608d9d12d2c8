import { DAY_MS, dateOfDay, dayOfWall, firstDayOfMonth, HOUR_MS, lengthOfMonth, MINUTE_MS } from './calendar.js';
import type { Zone } from './zone.js';

/** A length of elapsed or calendar time. */
export interface Span {
  readonly count: number;
  /** As Luxon and the words call it. */
  readonly unit: 'milliseconds' | 'seconds' | 'minutes' | 'hours' | 'days' | 'weeks' | 'months' | 'years';
}

/**
 * @internal The instant that lies a span after another: by physical time for elapsed units, at the same wall time for
 * calendar ones. A day that the month lacks is its last.
 */
export function plusSpan(zone: Zone, instant: number, { count, unit }: Span): number {
  switch (unit) {
    case 'milliseconds':
      return instant + count;
    case 'seconds':
      return instant + count * 1000;
    case 'minutes':
      return instant + count * MINUTE_MS;
    case 'hours':
      return instant + count * HOUR_MS;
    case 'days':
      return zone.instantOf(zone.wallOf(instant) + count * DAY_MS);
    case 'weeks':
      return zone.instantOf(zone.wallOf(instant) + count * 7 * DAY_MS);
    case 'months':
      return zone.instantOf(plusMonths(zone.wallOf(instant), count));
    case 'years':
      return zone.instantOf(plusMonths(zone.wallOf(instant), count * 12));
  }
}

function plusMonths(wall: number, count: number): number {
  const date = dateOfDay(dayOfWall(wall));
  const month = date.year * 12 + date.month - 1 + count;
  const day = firstDayOfMonth(month) + Math.min(date.day, lengthOfMonth(month)) - 1;
  return day * DAY_MS + (wall - dayOfWall(wall) * DAY_MS);
}
