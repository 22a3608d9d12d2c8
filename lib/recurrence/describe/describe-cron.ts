import { type Cron, parseCron } from '../cron/cron.js';
import { cronFields } from '../cron/cron-text.js';
import type { CronRule, Month } from '../recurrence.js';
import { cronDayWords } from './cron-day-words.js';
import { cronTimeWords } from './cron-time-words.js';
import { yearWords } from './cron-year-words.js';
import { ALL_MONTHS, datesOfYear, lengthsOf, selectorWords } from './describe-days.js';
import { dayNames, listed, monthName } from './english.js';
import { type SimpleCronDays, simpleCronDays } from './simple-cron-days.js';

/** Cron text in words, all of it: what it means, whatever dialect it is in. */
export function cronWords({ text, dialect }: CronRule): string {
  const cron = parseCron(text, dialect);
  const months = cron.months as readonly Month[];
  const simple = simpleCronDays(cron);
  const days = simple === undefined ? writtenDays({ text, dialect }, months) : simpleDays(simple, months);
  const times = cronTimeWords(cron);
  const words = times.areTimes ? `${days.every} ${times.text}` : `${times.text}${days.on}`;
  return cron.years === undefined ? words : `${words}, ${yearWords(cron.years)}`;
}

/** Whether cron text names one time of day, which its words then say. */
export function isOneTime({ hours, minutes, seconds }: Cron): boolean {
  return hours.length * minutes.length * seconds.length === 1;
}

/** Days, as they stand before a time of day and behind steps. */
interface DayWords {
  readonly every: string;
  readonly on: string;
}

/** What fields say that no words of the grammar would. */
function writtenDays({ text, dialect }: Pick<CronRule, 'text' | 'dialect'>, months: readonly Month[]): DayWords {
  const words = cronDayWords(cronFields(text, dialect), Math.min(...lengthsOf(months)));
  const isEveryMonth = months.length === ALL_MONTHS.length;
  if (isEveryMonth) return { every: `every month ${words}`, on: ` every month ${words}` };
  const inMonths = `in ${listed(months.map(monthName))}`;
  return { every: `every year ${inMonths} ${words}`, on: ` ${inMonths} ${words}` };
}

function simpleDays(days: SimpleCronDays, months: readonly Month[]): DayWords {
  const isEveryMonth = months.length === ALL_MONTHS.length;
  const inMonths = isEveryMonth ? '' : ` in ${listed(months.map(monthName))}`;
  switch (days.kind) {
    case 'everyDay':
      return { every: `every day${inMonths}`, on: inMonths };
    case 'daysOfWeek':
      return {
        every: `every week${inMonths} on ${dayNames(days.days)}`,
        on: ` on ${dayNames(days.days)}${inMonths}`,
      };
    case 'daysOfMonth': {
      if (!isEveryMonth) {
        const dates = datesOfYear(days.days, months);
        return { every: `every year on ${dates}`, on: ` on ${dates}` };
      }
      const dates = selectorWords(days.days, months);
      return { every: `every month on ${dates}`, on: ` on ${dates} of every month` };
    }
  }
}
