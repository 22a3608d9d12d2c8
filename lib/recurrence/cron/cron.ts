import { ScheduleError, shown } from '../../errors.js';
import type { MonthShape } from '../days/month-days.js';
import { type DayChooser, readDayOfMonth, readDayOfWeek } from './cron-days.js';
import { type CronFieldSpec, DAY_OF_MONTH, DAY_OF_WEEK, HOUR, MINUTE, MONTH, readSet, SECOND } from './cron-field.js';

/** Cron text, read. The lists of numbers are ascending and never empty. */
export interface Cron {
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: readonly number[];
  /** The fields that say which days there are, as text: the same for the same days. */
  readonly dayFields: string;
  /** The days that it names in a month of this shape. */
  readonly days: (shape: MonthShape) => readonly number[];
  /** Whether it follows elapsed time over clock changes, rather than naming clock times. */
  readonly isFrequency: boolean;
}

const MACROS: Readonly<Record<string, string>> = {
  '@YEARLY': '0 0 1 1 *',
  '@ANNUALLY': '0 0 1 1 *',
  '@MONTHLY': '0 0 1 * *',
  '@WEEKLY': '0 0 * * 0',
  '@DAILY': '0 0 * * *',
  '@MIDNIGHT': '0 0 * * *',
  '@HOURLY': '0 * * * *',
};

/**
 * Reads five fields (minute, hour, day of month, month, day of week), six with seconds first, or a macro, in capitals
 * or not.
 * @throws ScheduleError that names the field, its text, and what it may hold.
 */
export function parseCron(text: string): Cron {
  const [second = '', minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = ''] = cronFields(text);
  return {
    seconds: readNumbers(text, second, SECOND),
    minutes: readNumbers(text, minute, MINUTE),
    hours: readNumbers(text, hour, HOUR),
    months: readNumbers(text, month, MONTH),
    dayFields: `${dayOfMonth} ${month} ${dayOfWeek}`,
    days: combine(
      { isRestricted: isRestricted(dayOfMonth), days: readDays(text, dayOfMonth, DAY_OF_MONTH, readDayOfMonth) },
      { isRestricted: isRestricted(dayOfWeek), days: readDays(text, dayOfWeek, DAY_OF_WEEK, readDayOfWeek) },
    ),
    isFrequency: [second, minute, hour].some(field => /[*?/-]/.test(field)),
  };
}

/** The six fields of cron text in capitals, a macro written out, the second 0 where it is unsaid. @throws ScheduleError */
export function cronFields(text: string): readonly string[] {
  const normal = String(text).trim().toUpperCase();
  const fields = (MACROS[normal] ?? normal).split(/\s+/);
  if (fields.length === 5) return ['0', ...fields];
  if (fields.length === 6) return fields;
  const expected = 'minute, hour, day of month, month, day of week, with seconds before them if you like';
  if (normal.startsWith('@'))
    throw new ScheduleError(
      `cron text ${shown(text)} is no macro: use one of ${Object.keys(MACROS).join(' ').toLowerCase()}`,
    );
  throw new ScheduleError(
    `cron text ${shown(text)} must have five or six fields (${expected}), not ${normal === '' ? 0 : fields.length}`,
  );
}

function readNumbers(text: string, field: string, spec: CronFieldSpec): readonly number[] {
  const items = field.split(',').map(item => readSet(item, spec) ?? unreadable(text, item, spec));
  return [...new Set(items.flat())].sort((a, b) => a - b);
}

function readDays(
  text: string,
  field: string,
  spec: CronFieldSpec,
  read: (item: string) => DayChooser | undefined,
): DayChooser {
  const choosers = field.split(',').map(item => read(item) ?? unreadable(text, item, spec));
  return shape => choosers.flatMap(choose => choose(shape));
}

function unreadable(text: string, item: string, spec: CronFieldSpec): never {
  throw new ScheduleError(
    `cron text ${shown(text)}: the ${spec.name} field can't hold ${shown(item)}; it may hold ${spec.mayHold}`,
  );
}

/** Vixie's rule: a field that starts with a star restricts nothing by itself, even if it has a step. */
export function isRestricted(field: string): boolean {
  return !/^[*?]/.test(field);
}

interface DayField {
  readonly isRestricted: boolean;
  readonly days: DayChooser;
}

/** Where both day fields are restricted either may match, else both must. */
function combine(dayOfMonth: DayField, dayOfWeek: DayField): DayChooser {
  if (dayOfMonth.isRestricted && dayOfWeek.isRestricted)
    return shape => [...dayOfMonth.days(shape), ...dayOfWeek.days(shape)];
  return shape => {
    const matching = new Set(dayOfWeek.days(shape));
    return dayOfMonth.days(shape).filter(day => matching.has(day));
  };
}
