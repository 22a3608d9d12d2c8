import { nearestWeekday, nthDayOfWeek } from '../days/day-selectors.js';
import type { MonthShape } from '../days/month-days.js';
import { DAY_OF_MONTH, DAY_OF_WEEK, isoDayOfWeek, readNumber, readSet } from './cron-field.js';

/** What one item of a day field names in a month of a given shape: days of the month, perhaps none. */
export type DayChooser = (shape: MonthShape) => readonly number[];

/** Reads `5`, `1-7/2`, `L`, `L-3`, `15W`, `LW` or `L-3W`; `undefined` where it can't be read. */
export function readDayOfMonth(item: string): DayChooser | undefined {
  const fromEnd = /^L(?:-(\d{1,2}))?(W)?$/.exec(item);
  if (fromEnd !== null) {
    const back = Number(fromEnd[1] ?? 0);
    if (back >= DAY_OF_MONTH.max) return undefined;
    return shape =>
      fromEnd[2] === undefined ? existing(shape.length - back, shape) : weekdayNear(shape.length - back, shape);
  }
  if (item.endsWith('W')) {
    const day = readNumber(item.slice(0, -1), DAY_OF_MONTH);
    return day === undefined ? undefined : shape => weekdayNear(day, shape);
  }
  const days = readSet(item, DAY_OF_MONTH);
  return days === undefined ? undefined : shape => days.flatMap(day => existing(day, shape));
}

/** Reads `5`, `MON-FRI`, `5L` or `MON#2`; `undefined` where it can't be read. */
export function readDayOfWeek(item: string): DayChooser | undefined {
  const [, dayText, nthText] = /^(\w+?)(?:L|#([1-5]))$/.exec(item) ?? [];
  const special = dayText === undefined ? undefined : readNumber(dayText, DAY_OF_WEEK);
  if (special !== undefined)
    return shape => [nthDayOfWeek(Number(nthText ?? -1), isoDayOfWeek(special), shape) ?? []].flat();

  const days = readSet(item, DAY_OF_WEEK);
  return days === undefined ? undefined : shape => days.flatMap(day => everyDayOfWeek(isoDayOfWeek(day), shape));
}

function existing(day: number, shape: MonthShape): readonly number[] {
  return day >= 1 && day <= shape.length ? [day] : [];
}

function weekdayNear(day: number, shape: MonthShape): readonly number[] {
  return existing(day, shape).map(existingDay => nearestWeekday(existingDay, shape));
}

function everyDayOfWeek(dayOfWeek: number, shape: MonthShape): readonly number[] {
  return [1, 2, 3, 4, 5].flatMap(nth => nthDayOfWeek(nth, dayOfWeek, shape) ?? []);
}
