import { shown } from '../../errors.js';
import type { MonthShape } from '../days/month-days.js';
import type { CronDialect } from '../recurrence.js';
import { type DayChooser, readDayOfMonth, readDayOfWeek } from './cron-days.js';
import {
  type CronFieldSpec,
  DAY_OF_MONTH,
  DAY_OF_WEEK,
  HOUR,
  MINUTE,
  MONTH,
  readSet,
  SECOND,
  sortedDistinct,
  YEAR,
} from './cron-field.js';
import { cronFields, cronRefusal } from './cron-text.js';

/** Cron text, read. The lists of numbers are ascending and never empty. */
export interface Cron {
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: readonly number[];
  /** Its years, where it is in a dialect that has them and names some. */
  readonly years: readonly number[] | undefined;
  /** The fields that say which days there are, as text: the same for the same days. */
  readonly dayFields: string;
  /** The days that it names in a month of this shape. */
  readonly days: (shape: MonthShape) => readonly number[];
  /** Whether it follows elapsed time over clock changes, rather than naming clock times. */
  readonly isFrequency: boolean;
}

/**
 * Reads cron text, in capitals or not, by its dialect.
 * @throws ScheduleError that names the field, its text, and what it may hold; or the habit of another tool.
 */
export function parseCron(text: string, dialect?: CronDialect): Cron {
  const { second, minute, hour, dayOfMonth, month, dayOfWeek, year } = cronFields(text, dialect);
  const said: Said = { text, dialect };
  return {
    seconds: readNumbers(said, second, SECOND),
    minutes: readNumbers(said, minute, MINUTE),
    hours: readNumbers(said, hour, HOUR),
    months: readNumbers(said, month, MONTH),
    years: year === '*' ? undefined : readNumbers(said, year, YEAR),
    dayFields: `${dayOfMonth} ${month} ${dayOfWeek}`,
    days: combine(
      { isRestricted: isRestricted(dayOfMonth), days: readDays(said, dayOfMonth, DAY_OF_MONTH, readDayOfMonth) },
      { isRestricted: isRestricted(dayOfWeek), days: readDays(said, dayOfWeek, DAY_OF_WEEK, readDayOfWeek) },
    ),
    isFrequency: [second, minute, hour].some(field => /[*/-]/.test(field)),
  };
}

interface Said {
  readonly text: string;
  readonly dialect: CronDialect | undefined;
}

function readNumbers(said: Said, field: string, spec: CronFieldSpec): readonly number[] {
  const items = field.split(',').map(item => readSet(item, spec) ?? unreadable(said, item, spec));
  return sortedDistinct(items.flat());
}

function readDays(
  said: Said,
  field: string,
  spec: CronFieldSpec,
  read: (item: string) => DayChooser | undefined,
): DayChooser {
  const choosers = field.split(',').map(item => read(item) ?? unreadable(said, item, spec));
  return shape => choosers.flatMap(choose => choose(shape));
}

function unreadable({ text, dialect }: Said, item: string, spec: CronFieldSpec): never {
  const mayHold = `it may hold ${spec.mayHold}${meantStep(item, spec)}`;
  throw cronRefusal(text, dialect, `: the ${spec.name} field can't hold ${shown(item)}; ${mayHold}`);
}

/** A step that is longer than the whole is meant as an interval. */
function meantStep(item: string, { max, unit }: CronFieldSpec): string {
  const step = Number(/^[*0]\/(\d+)$/.exec(item)?.[1] ?? 0);
  return step > max ? `; an interval is said by toRunEvery(${step}).${unit}()` : '';
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
