import { DAY_MS, dayOfWall, FIRST_INSTANT, LAST_INSTANT } from '../time/calendar.js';
import { plusSpan } from '../time/span.js';
import { type Gap, type Zone, zoneOf } from '../time/zone.js';
import { Bounded } from './bounded.js';
import { ClockTimes } from './clock-times.js';
import { type Cron, parseCron } from './cron/cron.js';
import { CronTimes } from './cron/cron-times.js';
import { daysInYears } from './cron/days-in-years.js';
import { businessDays } from './days/business-days.js';
import { dailyDays } from './days/daily.js';
import { ALL_WEEK, type DaySet, filterDays, type WeekMask, withDaysAfter, withDaysBefore } from './days/day-set.js';
import { MonthDays } from './days/month-days.js';
import { monthlyDays } from './days/monthly.js';
import { WeeklyDays } from './days/weekly.js';
import { monthsOfEveryNthYear, yearlyDays } from './days/yearly.js';
import { elapsedTimetable } from './elapsed.js';
import { type Sieve, sieveOf } from './filters.js';
import { Frequency } from './frequency.js';
import { alsoAt, Once } from './once.js';
import { knownRecurrenceOf, type SchedulePlan } from './plan.js';
import type { CronRule, DailyRule, MonthlyRule, Recurrence, Roll, WeeklyRule, YearlyRule } from './recurrence.js';
import { Shared } from './shared.js';
import { type DayStretch, ListedTimes, type TimesOfDay, TimesWithin } from './times-of-day.js';
import type { Timetable } from './timetable.js';
import { eitherOf, TimesOnDays, type WallTimes } from './wall-times.js';

/** Monday 1 January 2024, 00:00, wall time: a Monday, the first of a month, of a year, and of a leap year. */
export const DEFAULT_ANCHOR_WALL = Date.UTC(2024, 0, 1);

/**
 * Makes a recurrence ready to be asked.
 * @throws ScheduleError for unreadable cron text, UnknownZoneError.
 */
export function timetableOf(recurrence: Recurrence): Timetable {
  return withinBounds(unbounded(recurrence), recurrence.startingAt, recurrence.until);
}

/** A moment that was said beside a recurrence: it has to pass its filters and its end. */
export function momentBeside({ filters, zone, until = LAST_INSTANT }: Recurrence, at: number): Timetable {
  const passes = at <= until && sieveOf(filters).passes(zoneOf(zone).wallOf(at));
  return new Once(passes ? at : undefined);
}

/**
 * What a plan names before any scheduler has started: all but what hangs on the start.
 * @throws what `timetableOf` throws.
 */
export function timetableOfPlan(plan: SchedulePlan): Timetable {
  const recurrence = knownRecurrenceOf(plan);
  const at = plan.when.kind === 'instant' ? delayed(plan, plan.when.at) : undefined;
  if (recurrence === undefined) return new Once(at);
  return at === undefined ? timetableOf(recurrence) : alsoAt(momentBeside(recurrence, at), timetableOf(recurrence));
}

/** An instant, as much later as `delayFor(n)` says. */
export function delayed({ delay, zone }: SchedulePlan, instant: number): number {
  return delay === undefined ? instant : plusSpan(zoneOf(zone), instant, delay);
}

function withinBounds(timetable: Timetable, startingAt: number | undefined, until: number | undefined): Timetable {
  if (startingAt === undefined && until === undefined) return timetable;
  return new Bounded(timetable, startingAt ?? FIRST_INSTANT, until ?? LAST_INSTANT);
}

function unbounded({ rule, filters, startingAt, zone: zoneName }: Recurrence): Timetable {
  const zone = zoneOf(zoneName);
  const sieve = sieveOf(filters);
  const anchorAt = startingAt ?? zone.instantOf(DEFAULT_ANCHOR_WALL);
  const anchorDay = dayOfWall(startingAt === undefined ? DEFAULT_ANCHOR_WALL : zone.wallOf(startingAt));
  switch (rule.kind) {
    case 'elapsed':
      return elapsedTimetable(rule, zone, anchorAt, filters, sieve);
    case 'cron':
      return cronTimetable(rule, zone, sieve);
    default:
      return calendarTimetable(mask => calendarDays(rule, anchorDay, mask), new ListedTimes(rule.times), zone, sieve);
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
      return new WeeklyDays(rule, anchorDay, mask);
    case 'monthly':
    case 'yearly':
      if (!skipsDays(rule.roll)) return daysOfMonths(rule, anchorDay, mask);
      return businessDays(daysOfMonths({ ...rule, roll: undefined }, anchorDay, ALL_WEEK), rule.roll, mask);
  }
}

