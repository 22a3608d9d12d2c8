import { ScheduleError, shown } from '../errors.js';
import { isThenable, promiseOf } from '../thenable.js';
import { dateOfDay, dayOfWeek, isoDate, parseIsoDate } from '../time/calendar.js';
import type { CalendarDate, DatePredicate, DayOfWeek } from './recurrence.js';

/** Whether a day is one of these dates, or one of which a function is true; `word` is who was given them. */
export function datesOf(
  isoDates: readonly string[],
  predicates: readonly DatePredicate[],
  word: string,
): (day: number) => boolean {
  const days = new Set(isoDates.map(parseIsoDate));
  return day =>
    days.has(day) ||
    (predicates.length > 0 && predicates.some(predicate => answer(predicate, calendarDate(day), word)));
}

/** Held to its word: a function without a `return`, or an async one, would name nothing, or everything. */
function answer(predicate: DatePredicate, date: CalendarDate, word: string): boolean {
  const what = `a function given to ${word}(…)`;
  let isNamed: unknown;
  try {
    isNamed = predicate(date);
  } catch (cause) {
    throw new ScheduleError(`${what} failed for ${date.iso} (${shown(cause)}): it must answer for every date`, {
      cause,
    });
  }
  if (typeof isNamed === 'boolean') return isNamed;
  // Nobody waits for it, so what it rejects with is no news, and must not end the process.
  if (isThenable(isNamed)) promiseOf(isNamed).catch(() => {});
  throw new ScheduleError(`${what} must answer true or false at once, not ${shown(isNamed)} as for ${date.iso}`);
}

function calendarDate(day: number): CalendarDate {
  const { year, month, day: dayOfMonth } = dateOfDay(day);
  return { year, month, day: dayOfMonth, dayOfWeek: dayOfWeek(day) as DayOfWeek, iso: isoDate(day) };
}
