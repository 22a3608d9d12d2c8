import { isRestricted, parseCron } from '../cron/cron.js';
import { DAY_OF_MONTH, readSet } from '../cron/cron-field.js';
import { cronFields } from '../cron/cron-text.js';
import { lengthsOf } from '../describe/describe-days.js';
import { listed } from '../describe/english.js';
import type { CronRule, Month } from '../recurrence.js';
import type { Remark } from './lint-checks.js';

/** The last day that every month has. */
const LAST_SURE_DAY = 28;

/** What cron text may not mean as it was meant. */
export function* lintCron({ text, dialect }: CronRule): Generator<Remark> {
  const { dayOfMonth, dayOfWeek } = cronFields(text, dialect);
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
      message: `cron '${text}' runs on ${missing.length === 1 ? 'day' : 'days'} ${listed(missing.map(String))} only in months that have ${missing.length === 1 ? 'it' : 'them'}: a missing day is skipped`,
      remedy: 'write L for the last day, or use months().on(day), which takes the last day of a shorter month',
    };
  }
}

/** Days that some of the months lack; not the end of a run of days that all have. */
function daysThatMayMiss(field: string, months: readonly Month[]): readonly number[] {
  if (!isRestricted(field)) return [];
  const days = new Set(field.split(',').flatMap(item => readSet(item, DAY_OF_MONTH) ?? []));
  const shortest = Math.min(...lengthsOf(months));
  const isTail = (day: number): boolean => day <= LAST_SURE_DAY || (days.has(day - 1) && isTail(day - 1));
  return [...days].filter(day => day > shortest && !isTail(day));
}
