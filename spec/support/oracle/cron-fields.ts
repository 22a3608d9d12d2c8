import type { CivilDate } from './civil.js';

export interface CronFields {
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly matchesDate: (date: CivilDate) => boolean;
  /** Holds `*`, a range or a step in second, minute or hour: it follows elapsed time. */
  readonly isFrequency: boolean;
}

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names: readonly string[];
}

const SECOND: Field = { name: 'second', min: 0, max: 59, names: [] };
const MINUTE: Field = { name: 'minute', min: 0, max: 59, names: [] };
const HOUR: Field = { name: 'hour', min: 0, max: 23, names: [] };
const DAY_OF_MONTH: Field = { name: 'day of month', min: 1, max: 31, names: [] };
const MONTH: Field = {
  name: 'month',
  min: 1,
  max: 12,
  names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
};
/** 0 = Sunday … 6; a 7 is read as a second name of Sunday. */
const DAY_OF_WEEK: Field = {
  name: 'day of week',
  min: 0,
  max: 6,
  names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
};
/** 1 = Sunday … 7, in the dialects. */
const DAY_FROM_1: Field = { ...DAY_OF_WEEK, min: 1, max: 7 };
const YEAR: Field = { name: 'year', min: 1970, max: 2199, names: [] };

const MACROS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

const cache = new Map<string, CronFields>();

/** Seconds first and a year last, which may be left out; or minutes first and a year last. */
export type Dialect = 'quartz' | 'aws';

export function cronFields(text: string, dialect?: Dialect): CronFields {
  const key = `${dialect} ${text}`;
  let fields = cache.get(key);
  if (fields === undefined) {
    fields = read(text, dialect);
    cache.set(key, fields);
  }
  return fields;
}

