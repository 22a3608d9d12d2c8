import { HOUR_MS, MINUTE_MS, modulo } from '../../time/calendar.js';
import { zoneOf } from '../../time/zone.js';
import { DEFAULT_ANCHOR_WALL } from '../compile.js';
import { elapsedStepMs } from '../elapsed.js';
import type { SchedulePlan } from '../plan.js';
import type { Recurrence } from '../recurrence.js';
import type { Timetable } from '../timetable.js';
import { clockText, listed } from './english.js';

const HOURS_OF_DAY = 24;

/** More times than these are said as `and so on`. */
const MAX_TIMES = 4;

/**
 * What clocks show at a grid of whole hours, where that is something else than they showed where it began: it counts elapsed
 * time, and offsets change. `undefined` where they show what one expects. With `isNow` the words are about `from` alone.
 */
export function gridHourWords(
  { when }: SchedulePlan,
  recurrence: Recurrence,
  timetable: Timetable,
  from: number,
  isNow: boolean,
): string | undefined {
  const { rule, filters } = recurrence;
  if (rule.kind !== 'elapsed' || filters.between.length > 0 || when.kind === 'afterStart') return undefined;
  const hours = elapsedStepMs(rule) / HOUR_MS;
  if (!Number.isInteger(hours)) return undefined;
  const words = shownAt(recurrence, timetable, from, hours);
  if (isNow) return words === undefined ? undefined : `now ${words}`;
  // Half a year later clocks may show something else, which is said of clock changes.
  const later = shownAt(recurrence, timetable, from + 183 * HOURS_OF_DAY * HOUR_MS, hours);
  return words === later ? words : undefined;
}

function shownAt(
  { rule, zone: zoneName, startingAt }: Recurrence,
  timetable: Timetable,
  from: number,
  hours: number,
): string | undefined {
  const next = timetable.next(from);
  if (next === undefined) return undefined;
  const zone = zoneOf(zoneName);
  const anchorWall = startingAt === undefined ? DEFAULT_ANCHOR_WALL : zone.wallOf(startingAt);
  const wall = zone.wallOf(next);
  const hasOwnMinute = rule.kind === 'elapsed' && rule.atMinutes.length > 0;
  const minute = minuteOf(wall);
  const isOffMinute = !hasOwnMinute && minute !== minuteOf(anchorWall);
  if (HOURS_OF_DAY % hours !== 0 || hours === 1) return isOffMinute ? `at ${minuteWords(minute)}` : undefined;
  const hour = hourOf(wall) % hours;
  if (!isOffMinute && hour === hourOf(anchorWall) % hours) return undefined;
  const times = Array.from({ length: HOURS_OF_DAY / hours }, (_, index) =>
    clockText({ hour: hour + index * hours, minute, second: 0 }),
  );
  return times.length > MAX_TIMES ? `at ${times.slice(0, 3).join(', ')} and so on` : `at ${listed(times)}`;
}

function minuteWords(minute: number): string {
  switch (minute) {
    case 0:
      return 'the full hour';
    case 15:
      return 'a quarter past';
    case 30:
      return 'half past';
    case 45:
      return 'a quarter to';
    default:
      return `minute ${minute}`;
  }
}

function minuteOf(wall: number): number {
  return modulo(Math.floor(wall / MINUTE_MS), 60);
}

function hourOf(wall: number): number {
  return modulo(Math.floor(wall / HOUR_MS), HOURS_OF_DAY);
}
