import { DAY_MS, dateOfDay, dayOfWall, dayOfWeek, isoDateOf, parseIsoDate } from '../time/calendar.js';
import { ALL_WEEK, type DaySet, filterDays, isInWeek, type WeekMask, weekMask } from './day-set.js';
import type { CalendarDate, DayOfWeek, Filters } from './recurrence.js';
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
      exceptedDays.has(day) || (exceptWhere.length > 0 && exceptWhere.some(isExcept => isExcept(calendarDate(day))))
    );
  }

  function passesDay(day: number): boolean {
    return isInWeek(week, day) && !(hasExceptions && isExcepted(day));
  }

  return {
    narrowsTimes: between !== undefined,
    narrowsDays: week !== ALL_WEEK || hasExceptions,
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

function calendarDate(day: number): CalendarDate {
  const date = dateOfDay(day);
  return { ...date, dayOfWeek: dayOfWeek(day) as DayOfWeek, iso: isoDateOf(date) };
}
