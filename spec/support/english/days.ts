import type { CivilDate } from '../oracle/civil.js';
import { placesOf } from './lists.js';

/** Whether a sentence names a date. */
export type DateTest = (date: CivilDate) => boolean;

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];
const NTH = '(\\d+)(?:st|nd|rd|th)';

/** How days may be said, and what is meant; the first that fits. */
const FORMS: readonly (readonly [form: RegExp, test: (...parts: string[]) => DateTest])[] = [
  [/^(?:every day)?$/, () => () => true],
  [/^every day in (.*)$/, inMonths],
  [/^every week in (.*) on (.*)$/, (months, days) => both(inMonths(months), onDays(days))],
  [/^every week on (.*)$/, onDays],
  [/^(?:every year )?on (\d+) ([A-Z]\w+)(?: \(in leap years only\))?$/, onDate],
  [/^every month on (.*)$/, onEither],
  [
    /^(?:every year )?in ([A-Z][\w, ]*?) on ((?:the|every) .*)$/,
    (months, days) => both(inMonths(months), onEither(days)),
  ],
  [/^on (the .*) of every month$/, onEither],
  [/^(?:every year )?on (the .*) of ([A-Z].*)$/, (days, months) => both(onEither(days), inMonths(months))],
  [/^on ([A-Z].*) in ([A-Z].*)$/, (days, months) => both(onDays(days), inMonths(months))],
  [/^on ([A-Z].*)$/, onDays],
  [/^in ([A-Z].*)$/, inMonths],
];

/** How one day of the month, or each of a kind, may be said. */
const CHOICES: typeof FORMS = [
  [
    new RegExp(`^the ${NTH} to the ${NTH}$`),
    (from, to) =>
      ({ day }) =>
        day >= Number(from) && day <= Number(to),
  ],
  [
    new RegExp(`^the ${NTH}$`),
    nth =>
      ({ day }) =>
        day === Number(nth),
  ],
  [
    new RegExp(`^the ${NTH} to last day$`),
    nth =>
      ({ day, monthLength }) =>
        day === monthLength - Number(nth) + 1,
  ],
  [
    /^the last day$/,
    () =>
      ({ day, monthLength }) =>
        day === monthLength,
  ],
  [/^the first weekday$/, () => date => date.day === nearestWeekday(1, date)],
  [/^the last weekday$/, () => date => date.day === nearestWeekday(date.monthLength, date)],
  [new RegExp(`^the weekday nearest to the ${NTH}$`), nth => date => date.day === nearestWeekday(Number(nth), date)],
  [
    new RegExp(`^the weekday nearest to the ${NTH} to last day$`),
    nth => date => date.day === nearestWeekday(date.monthLength - Number(nth) + 1, date),
  ],
  [/^every (.*)$/, onDays],
  [/^the last (\w+day)$/, name => both(onDays(name), ({ day, monthLength }) => day + 7 > monthLength)],
  [/^the (\w+) (\w+day)$/, (nth, name) => both(onDays(name), ({ day }) => ORDINALS[Math.ceil(day / 7) - 1] === nth)],
];

/** Reads days as `describe()` says them of cron text. */
export function readDays(text: string): DateTest {
  return read(text, FORMS);
}

function read(text: string, forms: typeof FORMS): DateTest {
  for (const [form, test] of forms) {
    const parts = form.exec(text);
    if (parts !== null) return test(...parts.slice(1));
  }
  throw new SyntaxError(`no days: ${text}`);
}

/** `the 13th, and on every Friday`, or `every Friday that is also the 1st or the 13th`. */
function onEither(text: string): DateTest {
  const [days, also] = text.split(' that is also ') as [string, string?];
  if (also !== undefined) return both(onEither(days), onEither(also));
  // A list within a list begins with none of these.
  const items = days.replaceAll(' (where there is one)', '').split(/(?:,| and| or|, and on) (?=the |every )/);
  const tests = items.map(item => read(item, CHOICES));
  return date => tests.some(test => test(date));
}

function onDate(day: string, month: string): DateTest {
  return both(inMonths(month), date => date.day === Number(day));
}

function onDays(names: string): DateTest {
  const days = placesOf(names, DAYS);
  return date => days.includes(date.weekday);
}

function inMonths(names: string): DateTest {
  const months = placesOf(names, MONTHS);
  return date => months.includes(date.month);
}

function both(...tests: readonly DateTest[]): DateTest {
  return date => tests.every(test => test(date));
}

/** Within the month; none to a day that there is not. */
function nearestWeekday(wanted: number, { day, weekday, monthLength }: CivilDate): number | undefined {
  if (wanted < 1 || wanted > monthLength) return undefined;
  const isWeekday = (each: number) => (weekday - 1 + each - day + 70) % 7 < 5;
  return [0, -1, 1, -2, 2]
    .map(aside => wanted + aside)
    .find(each => each >= 1 && each <= monthLength && isWeekday(each));
}
