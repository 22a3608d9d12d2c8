import { runsOf, sortedDistinct } from '../cron/cron-field.js';
import { ALL_MONTHS, lengthsOf } from '../describe/describe-days.js';
import type { DailyRule, DayOfWeek, DaySelector, Month, MonthlyRule, WeeklyRule, YearlyRule } from '../recurrence.js';

const WEEK: readonly DayOfWeek[] = [1, 2, 3, 4, 5, 6, 7];
const THE_FIRST: readonly DaySelector[] = [{ kind: 'dayOfMonth', day: 1, ifMissing: 'clamp' }];

/** The days that count, and how many make up a week: every so many of them is one day of the week. */
const COUNTED: Readonly<Record<DailyRule['counting'], readonly DayOfWeek[]>> = {
  days: WEEK,
  weekdays: [1, 2, 3, 4, 5],
  weekends: [6, 7],
};

/** The fields for day of month, month and day of week of a rule that counts from the default anchor. */
export function calendarDays(
  rule: DailyRule | WeeklyRule | MonthlyRule | YearlyRule,
  onlyOn: readonly DayOfWeek[] | undefined,
): string | 'everyNth' | 'days' {
  switch (rule.kind) {
    case 'daily': {
      const counted = COUNTED[rule.counting];
      if (rule.every === 1) return weekFields(counted, onlyOn);
      return rule.every === counted.length ? weekFields([counted[0] as DayOfWeek], onlyOn) : 'everyNth';
    }
    case 'weekly':
      return rule.every === 1 ? weekFields(rule.on.length > 0 ? rule.on : [1], onlyOn) : 'everyNth';
    case 'monthly': {
      const months = ALL_MONTHS.filter(month => (month - 1) % rule.every === 0);
      return 12 % rule.every === 0 ? monthFields(rule, months, onlyOn) : 'everyNth';
    }
    case 'yearly':
      return rule.every === 1 ? monthFields(rule, rule.months.length > 0 ? rule.months : [1], onlyOn) : 'everyNth';
  }
}

/** Days of the month, or none, in these months, and days of the week, or all. */
export function dayFields(
  daysOfMonth: readonly string[],
  months: readonly Month[],
  daysOfWeek: readonly (DayOfWeek | string)[] | undefined,
): string {
  const month = months.length === ALL_MONTHS.length ? '*' : ranges(months);
  const numbers = (daysOfWeek ?? []).filter(day => typeof day === 'number').map(day => day % 7);
  const specials = (daysOfWeek ?? []).filter(day => typeof day === 'string');
  const isEveryDay = numbers.length === 7 || numbers.length + specials.length === 0;
  const dayOfWeek = isEveryDay ? '*' : [ranges(numbers), ...specials].filter(item => item !== '').join();
  return `${daysOfMonth.length === 0 ? '*' : daysOfMonth.join()} ${month} ${dayOfWeek}`;
}

function weekFields(days: readonly DayOfWeek[], onlyOn: readonly DayOfWeek[] = WEEK): string | 'days' {
  const left = days.filter(day => onlyOn.includes(day));
  return left.length === 0 ? 'days' : dayFields([], ALL_MONTHS, left);
}

function monthFields(
  { on, roll }: MonthlyRule | YearlyRule,
  months: readonly Month[],
  onlyOn: readonly DayOfWeek[] | undefined,
): string | 'days' {
  const items = (on.length > 0 ? on : THE_FIRST).map(selector => itemOf(selector, lengthsOf(months)));
  if (roll !== undefined || onlyOn !== undefined || items.includes(undefined)) return 'days';
  const saying = items.filter(item => item !== undefined);
  // Where both fields are restricted cron lets either match, which is what several words mean, too.
  const inField = (name: Item['field']) => saying.filter(({ field }) => field === name).map(({ text }) => text);
  return dayFields(inField('dayOfMonth'), months, inField('dayOfWeek'));
}

interface Item {
  readonly field: 'dayOfMonth' | 'dayOfWeek';
  readonly text: string;
}

/** Cron skips a missing day, so a clamped one must exist in each of the months or be the last of each. */
function itemOf(selector: DaySelector, lengths: readonly number[]): Item | undefined {
  switch (selector.kind) {
    case 'weekday':
      return { field: 'dayOfMonth', text: selector.which === 'first' ? '1W' : 'LW' };
    case 'nthDayOfWeek': {
      const day = selector.dayOfWeek % 7;
      if (selector.nth === 5 && selector.ifMissing === 'clamp') return undefined;
      return { field: 'dayOfWeek', text: selector.nth === -1 ? `${day}L` : `${day}#${selector.nth}` };
    }
    case 'dayOfMonth': {
      const text = dayOfMonthText(selector, Math.min(...lengths), Math.max(...lengths));
      return text === undefined ? undefined : { field: 'dayOfMonth', text };
    }
  }
}

function dayOfMonthText(
  { day, ifMissing }: Extract<DaySelector, { readonly kind: 'dayOfMonth' }>,
  shortest: number,
  longest: number,
): string | undefined {
  const plain = day > 0 ? `${day}` : day === -1 ? 'L' : `L-${-day - 1}`;
  if (Math.abs(day) <= shortest || ifMissing === 'skip') return plain;
  if (Math.abs(day) < longest) return undefined;
  return day > 0 ? 'L' : '1';
}

/** `1-5`, `0,6`; three or more in a row are a range. */
function ranges(numbers: readonly number[]): string {
  const runs = runsOf(sortedDistinct(numbers));
  return runs.map(run => (run.length > 2 ? `${run[0]}-${run.at(-1)}` : run.join())).join();
}
