import { HOUR_MS } from '../../time/calendar.js';
import { zoneOf } from '../../time/zone.js';
import { timetableOf } from '../compile.js';
import { NO_FILTERS } from '../filters.js';
import type { Recurrence } from '../recurrence.js';
import type { Timetable } from '../timetable.js';

/** Changes are compared from the default anchor on, for half a century; zones follow one rule long before that ends. */
const FROM = Date.UTC(2024, 0, 1);
const TO = Date.UTC(2074, 0, 1);

/** A gap of a day, the longest there was, moves times by that much. */
const FELT_HOURS = 26;

/**
 * Whether cron text that names the same times as a recurrence on a clock that never changes does so over clock changes,
 * too. Between these both repeat, so the hours after each are all that can differ.
 */
export function isSameOverChanges(recurrence: Recurrence, cron: string): boolean {
  const zone = zoneOf(recurrence.zone);
  const words = timetableOf(recurrence);
  const text = timetableOf({
    ...recurrence,
    rule: { kind: 'cron', text: cron, dialect: undefined },
    filters: NO_FILTERS,
  });
  let changeAt = zone.instantOf(FROM);
  while (changeAt < TO) {
    for (let hour = -1; hour < FELT_HOURS; hour++) {
      const from = changeAt + hour * HOUR_MS;
      if (!isSame(words, text, from, from + HOUR_MS)) return false;
    }
    changeAt = zone.periodAt(changeAt).endAt;
  }
  return true;
}

function isSame(a: Timetable, b: Timetable, from: number, to: number): boolean {
  const count = a.count(from, to);
  return count === b.count(from, to) && (count === 0 || a.next(from - 1) === b.next(from - 1));
}
