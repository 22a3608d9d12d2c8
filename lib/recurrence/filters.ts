import { ScheduleError, shown } from '../errors.js';
import { DAY_MS, dateOfDay, dayOfWall, dayOfWeek, isoDateOf, parseIsoDate } from '../time/calendar.js';
import { ALL_WEEK, type DaySet, filterDays, isInWeek, type WeekMask, weekMask } from './days/day-set.js';
import type { CalendarDate, DatePredicate, DayOfWeek, Filters } from './recurrence.js';
import { isWithin, type TimesOfDay, TimesWithin } from './times-of-day.js';

/** What lets everything through. */
export const NO_FILTERS: Filters = Object.freeze({
  between: undefined,
  onlyOn: undefined,
  exceptOn: Object.freeze([]),
  exceptWhere: Object.freeze([]),
});

/** Filters made ready: what they let through, asked of a wall time, of its day, or of a whole set of days or times. */
export interface Sieve {
  readonly narrowsTimes: boolean;
  readonly narrowsDays: boolean;
  /** Whether dates are excepted, so that the days which pass need not come again every week. */
  readonly exceptsDates: boolean;
  /** The days of the week that may pass. */
  readonly week: WeekMask;
  passes(wall: number): boolean;
  passesDay(day: number): boolean;
  /** `days`, of which the days of the week have been narrowed already, without the excepted dates. */
  withoutExceptions(days: DaySet): DaySet;
  narrowTimes(times: TimesOfDay): TimesOfDay;
}

/** Makes filters ready. */
export function sieveOf(filters: Filters): Sieve {
  return filters === NO_FILTERS ? OPEN : makeSieve(filters);
}

/** Most schedules have no filters; they share this. */
const OPEN = makeSieve(NO_FILTERS);

function makeSieve(filters: Filters): Sieve {
  const { between, exceptWhere } = filters;
  const week = filters.onlyOn === undefined ? ALL_WEEK : weekMask(filters.onlyOn);
  const exceptedDays = new Set(filters.exceptOn.map(parseIsoDate));
  const hasExceptions = exceptedDays.size > 0 || exceptWhere.length > 0;

  function isExcepted(day: number): boolean {
    return (
      exceptedDays.has(day) ||
      (exceptWhere.length > 0 && exceptWhere.some(isExcept => answer(isExcept, calendarDate(day))))
    );
  }

  function passesDay(day: number): boolean {
    return isInWeek(week, day) && !(hasExceptions && isExcepted(day));
  }

  return {
    narrowsTimes: between !== undefined,
    narrowsDays: week !== ALL_WEEK || hasExceptions,
    exceptsDates: hasExceptions,
    week,
    passesDay,
    passes(wall) {
      const day = dayOfWall(wall);
      return passesDay(day) && (between === undefined || isWithin(between, wall - day * DAY_MS));
    },
    withoutExceptions: days => (hasExceptions ? filterDays(days, day => !isExcepted(day)) : days),
    narrowTimes: times => (between === undefined ? times : new TimesWithin(times, between)),
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
