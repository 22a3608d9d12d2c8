import { ScheduleError, shown } from '../../errors.js';
import type { CronDialect } from '../recurrence.js';
import { readDayOfWeek } from './cron-days.js';
import { DAY_NAMES, SETS } from './cron-field.js';
import { habitIn } from './habits.js';

/** Text longer than this is refused unread: sixty minutes and sixty seconds, all listed, take a third of it. */
const MAX_LENGTH = 1000;

/** The fields of cron text in our own order and numbering, in capitals. */
export interface CronFields {
  readonly second: string;
  readonly minute: string;
  readonly hour: string;
  readonly dayOfMonth: string;
  readonly month: string;
  readonly dayOfWeek: string;
  /** `*` where the dialect has no year, or none is said. */
  readonly year: string;
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
 * Takes cron text apart: five fields (minute, hour, day of month, month, day of week), six with seconds first, or a
 * macro; in another dialect, that one's fields.
 * @throws ScheduleError for the wrong number of fields, for `?` out of place, and for what other tools alone understand.
 */
export function cronFields(text: string, dialect: CronDialect | undefined): CronFields {
  if (text.length > MAX_LENGTH) {
    throw new ScheduleError(
      `cron text of ${text.length} characters is refused unread: say it in ${MAX_LENGTH} at most`,
    );
  }
  const normal = text.trim().toUpperCase();
  const expanded = MACROS[dialect === undefined ? normal : ''] ?? normal;
  const fields = expanded === '' ? [] : expanded.split(/\s+/);
  const found = FIELDS_OF[dialect ?? 'cron'](fields);
  if (found === undefined) throw cronRefusal(text, dialect, wrongNumber(normal, dialect, fields.length));
  refuseQuestionMarks(text, found, dialect);
  return dialect === undefined ? found : { ...found, dayOfWeek: renumbered(text, found.dayOfWeek) };
}

/** The refusal of cron text: for the habit of another tool that it shows, or else for `why`. */
export function cronRefusal(text: string, dialect: CronDialect | undefined, why: string): ScheduleError {
  const habit = habitIn(text, dialect);
  return new ScheduleError(`${cronNamed(text)}${habit === undefined ? why : ` ${habit}`}`);
}

function cronNamed(text: string): string {
  return `cron text ${shown(text)}`;
}

const FIELDS_OF: Readonly<Record<CronDialect | 'cron', (fields: readonly string[]) => CronFields | undefined>> = {
  cron(fields) {
    const [second = '', minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = ''] =
      fields.length === 5 ? ['0', ...fields] : fields;
    if (fields.length < 5 || fields.length > 6) return undefined;
    return { second, minute, hour, dayOfMonth, month, dayOfWeek, year: '*' };
  },
  quartz([second = '', minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek, year = '*', ...others]) {
    if (dayOfWeek === undefined || others.length > 0) return undefined;
    return { second, minute, hour, dayOfMonth, month, dayOfWeek, year };
  },
  aws([minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year, ...others]) {
    if (year === undefined || others.length > 0) return undefined;
    return { second: '0', minute, hour, dayOfMonth, month, dayOfWeek, year };
  },
};

const EXPECTED: Readonly<Record<CronDialect | 'cron', string>> = {
  cron: 'five or six fields (minute, hour, day of month, month, day of week, with seconds before them if you like)',
  quartz: 'six or seven fields (second, minute, hour, day of month, month, day of week, and a year if you like)',
  aws: 'six fields (minute, hour, day of month, month, day of week, year)',
};

function wrongNumber(normal: string, dialect: CronDialect | undefined, count: number): string {
  const macros = Object.keys(MACROS).join(' ').toLowerCase();
  if (normal.startsWith('@') && dialect === undefined) return ` is no macro: use one of ${macros}`;
  return ` must have ${EXPECTED[dialect ?? 'cron']}, not ${count}`;
}

/** `?` says that the other of the two day fields decides, so it is the whole of a field, and not of both. */
function refuseQuestionMarks(text: string, fields: CronFields, dialect: CronDialect | undefined): void {
  const { dayOfMonth, dayOfWeek } = fields;
  const marks = [dayOfMonth, dayOfWeek].filter(field => field === '?').length;
  const isMisplaced = Object.values(fields).join('').split('?').length - 1 > marks;
  if (isMisplaced || marks > 1) {
    const why = ' has a ? out of place: it may be all of one of the two day fields, no more';
    throw cronRefusal(text, dialect, why);
  }
  if (dialect !== undefined && marks === 0) {
    throw new ScheduleError(
      `${cronNamed(text)} lacks a ?: in the dialect '${dialect}' one of the two day fields is ?, as in ${EXAMPLES[dialect]}`,
    );
  }
  const isNumbered = dayOfWeek.split(',').some(item => /\d/.test(item.replace(/[/#]\d+$/, '')));
  if (dialect === undefined && dayOfMonth === '?' && isNumbered) {
    throw new ScheduleError(
      `${cronNamed(text)}: the day of week field can't hold ${shown(dayOfWeek)} beside ?, since tools that know ? disagree about which day is 1: say names such as MON-FRI, or toRunCron(text, { dialect: 'quartz' })`,
    );
  }
}

const EXAMPLES: Readonly<Record<CronDialect, string>> = { quartz: "'0 0 9 ? * MON-FRI'", aws: "'0 9 ? * MON-FRI *'" };

/** The days of the week of a dialect in which 1 is Sunday, as names; `L` alone is Saturday there. */
function renumbered(text: string, field: string): string {
  return field
    .split(',')
    .map(item => {
      const named =
        item === 'L' ? 'SAT' : item.replace(/(?<![/#\d])\d+/g, number => DAY_NAMES[Number(number) - 1] ?? '!');
      if (readDayOfWeek(named) !== undefined) return named;
      throw new ScheduleError(
        `${cronNamed(text)}: the day of week field can't hold ${shown(item)}; in this dialect it may hold 1 for Sunday to 7 for Saturday, SUN to SAT, ${SETS}, L, nL and n#1 to n#5, or ? alone`,
      );
    })
    .join();
}
