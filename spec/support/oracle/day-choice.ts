import type { CivilDate } from './civil.js';

/** Does a month word choose this date? Asked of every date, so each word is its own definition. */
export type DayChoice = (date: CivilDate) => boolean;

/** `on(d)`: 1..31 from the start, −1..−31 from the end. */
export function numberedDay(day: number, ifMissing: 'clamp' | 'skip'): DayChoice {
  if (!Number.isInteger(day) || day === 0 || Math.abs(day) > 31) throw new RangeError(`no month has a day ${day}`);
  return date => {
    const wanted = day > 0 ? day : date.monthLength + 1 + day;
    const clamped = Math.min(Math.max(wanted, 1), date.monthLength);
    return date.day === clamped && (ifMissing === 'clamp' || wanted === clamped);
  };
}

/** `onTheFirst` is 1 … `onTheFifth` 5; 6 is `onTheLast`. Only a fifth can be missing; clamped, it is the last. */
export function nthWeekday(nth: number, weekday: number, ifMissing: 'clamp' | 'skip'): DayChoice {
  return date => {
    if (date.weekday !== weekday) return false;
    const isLast = date.day + 7 > date.monthLength;
    if (nth === 6) return isLast;
    if (nth === 5 && ifMissing === 'clamp') return isLast;
    return Math.ceil(date.day / 7) === nth;
  };
}

/** Monday to Friday with no such day before it in the month: the 1st, or a Monday on the 2nd or 3rd. */
export const firstWeekday: DayChoice = date =>
  date.weekday <= 5 && (date.day === 1 || (date.weekday === 1 && date.day <= 3));

/** Monday to Friday with no such day after it in the month: the last day, or a Friday one or two days before it. */
export const lastWeekday: DayChoice = date => {
  const daysLeft = date.monthLength - date.day;
  return date.weekday <= 5 && (daysLeft === 0 || (date.weekday === 5 && daysLeft <= 2));
};
