import { dayOfWall, FIRST_INSTANT, LAST_INSTANT } from '../time/calendar.js';
import { type Zone, zoneOf } from '../time/zone.js';
import { clockTimetable } from './clock-times.js';
import { parseCron } from './cron.js';
import { cronTimes } from './cron-times.js';
import { dailyDays } from './daily.js';
import { ALL_WEEK, type DaySet, type WeekMask } from './day-set.js';
import { elapsedTimetable } from './elapsed.js';
import { type Sieve, sieveOf } from './filters.js';
import { frequencyTimetable } from './frequency.js';
import { monthDays } from './month-days.js';
import { monthlyDays } from './monthly.js';
import type { CronRule, DailyRule, MonthlyRule, Recurrence, WeeklyRule, YearlyRule } from './recurrence.js';
import { listedTimes, type TimesOfDay } from './times-of-day.js';
import type { Timetable } from './timetable.js';
import { type WallTimes, wallTimes } from './wall-times.js';
import { weeklyDays } from './weekly.js';
import { monthsOfEveryNthYear, yearlyDays } from './yearly.js';

/** Monday 1 January 2001, 00:00, wall time: a Monday, the first of a month and of a year. */
const DEFAULT_ANCHOR_WALL = Date.UTC(2001, 0, 1);

/**
 * Makes a recurrence ready to be asked.
 * @throws ScheduleError for unreadable cron text, UnknownZoneError.
 */
export function timetableOf(recurrence: Recurrence): Timetable {
  return bounded(unbounded(recurrence), recurrence.startingAt ?? FIRST_INSTANT, recurrence.until ?? LAST_INSTANT);
}

function unbounded({ rule, filters, startingAt, zone: zoneName }: Recurrence): Timetable {
  const zone = zoneOf(zoneName);
  const sieve = sieveOf(filters);
  const anchorAt = startingAt ?? zone.instantOf(DEFAULT_ANCHOR_WALL);
  const anchorDay = dayOfWall(startingAt === undefined ? DEFAULT_ANCHOR_WALL : zone.wallOf(startingAt));
  switch (rule.kind) {
    case 'once':
      return onceTimetable(sieve.passes(zone.wallOf(rule.at)) ? rule.at : undefined);
    case 'elapsed':
      return elapsedTimetable(rule, zone, anchorAt, filters.between, sieve);
    case 'cron':
      return cronTimetable(rule, zone, sieve);
    default:
      return calendarTimetable(mask => calendarDays(rule, anchorDay, mask), listedTimes(rule.times), zone, sieve);
  }
}

function calendarDays(
  rule: DailyRule | WeeklyRule | MonthlyRule | YearlyRule,
  anchorDay: number,
  mask: WeekMask,
): DaySet {
  switch (rule.kind) {
    case 'daily':
      return dailyDays(rule, anchorDay, mask);
    case 'weekly':
      return weeklyDays(rule, anchorDay, mask);
    case 'monthly':
      return monthlyDays(rule, anchorDay, mask);
    case 'yearly':
      return yearlyDays(rule, anchorDay, mask);
  }
}

function calendarTimetable(daysIn: (mask: WeekMask) => DaySet, times: TimesOfDay, zone: Zone, sieve: Sieve): Timetable {
  const all = wallTimes(daysIn(ALL_WEEK), times);
  const filtered = sieve.narrowsDays || sieve.narrowsTimes ? narrowed(daysIn, times, sieve) : all;
  return clockTimetable(zone, { all, filtered, passes: sieve.passes });
}

function cronTimetable(rule: CronRule, zone: Zone, sieve: Sieve): Timetable {
  const cron = parseCron(rule.text);
  const months = monthsOfEveryNthYear(cron.months, 1, 0);
  const daysIn = (mask: WeekMask) => monthDays(months, cron.days, mask);
  const times = cronTimes(cron.hours, cron.minutes, cron.seconds);
  return cron.isFrequency
    ? frequencyTimetable(zone, narrowed(daysIn, times, sieve))
    : calendarTimetable(daysIn, times, zone, sieve);
}

function narrowed(daysIn: (mask: WeekMask) => DaySet, times: TimesOfDay, sieve: Sieve): WallTimes {
  return wallTimes(sieve.withoutExceptions(daysIn(sieve.week)), sieve.narrowTimes(times));
}

function onceTimetable(at: number | undefined): Timetable {
  return {
    next: afterMs => (at !== undefined && at > afterMs ? at : undefined),
    previous: beforeMs => (at !== undefined && at < beforeMs ? at : undefined),
    count: (fromMs, toMs) => (at !== undefined && at >= fromMs && at < toMs ? 1 : 0),
  };
}

/** `timetable` between two inclusive bounds. */
function bounded(timetable: Timetable, firstAt: number, lastAt: number): Timetable {
  return {
    next(afterMs) {
      if (afterMs >= lastAt) return undefined;
      const at = timetable.next(afterMs < firstAt ? firstAt - 1 : afterMs);
      return at !== undefined && at <= lastAt ? at : undefined;
    },
    previous(beforeMs) {
      if (beforeMs <= firstAt) return undefined;
      const at = timetable.previous(beforeMs > lastAt ? lastAt + 1 : beforeMs);
      return at !== undefined && at >= firstAt ? at : undefined;
    },
    count: (fromMs, toMs) => {
      const from = Math.max(fromMs, firstAt);
      const to = Math.min(toMs, lastAt + 1);
      return from < to ? timetable.count(from, to) : 0;
    },
  };
}