function daysOfMonths(rule: MonthlyRule | YearlyRule, anchorDay: number, mask: WeekMask): DaySet {
  return rule.kind === 'monthly' ? monthlyDays(rule, anchorDay, mask) : yearlyDays(rule, anchorDay, mask);
}

/** Where all of Monday to Friday are working days, the shape of a month tells where its days roll to. */
function skipsDays(roll: Roll | undefined): roll is Roll {
  return roll !== undefined && roll.skippingDays.length + roll.skippingWhere.length > 0;
}

function calendarTimetable(daysIn: (mask: WeekMask) => DaySet, times: TimesOfDay, zone: Zone, sieve: Sieve): Timetable {
  const filtered = narrowed(daysIn, times, sieve);
  const isNarrowed = sieve.narrowsDays || sieve.narrowsTimes;
  const shiftable = isNarrowed
    ? new TimesOnDays(daysIn(sieve.narrowsTimes ? ALL_WEEK : withDaysBefore(sieve.week)), times)
    : filtered;
  const clockwork = { filtered, shiftable, passes: sieve.passes };
  const leavesTimes = !sieve.narrowsTimes || new TimesWithin(times, sieve.stretches).atOrAfter(0) !== undefined;
  if (leavesTimes) return new ClockTimes(zone, clockwork);
  return new ClockTimes(zone, { ...clockwork, onlyByGaps: gaps => gaps.some(gap => canShift(times, sieve, gap)) });
}

/** Whether a gap moves some of the times to where the filters let them through. */
function canShift(times: TimesOfDay, { stretches }: Sieve, { atMs, lengthMs }: Gap): boolean {
  return stretches.some(([from, to]) => {
    for (const aside of [0, DAY_MS]) {
      const first = times.atOrAfter(Math.max(atMs, from + aside - lengthMs));
      if (first !== undefined && first < Math.min(atMs + lengthMs, to + aside - lengthMs)) return true;
      // A gap over midnight goes on in the next day.
      const next = times.atOrAfter(Math.max(0, from + aside - lengthMs));
      if (next !== undefined && next < Math.min(atMs + lengthMs - DAY_MS, to + aside - lengthMs)) return true;
    }
    return false;
  });
}

const sharedCronDays = new Shared<DaySet>();

function cronDays(cron: Cron, mask: WeekMask): DaySet {
  const make = () => new MonthDays(monthsOfEveryNthYear(cron.months, 1, 0), cron.days, mask);
  const days = sharedCronDays.of([cron.dayFields, mask], make);
  return cron.years === undefined ? days : daysInYears(days, cron.years);
}

function cronTimetable(rule: CronRule, zone: Zone, sieve: Sieve): Timetable {
  const cron = parseCron(rule.text, rule.dialect);
  const daysIn = (mask: WeekMask) => cronDays(cron, mask);
  const times = new CronTimes(cron.hours, cron.minutes, cron.seconds);
  return cron.isFrequency
    ? new Frequency(zone, narrowed(daysIn, times, sieve))
    : calendarTimetable(daysIn, times, zone, sieve);
}

/** What filters leave of a rule's times; those after midnight in a window over it are judged by the day before. */
function narrowed(daysIn: (mask: WeekMask) => DaySet, times: TimesOfDay, sieve: Sieve): WallTimes {
  const { stretches, week, narrowsDays, narrowsTimes, overnightMs } = sieve;
  const left = (within: readonly DayStretch[]) => (narrowsTimes ? new TimesWithin(times, within) : times);
  if (!narrowsDays || overnightMs === 0) return new TimesOnDays(passing(daysIn(week), 0, sieve), left(stretches));
  const [night, others] = [
    stretches.filter(([from]) => from < overnightMs),
    stretches.filter(([from]) => from >= overnightMs),
  ];
  return eitherOf(
    new TimesOnDays(passing(daysIn(week), 0, sieve), left(others)),
    new TimesOnDays(passing(daysIn(withDaysAfter(week)), 1, sieve), left(night)),
  );
}

/** Those of `days`, of which the days of the week have been narrowed already, that belong to no excepted day. */
function passing(days: DaySet, daysAfter: 0 | 1, { exceptsDates, isExcepted }: Sieve): DaySet {
  return exceptsDates ? filterDays(days, day => !isExcepted(day - daysAfter)) : days;
}
