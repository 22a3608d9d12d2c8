import { isRestricted } from '../cron/cron.js';
import {
  DAY_OF_MONTH,
  DAY_OF_WEEK,
  isoDayOfWeek,
  readNumber,
  readSet,
  runsOf,
  sortedDistinct,
} from '../cron/cron-field.js';
import type { CronFields } from '../cron/cron-text.js';
import { dayName, dayNames, listed, ordinal, ordinalWord } from './english.js';

/**
 * The days that cron text names, field by field: for text that says more at once than words of the grammar could, such as
 * the 13th and every Friday. It follows `every month` or `every year in …`; `lastSureDay` is in each of these months.
 */
export function cronDayWords(
  { dayOfMonth, dayOfWeek }: Pick<CronFields, 'dayOfMonth' | 'dayOfWeek'>,
  lastSureDay: number,
): string {
  const dates = datesIn(dayOfMonth, lastSureDay);
  const weekly = daysIn(dayOfWeek);
  if (dates === undefined) return `on ${listed(weekly ?? [])}`;
  if (weekly === undefined) return `on ${listed(dates)}`;
  const mayEither = isRestricted(dayOfMonth) && isRestricted(dayOfWeek);
  if (mayEither) return `on ${listed(dates)}, and on ${listed(weekly)}`;
  return `on ${listed(weekly)} that is also ${listed(dates, 'or')}`;
}

/** `the 1st`, `the weekday nearest to the 15th`; `undefined` where every day will do. */
function datesIn(field: string, lastSureDay: number): readonly string[] | undefined {
  if (field === '*' || field === '?') return undefined;
  const items = field.split(',');
  const numbers = items.flatMap(item => readSet(item, DAY_OF_MONTH) ?? []);
  const sorted = sortedDistinct(numbers);
  const dateText = (date: number) => `${ordinal(date)}${date > lastSureDay ? ' (where there is one)' : ''}`;
  const special = items.filter(item => readSet(item, DAY_OF_MONTH) === undefined);
  return [...spansOf(sorted, dateText), ...special.map(item => specialDate(item, dateText))];
}

/** Three dates or more in a row are said as `the 1st to the 7th`. */
function spansOf(dates: readonly number[], dateText: DateText): readonly string[] {
  return runsOf(dates).flatMap(run => {
    const [first, last] = [run[0] as number, run.at(-1) as number];
    return run.length > 2
      ? [`the ${ordinal(first)} to the ${dateText(last)}`]
      : run.map(date => `the ${dateText(date)}`);
  });
}

/** `31st`, and whether each of the months has one. */
type DateText = (date: number) => string;

function specialDate(item: string, dateText: DateText): string {
  const [, back, nearWeekday] = /^L(?:-(\d+))?(W)?$/.exec(item) ?? [];
  if (item.startsWith('L')) {
    if (back === undefined) return nearWeekday === undefined ? 'the last day' : 'the last weekday';
    const day = `the ${ordinal(Number(back) + 1)} to last day`;
    return nearWeekday === undefined ? day : `the weekday nearest to ${day}`;
  }
  return `the weekday nearest to the ${dateText(Number.parseInt(item, 10))}`;
}

/** `every Friday`, `the last Friday`; `undefined` where every day will do. */
function daysIn(field: string): readonly string[] | undefined {
  if (field === '*' || field === '?') return undefined;
  const items = field.split(',');
  const numbers = items.flatMap(item => readSet(item, DAY_OF_WEEK) ?? []).map(isoDayOfWeek);
  const days = sortedDistinct(numbers);
  const special = items.filter(item => readSet(item, DAY_OF_WEEK) === undefined).map(specialDay);
  return [...(days.length === 0 ? [] : [`every ${dayNames(days)}`]), ...special];
}

function specialDay(item: string): string {
  const [, dayText = '', nth] = /^(\w+?)(?:L|#([1-5]))$/.exec(item) ?? [];
  const day = dayName(isoDayOfWeek(readNumber(dayText, DAY_OF_WEEK) ?? 0));
  if (nth === undefined) return `the last ${day}`;
  return nth === '5' ? `the fifth ${day} (where there is one)` : `the ${ordinalWord(Number(nth))} ${day}`;
}
