import type { DaySelector, Month } from '../recurrence.js';
import { dayName, listed, monthName, ordinal, ordinalWord } from './english.js';

/** The lengths that each month can have. */
const LENGTHS = [[31], [28, 29], [31], [30], [31], [30], [31], [31], [30], [31], [30], [31]];

/** All months: what may be missing is missing in some month. */
export const ALL_MONTHS: readonly Month[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** `the first Monday and the 31st (or the last day of a shorter month)`, of these months. */
export function selectorWords(selectors: readonly DaySelector[], months: readonly Month[]): string {
  return listed(selectors.map(selector => selectorWord(selector, months)));
}

/** `6 April` or, for more than one of each, `the 1st and the 15th of April and October`. */
export function datesOfYear(selectors: readonly DaySelector[], months: readonly Month[]): string {
  const [selector, ...others] = selectors;
  const [month, ...otherMonths] = months;
  if (selector?.kind === 'dayOfMonth' && selector.day > 0 && others.length + otherMonths.length === 0) {
    const date = `${selector.day} ${monthName(month as Month)}`;
    if (!canBeMissing(selector.day, months)) return date;
    if (selector.ifMissing === 'clamp') return `${date} (or the last day of the month where there is none)`;
    return `${date} (in leap years only)`;
  }
  return `${selectorWords(selectors, months)} of ${listed(months.map(monthName))}`;
}

/** The lengths that these months can have, without doubles. */
export function lengthsOf(months: readonly Month[]): readonly number[] {
  return [...new Set(months.flatMap(month => LENGTHS[month - 1] as number[]))];
}

function selectorWord(selector: DaySelector, months: readonly Month[]): string {
  switch (selector.kind) {
    case 'dayOfMonth':
      return dayOfMonthWord(selector, months);
    case 'nthDayOfWeek': {
      const { nth, ifMissing } = selector;
      const day = dayName(selector.dayOfWeek);
      if (nth === -1) return `the last ${day}`;
      if (nth < 5) return `the ${ordinalWord(nth)} ${day}`;
      return `the fifth ${day} (${ifMissing === 'clamp' ? 'or the last of a month without it' : 'where there is one'})`;
    }
    case 'weekday':
      return `the ${selector.which} weekday`;
  }
}

function dayOfMonthWord(
  { day, ifMissing }: Extract<DaySelector, { readonly kind: 'dayOfMonth' }>,
  months: readonly Month[],
): string {
  const word = day > 0 ? ordinal(day) : day === -1 ? 'last day' : `${ordinal(-day)} to last day`;
  if (!canBeMissing(day, months)) return `the ${word}`;
  if (ifMissing === 'skip') return `the ${word} (where there is one)`;
  return `the ${word} (or the ${day > 0 ? 'last' : 'first'} day of a shorter month)`;
}

function canBeMissing(day: number, months: readonly Month[]): boolean {
  return Math.abs(day) > Math.min(...lengthsOf(months));
}