function read(text: string, dialect: Dialect | undefined): CronFields {
  const plain = text.trim().toLowerCase();
  const parts = (MACROS[plain] ?? plain).split(/\s+/);
  if (dialect === 'aws' || parts.length === 5) parts.unshift('0');
  if (parts.length === 6) parts.push('*');
  if (parts.length !== 7) throw new Error(`cron text "${text}" holds as many fields as no dialect does`);
  const [second = '', minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = parts;
  if (/\?/.test(`${second}${minute}${hour}${month}`) || (dayOfMonth.includes('?') && dayOfWeek.includes('?')))
    throw new RangeError(`cron text "${text}" has a ? out of place`);
  const months = new Set(valuesOf(month, MONTH));
  const years = year === '*' ? undefined : new Set(valuesOf(year, YEAR));
  const inMonth = dayOfMonthTest(dayOfMonth);
  const inWeek = dayOfWeekTest(dayOfWeek, dialect === undefined ? DAY_OF_WEEK : DAY_FROM_1);
  const eitherDay = isRestricted(dayOfMonth) && isRestricted(dayOfWeek);
  return {
    seconds: valuesOf(second, SECOND),
    minutes: valuesOf(minute, MINUTE),
    hours: valuesOf(hour, HOUR),
    matchesDate: date =>
      months.has(date.month) &&
      years?.has(date.year) !== false &&
      (eitherDay ? inMonth(date) || inWeek(date) : inMonth(date) && inWeek(date)),
    isFrequency: [second, minute, hour].some(field => /[*?/-]/.test(field)),
  };
}

function isRestricted(field: string): boolean {
  return !field.startsWith('*') && !field.startsWith('?');
}

type DateTest = (date: CivilDate) => boolean;

function dayOfMonthTest(text: string): DateTest {
  return anyOf(text, item => {
    const fromEnd = /^l(?:-(\d+))?(w)?$/.exec(item);
    if (fromEnd !== null) {
      const daysBefore = Number(fromEnd[1] ?? 0);
      checked(daysBefore, { ...DAY_OF_MONTH, min: 0, max: 30 }, item);
      return wantedDay(date => date.monthLength - daysBefore, fromEnd[2] !== undefined);
    }
    const nearest = /^(\d+)w$/.exec(item);
    if (nearest !== null) {
      const day = checked(Number(nearest[1]), DAY_OF_MONTH, item);
      return wantedDay(() => day, true);
    }
    const days = new Set(valuesOfItem(item, DAY_OF_MONTH));
    return date => days.has(date.day);
  });
}

/** A missing day is skipped; `W` is the weekday nearest to the day and never leaves the month. */
function wantedDay(dayIn: (date: CivilDate) => number, nearestWeekday: boolean): DateTest {
  return date => {
    const wanted = dayIn(date);
    if (wanted < 1 || wanted > date.monthLength) return false;
    return date.day === (nearestWeekday ? nearestWeekdayTo(wanted, date) : wanted);
  };
}

function nearestWeekdayTo(wanted: number, date: CivilDate): number {
  const isWorkingDay = (day: number): boolean => ((date.weekday - 1 + day - date.day + 70) % 7) + 1 <= 5;
  for (const aside of [0, -1, 1, -2, 2]) {
    const day = wanted + aside;
    if (day >= 1 && day <= date.monthLength && isWorkingDay(day)) return day;
  }
  throw new Error('no working day within two days of a day');
}

function dayOfWeekTest(text: string, field: Field): DateTest {
  const numberIn = (date: CivilDate): number => (date.weekday % 7) + field.min;
  return anyOf(text, item => {
    // Alone it is the last day of the week, where weeks end with a number.
    if (item === 'l' && field === DAY_FROM_1) return date => numberIn(date) === field.max;
    const last = /^(\w+)l$/.exec(item);
    if (last !== null) {
      const weekday = numberOf(last[1] ?? '', field);
      return date => numberIn(date) === weekday && date.day + 7 > date.monthLength;
    }
    const nth = /^(\w+)#([1-5])$/.exec(item);
    if (nth !== null) {
      const weekday = numberOf(nth[1] ?? '', field);
      return date => numberIn(date) === weekday && Math.ceil(date.day / 7) === Number(nth[2]);
    }
    const weekdays = new Set(valuesOfItem(item, field));
    return date => weekdays.has(numberIn(date));
  });
}

function anyOf(text: string, read: (item: string) => DateTest): DateTest {
  const tests = text.split(',').map(read);
  return date => tests.some(test => test(date));
}

function valuesOf(text: string, field: Field): readonly number[] {
  return text.split(',').flatMap(item => valuesOfItem(item, field));
}

/** `*`, `a`, `a-b` and each of them with `/n`. A range whose end is before its start runs on over the field's end. */
function valuesOfItem(item: string, field: Field): readonly number[] {
  const match = /^(?:([*?])|(\w+?)(?:-(\w+))?)(?:\/(\d+))?$/.exec(item);
  if (match === null) throw new Error(`cron field ${field.name} cannot hold "${item}"`);
  const [, star, from = '', to, stepText] = match;
  const step = Number(stepText ?? 1);
  if (step === 0) throw new Error(`cron field ${field.name}: the step of "${item}" is 0`);
  const first = star === undefined ? numberOf(from, field) : field.min;
  const stated = to === undefined ? undefined : numberOf(to, field);
  const isSingle = star === undefined && stepText === undefined;
  const size = field.max - field.min + 1;
  let last = stated ?? (isSingle ? first : field.max);
  const isWholeWeek = field === DAY_OF_WEEK && from === '0' && to === '7';
  if (last < first || isWholeWeek) last += size;
  const values: number[] = [];
  for (let value = first; value <= last; value += step) values.push(((value - field.min) % size) + field.min);
  return values;
}

function numberOf(text: string, field: Field): number {
  const named = field.names.indexOf(text);
  if (named >= 0) return named + field.min;
  if (!/^\d+$/.test(text)) throw new Error(`cron field ${field.name} cannot hold "${text}"`);
  const number = Number(text);
  return field === DAY_OF_WEEK && number === 7 ? 0 : checked(number, field, text);
}

function checked(value: number, field: Field, text: string): number {
  if (value < field.min || value > field.max) throw new Error(`cron field ${field.name} cannot hold "${text}"`);
  return value;
}
