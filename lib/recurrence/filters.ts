import { atFirstUse } from '../time/at-first-use.js';
import { DAY_MS, dayOfWall } from '../time/calendar.js';
import { datesOf } from './dates.js';
import { ALL_WEEK, isInWeek, type WeekMask, weekMask } from './days/day-set.js';
import type { Filters } from './recurrence.js';
import { type DayStretch, isInSome } from './times-of-day.js';
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
  return filters === NO_FILTERS ? open() : makeSieve(filters);
}

/** Most schedules have no filters; they share this. */
const open = atFirstUse(() => makeSieve(NO_FILTERS));

function makeSieve(filters: Filters): Sieve {
  const { between, unlessBetween, exceptOn, exceptWhere } = filters;
  const week = filters.onlyOn === undefined ? ALL_WEEK : weekMask(filters.onlyOn);
  const exceptsDates = exceptOn.length > 0 || exceptWhere.length > 0;
  const isExcepted = datesOf(exceptOn, exceptWhere, 'exceptOn');
  const inWindows = between.length === 0 ? WHOLE_DAY : stretchesOf(between);
  const stretches = unlessBetween.length === 0 ? inWindows : without(inWindows, stretchesOf(unlessBetween));
  const night = { overnightMs: overnightMs(between) };

  function passesDay(day: number): boolean {
    return isInWeek(week, day) && !isExcepted(day);
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
      return isInSome(stretches, time) && passesDay(owningDay(night, wall));
    },
  };
}
