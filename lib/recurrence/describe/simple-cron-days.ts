import { atFirstUse } from '../../time/at-first-use.js';
import type { Cron } from '../cron/cron.js';
import { sortedDistinct } from '../cron/cron-field.js';
import { selectedDays } from '../days/day-selectors.js';
import { dayOfWeekIn, type MonthShape } from '../days/month-days.js';
import type { DayOfWeek, DaySelector } from '../recurrence.js';

/** The days that cron text names in each of its months, if words can say them simply. */
export type SimpleCronDays =
  | { readonly kind: 'everyDay' }
  | { readonly kind: 'daysOfWeek'; readonly days: readonly DayOfWeek[] }
  | { readonly kind: 'daysOfMonth'; readonly days: readonly DaySelector[] };

/** Found by what the fields mean in every shape of month, not by how they are written. */
export function simpleCronDays({ days }: Cron): SimpleCronDays | undefined {
  const months = shapes().map(shape => ({ shape, days: new Set(days(shape)) }));
  const names = (choose: Chooser) => months.every(month => haveSame(month.days, choose(month.shape)));
  if (names(daysOn(WEEK))) return { kind: 'everyDay' };
  const daysOfWeek = WEEK.filter(day => months.every(month => daysOn([day])(month.shape).every(isIn(month.days))));
  if (daysOfWeek.length > 0 && names(daysOn(daysOfWeek))) return { kind: 'daysOfWeek', days: daysOfWeek };
  const selectors = candidates().find(chosen => names(shape => selectedDays(chosen, undefined, shape)));
  if (selectors !== undefined) return { kind: 'daysOfMonth', days: selectors };
  const numbers = numbered(days(LONGEST));
  return names(shape => selectedDays(numbers, undefined, shape)) ? { kind: 'daysOfMonth', days: numbers } : undefined;
}

type Chooser = (shape: MonthShape) => readonly number[];

const WEEK: readonly DayOfWeek[] = [1, 2, 3, 4, 5, 6, 7];
const shapes = atFirstUse<readonly MonthShape[]>(() =>
  [28, 29, 30, 31].flatMap(length => WEEK.map(firstDayOfWeek => ({ length, firstDayOfWeek }))),
);
const LONGEST: MonthShape = { length: 31, firstDayOfWeek: 1 };

/** What cron's letters can name: one day of each month. */
const candidates = atFirstUse<readonly (readonly DaySelector[])[]>(() => [
  ...Array.from({ length: 28 }, (_, index) => [{ kind: 'dayOfMonth', day: -1 - index, ifMissing: 'skip' } as const]),
  ...WEEK.flatMap(dayOfWeek =>
    ([1, 2, 3, 4, 5, -1] as const).map(nth => [{ kind: 'nthDayOfWeek', nth, dayOfWeek, ifMissing: 'skip' } as const]),
  ),
  [{ kind: 'weekday', which: 'first' }],
  [{ kind: 'weekday', which: 'last' }],
]);

function daysOn(daysOfWeek: readonly DayOfWeek[]): Chooser {
  return shape =>
    Array.from({ length: shape.length }, (_, index) => index + 1).filter(day =>
      daysOfWeek.includes(dayOfWeekIn(shape, day) as DayOfWeek),
    );
}

function numbered(days: readonly number[]): readonly DaySelector[] {
  const sorted = sortedDistinct(days);
  return sorted.map(day => ({ kind: 'dayOfMonth', day, ifMissing: 'skip' }));
}

function haveSame(days: ReadonlySet<number>, others: readonly number[]): boolean {
  return new Set(others).size === days.size && others.every(isIn(days));
}

function isIn(days: ReadonlySet<number>): (day: number) => boolean {
  return day => days.has(day);
}
