import { isRestricted, parseCron } from '../cron/cron.js';
import {
  type CronFieldSpec,
  DAY_OF_MONTH,
  DAY_OF_WEEK,
  HOUR,
  MINUTE,
  MONTH,
  readSet,
  SECOND,
} from '../cron/cron-field.js';
import { type CronFields, cronFields } from '../cron/cron-text.js';
import { unevenSteps } from '../cron/uneven-steps.js';
import { lengthsOf } from '../describe/describe-days.js';
import { listed } from '../describe/english.js';
import { unevenWords } from '../describe/notes.js';
import type { CronRule, Month } from '../recurrence.js';
import type { Remark } from './remark.js';

/** The last day that every month has. */
const LAST_SURE_DAY = 28;

/** What cron text may not mean as it was meant. */
export function* lintCron(rule: CronRule): Generator<Remark> {
  const { text, dialect } = rule;
  const fields = cronFields(text, dialect);
  const { dayOfMonth, dayOfWeek } = fields;
  if (isRestricted(dayOfMonth) && isRestricted(dayOfWeek)) {
    yield {
      code: 'cronEitherDay',
      message: `cron '${text}' runs on the days of the month ${dayOfMonth} and on the days of the week ${dayOfWeek}, too: either may match`,
      remedy: 'leave one of the two fields *, and narrow with onlyOn(…) if both must match',
    };
  }
  const missing = daysThatMayMiss(dayOfMonth, parseCron(text, dialect).months as readonly Month[]);
  if (missing.length > 0) {
    yield {
      code: 'cronMissingDay',
      message: `cron '${text}' runs on ${missing.length === 1 ? 'day' : 'days'} ${listed(missing)} only in months that have ${missing.length === 1 ? 'it' : 'them'}: a missing day is skipped`,
      remedy: 'write L for the last day, or use months().on(day), which takes the last day of a shorter month',
    };
  }
  yield* starsForZeros(rule, fields);
  yield* wrappedRanges(text, fields);
  for (const [index, { item, field }] of unevenSteps(rule).entries()) {
    yield {
      code: 'unevenStep',
      message: `cron '${text}' steps by ${item} through the ${field}, which does not divide it: ${unevenWords(rule)[index]}`,
      remedy: 'take a step that divides, or say toRunEvery(n), which counts on',
    };
  }
}

/** Days that some of the months lack; not the end of a run of days that all have. */
function daysThatMayMiss(field: string, months: readonly Month[]): readonly string[] {
  if (!isRestricted(field)) return [];
  const items = field.split(',');
  const days = new Set(items.flatMap(item => readSet(item, DAY_OF_MONTH) ?? []));
  const shortest = Math.min(...lengthsOf(months));
  const isTail = (day: number): boolean => day <= LAST_SURE_DAY || (days.has(day - 1) && isTail(day - 1));
  const numbers = [...days].filter(day => day > shortest && !isTail(day)).map(String);
  return [...numbers, ...items.filter(item => neededDays(item) > shortest)];
}

/** How long a month must be to have the day of `31W` or `L-29`. */
function neededDays(item: string): number {
  const [, near, back] = /^(?:(\d+)W|L-(\d+)W?)$/.exec(item) ?? [];
  return Number(near ?? (back === undefined ? 0 : Number(back) + 1));
}

/** Where a star may have been meant as a zero: beside certain numbers of the field after it. */
const STARS = [
  ['cronEveryMinute', 'minute', 'hour'],
  ['cronEverySecond', 'second', 'minute'],
] as const;

function* starsForZeros({ text, dialect }: CronRule, fields: CronFields): Generator<Remark> {
  for (const [code, unit, of] of STARS) {
    if (fields[unit] !== '*' || !/^\d+(,\d+)*$/.test(fields[of])) continue;
    const { minutes, seconds } = parseCron(text, dialect);
    const times = unit === 'minute' ? minutes.length * seconds.length : seconds.length;
    yield {
      code,
      message: `cron '${text}' runs every ${unit} of the ${of}${fields[of].includes(',') ? 's' : ''} ${fields[of]}, ${times} times in each`,
      remedy: `write 0 for the ${unit} to run at the full ${of}`,
    };
  }
}

const RANGES = [
  ['second', SECOND],
  ['minute', MINUTE],
  ['hour', HOUR],
  ['dayOfMonth', DAY_OF_MONTH],
  ['month', MONTH],
  ['dayOfWeek', DAY_OF_WEEK],
] as const;

function* wrappedRanges(text: string, fields: CronFields): Generator<Remark> {
  for (const [name, spec] of RANGES) {
    for (const item of fields[name].split(',').filter(each => /^\w+-\w+/.test(each))) {
      const numbers = readSet(item, spec) ?? [];
      const isWrapped = numbers.some((number, index) => number < (numbers[index - 1] ?? number));
      if (!isWrapped || (name === 'dayOfWeek' && numbers.at(-1) === 0)) continue;
      yield {
        code: 'cronWrappedRange',
        message: `cron '${text}' has ${item} for the ${spec.name}, which goes over the end: ${numbers.map(nameIn(spec)).join(', ')}`,
        remedy: 'leave it if that is meant, or exchange the two',
      };
    }
  }
}

/** Days by their names, since dialects number them otherwise. */
function nameIn(spec: CronFieldSpec): (number: number) => string {
  return number => (spec === DAY_OF_WEEK ? spec.names[number] : undefined) ?? String(number);
}
