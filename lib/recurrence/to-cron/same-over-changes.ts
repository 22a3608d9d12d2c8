import {
  DAY_MS,
  dayOfWall,
  dayOfWeek,
  firstDayOfMonth,
  HOUR_MS,
  lengthOfMonth,
  modulo,
  monthOfDay,
} from '../../time/calendar.js';
import { type Zone, zoneOf } from '../../time/zone.js';
import { DEFAULT_ANCHOR_WALL, timetableOf } from '../compile.js';
import { NO_FILTERS } from '../filters.js';
import type { Recurrence } from '../recurrence.js';
import type { Timetable } from '../timetable.js';

/** Changes are compared from the default anchor on, for half a century; zones follow one rule long before that ends. */
const FROM = DEFAULT_ANCHOR_WALL;
const TO = Date.UTC(2074, 0, 1);

/** A gap of a day, the longest there was, moves times by that much. */
const FELT_MS = 26 * HOUR_MS;

/** A grid that counts elapsed time shows other times from then on, on whichever days of the week it is let through. */
const FELT_ON_DAYS_MS = 7 * DAY_MS + FELT_MS;

/**
 * Whether cron text that names the same times as a recurrence on a clock that never changes does so over clock changes,
 * too. Between these both repeat, so the hours after each, or the week, are all that can differ.
 */
export function isSameOverChanges(recurrence: Recurrence, cron: string): boolean {
  const words = timetableOf(recurrence);
  const text = timetableOf({
    ...recurrence,
    rule: { kind: 'cron', text: cron, dialect: undefined },
    filters: NO_FILTERS,
  });
  const { rule, filters } = recurrence;
  const feltMs = rule.kind === 'elapsed' && filters.onlyOn !== undefined ? FELT_ON_DAYS_MS : FELT_MS;
  return changesOf(zoneOf(recurrence.zone)).every(at => isSame(words, text, at - HOUR_MS, at + feltMs));
}

/**
 * The clock changes of a zone, one for all that are alike: what cron can say knows no years, so those of the same weekday,
 * date, length of the month and time are felt alike.
 */
function changesOf(zone: Zone): readonly number[] {
  const changes = new Map<string, number>();
  for (let at = zone.instantOf(FROM); at < TO; at = zone.periodAt(at).endAt) {
    const { offsetMs, offsetBeforeMs } = zone.periodAt(at);
    const wall = at + offsetBeforeMs;
    const day = dayOfWall(wall);
    const month = monthOfDay(day);
    const date = [modulo(month, 12), lengthOfMonth(month), day - firstDayOfMonth(month), dayOfWeek(day)];
    const kind = [offsetBeforeMs, offsetMs, modulo(wall, DAY_MS), ...date].join(' ');
    if (!changes.has(kind)) changes.set(kind, at);
  }
  return [...changes.values()];
}

/** By halves, down to one occurrence, or to less than an hour. */
function isSame(a: Timetable, b: Timetable, from: number, to: number): boolean {
  const count = a.count(from, to);
  if (count !== b.count(from, to)) return false;
  if (count === 0) return true;
  if (a.next(from - 1) !== b.next(from - 1)) return false;
  if (count === 1 || to - from < HOUR_MS) return true;
  const middle = (from + to) / 2;
  return isSame(a, b, from, middle) && isSame(a, b, middle, to);
}
