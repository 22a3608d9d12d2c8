import { ScheduleError, shown } from '../errors.js';
import { DAY_MS, dateOfDay, dayOfWall, dayOfWeek, isoDateOf, parseIsoDate } from '../time/calendar.js';
import { ALL_WEEK, isInWeek, type WeekMask, weekMask } from './days/day-set.js';
import type { CalendarDate, DatePredicate, DayOfWeek, Filters } from './recurrence.js';
import type { DayStretch } from './times-of-day.js';
import { NO_WINDOWS, overnightMs, stretchesOf, WHOLE_DAY, without } from './windows.js';

/** What lets everything through. */
export const NO_FILTERS: Filters = Object.freeze({
  between: NO_WINDOWS,
  unlessBetween: NO_WINDOWS,
  onlyOn: undefined,
  exceptOn: Object.freeze([]),
  exceptWhere: Object.freeze([]),
});

/** Filters made ready: what they let through of days and of times. */
export interface Sieve {
  readonly narrowsTimes: boolean;
  readonly narrowsDays: boolean;
  /** Whether dates are excepted, so that the days which pass need not come again every week. */
  readonly exceptsDates: boolean;
  /** The days of the week that may pass. */
  readonly week: WeekMask;
  /** The times of the day that pass, in order. */
  readonly stretches: readonly DayStretch[];
  /** How long after midnight a time still belongs to the day before, on which its window opened. */
  readonly overnightMs: number;
  /** Whether an occurrence passes that happens when clocks show `wall`. */
  passes(wall: number): boolean;
  /** Whether what belongs to a day passes. */
  passesDay(day: number): boolean;
  /** Whether a day is excepted, the days of the week aside. */
  isExcepted(day: number): boolean;
}

/** The day to which what happens at a wall time belongs: that on which its window opened. */
export function owningDay({ overnightMs: nightMs }: Pick<Sieve, 'overnightMs'>, wall: number): number {
  return dayOfWall(wall - nightMs);
}

/** Makes filters ready. */
export function sieveOf(filters: Filters): Sieve {
  return filters === NO_FILTERS ? OPEN : makeSieve(filters);
}

/** Most schedules have no filters; they share this. */
const OPEN = makeSieve(NO_FILTERS);

function makeSieve(filters: Filters): Sieve {
  const { between, unlessBetween, exceptWhere } = filters;
  const week = filters.onlyOn === undefined ? ALL_WEEK : weekMask(filters.onlyOn);
  const exceptedDays = new Set(filters.exceptOn.map(parseIsoDate));
  const exceptsDates = exceptedDays.size > 0 || exceptWhere.length > 0;
  const inWindows = between.length === 0 ? WHOLE_DAY : stretchesOf(between);
  const stretches = unlessBetween.length === 0 ? inWindows : without(inWindows, stretchesOf(unlessBetween));
  const night = { overnightMs: overnightMs(between) };

  function isExcepted(day: number): boolean {
    return (
      exceptedDays.has(day) ||
      (exceptWhere.length > 0 && exceptWhere.some(isExcept => answer(isExcept, calendarDate(day))))
    );
  }

  function passesDay(day: number): boolean {
    return isInWeek(week, day) && !(exceptsDates && isExcepted(day));
  }

  return {
    ...night,
    narrowsTimes: stretches !== WHOLE_DAY,
    narrowsDays: week !== ALL_WEEK || exceptsDates,
    exceptsDates,
    week,
    stretches,
    passesDay,
    isExcepted,
    passes(wall) {
      const time = wall - dayOfWall(wall) * DAY_MS;
      return stretches.some(([from, to]) => time >= from && time < to) && passesDay(owningDay(night, wall));
    },
  };
}

/** Held to its word: a function without a `return`, or an async one, would except nothing, or everything. */
function answer(isExcepted: DatePredicate, date: CalendarDate): boolean {
  const what = 'a function given to exceptOn(…)';
  let excepted: unknown;
  try {
    excepted = isExcepted(date);
  } catch (cause) {
    throw new ScheduleError(`${what} failed for ${date.iso} (${shown(cause)}): it must answer for every date`, {
      cause,
    });
  }
  if (typeof excepted === 'boolean') return excepted;
  throw new ScheduleError(`${what} must answer true or false at once, not ${shown(excepted)} as for ${date.iso}`);
}

function calendarDate(day: number): CalendarDate {
  const date = dateOfDay(day);
  return { ...date, dayOfWeek: dayOfWeek(day) as DayOfWeek, iso: isoDateOf(date) };
}
