import { type Cron, parseCron } from '../cron/cron.js';
import type { CronRule, Month } from '../recurrence.js';
import { type CronDays, cronDays } from './cron-rule.js';
import { ALL_MONTHS, datesOfYear, selectorWords } from './describe-days.js';
import { clockText, dayNames, everyFew, listed, monthName } from './english.js';

/** More times than these are not said one by one. */
const MAX_TIMES = 6;

/** Cron text in words, where these are simple; else the text itself. */
export function cronWords({ text, dialect }: CronRule): string {
  const cron = parseCron(text, dialect);
  const words = simpleWords(cron);
  if (words === undefined) return dialect === undefined ? `cron '${text}'` : `${dialect} cron '${text}'`;
  return cron.years === undefined ? words : `${words}, in ${listed(runsOf(cron.years))}`;
}

/** Years, three or more in a row as `2027 to 2030`. */
function runsOf(years: readonly number[]): readonly string[] {
  const starts = years.filter((year, index) => years[index - 1] !== year - 1);
  return starts.flatMap(start => {
    let end = start;
    while (years.includes(end + 1)) end++;
    return end - start > 1 ? [`${start} to ${end}`] : years.filter(year => year >= start && year <= end).map(String);
  });
}

function simpleWords(cron: Cron): string | undefined {
  const days = cronDays(cron);
  if (days === undefined) return undefined;
  const months = cron.months as readonly Month[];
  const times = clockTimes(cron);
  if (times !== undefined) return `${everyWords(days, months)} at ${listed(times)}`;
  const steps = stepWords(cron);
  return steps && `${steps}${onWords(days, months)}`;
}

/** Whether cron text names one time of day, which its words then say. */
export function isOneTime({ hours, minutes, seconds }: Cron): boolean {
  return hours.length * minutes.length * seconds.length === 1;
}

function everyWords(days: CronDays, months: readonly Month[]): string {
  const isEveryMonth = months.length === ALL_MONTHS.length;
  const inMonths = isEveryMonth ? '' : ` in ${listed(months.map(monthName))}`;
  switch (days.kind) {
    case 'everyDay':
      return `every day${inMonths}`;
    case 'daysOfWeek':
      return `every week${inMonths} on ${dayNames(days.days)}`;
    case 'daysOfMonth':
      return isEveryMonth
        ? `every month on ${selectorWords(days.days, months)}`
        : `every year on ${datesOfYear(days.days, months)}`;
  }
}

function onWords(days: CronDays, months: readonly Month[]): string {
  const isEveryMonth = months.length === ALL_MONTHS.length;
  const inMonths = isEveryMonth ? '' : ` in ${listed(months.map(monthName))}`;
  switch (days.kind) {
    case 'everyDay':
      return inMonths;
    case 'daysOfWeek':
      return ` on ${dayNames(days.days)}${inMonths}`;
    case 'daysOfMonth':
      return isEveryMonth
        ? ` on ${selectorWords(days.days, months)} of every month`
        : ` on ${datesOfYear(days.days, months)}`;
  }
}

function clockTimes({ hours, minutes, seconds }: Cron): readonly string[] | undefined {
  if (hours.length * minutes.length * seconds.length > MAX_TIMES) return undefined;
  return hours.flatMap(hour => minutes.flatMap(minute => seconds.map(second => clockText({ hour, minute, second }))));
}

/** Even steps through an hour or a minute, perhaps within some hours. */
function stepWords({ hours, minutes, seconds }: Cron): string | undefined {
  const isAllDay = hours.length === 24;
  if (isAllDay && minutes.length === 60 && stepOf(seconds) !== undefined)
    return everyFew(stepOf(seconds) as number, 'seconds');
  const isOnTheMinute = seconds.length === 1 && seconds[0] === 0;
  const first = hours[0] as number;
  const last = hours.at(-1) as number;
  if (!isOnTheMinute || last - first !== hours.length - 1) return undefined;

  const step = minutes.length === 1 ? 60 : stepOf(minutes);
  if (step === undefined) return undefined;
  const steps = step === 60 ? 'every hour' : everyFew(step, 'minutes');
  const minute = minutes[0] as number;
  if (isAllDay) return minute === 0 ? steps : `${steps} at minute ${minute}`;
  const from = clockText({ hour: first, minute, second: 0 });
  return `${steps} from ${from} to ${clockText({ hour: last, minute: minutes.at(-1) as number, second: 0 })}`;
}

/** The distance of numbers that divide 0 to 59 evenly, from 0 on. */
function stepOf(numbers: readonly number[]): number | undefined {
  const step = 60 / numbers.length;
  return numbers.length > 1 && numbers.every((number, index) => number === index * step) ? step : undefined;
}
