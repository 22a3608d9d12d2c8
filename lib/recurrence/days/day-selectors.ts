import type { DaySelector, IfMissing, Roll } from '../recurrence.js';
import { dayOfWeekIn, type MonthShape } from './month-days.js';

/**
 * The days of the month that `selectors` name in a month of this shape. With `roll` a Saturday or Sunday becomes the
 * next Monday or the last Friday, which may lie beyond the end of the month, or before its start as 0 or -1.
 */
export function selectedDays(
  selectors: readonly DaySelector[],
  roll: Roll['to'] | undefined,
  shape: MonthShape,
): readonly number[] {
  const days = selectors.flatMap(selector => selectedDay(selector, shape) ?? []);
  return roll === undefined ? days : days.map(day => day + daysToRoll(day, roll, shape));
}

function selectedDay(selector: DaySelector, shape: MonthShape): number | undefined {
  switch (selector.kind) {
    case 'dayOfMonth':
      return dayOfMonth(selector.day, selector.ifMissing, shape.length);
    case 'nthDayOfWeek':
      return (
        nthDayOfWeek(selector.nth, selector.dayOfWeek, shape) ??
        (selector.ifMissing === 'clamp' ? nthDayOfWeek(-1, selector.dayOfWeek, shape) : undefined)
      );
    case 'weekday':
      return selector.which === 'first' ? nearestWeekday(1, shape) : nearestWeekday(shape.length, shape);
  }
}

function dayOfMonth(day: number, ifMissing: IfMissing, length: number): number | undefined {
  const wanted = day > 0 ? day : length + 1 + day;
  const nearest = Math.min(Math.max(wanted, 1), length);
  return wanted === nearest || ifMissing === 'clamp' ? nearest : undefined;
}

/** The n-th such day of the week, −1 for the last; a month may have no fifth. */
export function nthDayOfWeek(nth: number, wanted: number, shape: MonthShape): number | undefined {
  const first = 1 + ((wanted - shape.firstDayOfWeek + 7) % 7);
  const last = first + 7 * Math.floor((shape.length - first) / 7);
  if (nth === -1) return last;
  return first + 7 * (nth - 1) <= last ? first + 7 * (nth - 1) : undefined;
}

/** The Monday to Friday that is nearest to `day` without leaving the month. */
export function nearestWeekday(day: number, shape: MonthShape): number {
  const weekday = dayOfWeekIn(shape, day);
  if (weekday === 6) return day > 1 ? day - 1 : day + 2;
  if (weekday === 7) return day < shape.length ? day + 1 : day - 2;
  return day;
}

function daysToRoll(day: number, roll: Roll['to'], shape: MonthShape): number {
  const weekday = dayOfWeekIn(shape, day);
  if (weekday <= 5) return 0;
  return roll === 'forward' ? 8 - weekday : 5 - weekday;
}

/**
 * The order in which days of the month are listed: dates from the start of the month and from its end, then days of the
 * week, then weekdays. No two different selectors have the same number.
 */
export function selectorOrder(selector: DaySelector): number {
  switch (selector.kind) {
    case 'dayOfMonth':
      return 2 * (selector.day > 0 ? selector.day : 100 + selector.day) + Number(selector.ifMissing === 'skip');
    case 'nthDayOfWeek': {
      const nth = selector.nth === -1 ? 6 : selector.nth;
      return 1000 + 2 * (10 * nth + selector.dayOfWeek) + Number(selector.ifMissing === 'skip');
    }
    case 'weekday':
      return selector.which === 'first' ? 2000 : 2001;
  }
}
