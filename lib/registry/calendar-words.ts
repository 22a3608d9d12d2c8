import { checkOptions, isOptions } from '../arguments.js';
import { ScheduleError, ScheduleRangeError, shown } from '../errors.js';
import type { OnOptions, RollOptions } from '../grammar/calendar.js';
import type { DateInput } from '../grammar/narrowing.js';
import type { ClockTime, DayOfWeek, DaySelector, IfMissing, Month, Unit } from '../recurrence/recurrence.js';
import { readDates } from './date-inputs.js';
import { also, type Draft, jobLabel, refuseTwice, sayCalendar } from './draft.js';
import { checkWhole, DAY_OF_WEEK, HOUR, MINUTE, MONTH, SECOND } from './range.js';
import { meantClock } from './slips.js';

type Nth = 1 | 2 | 3 | 4 | 5 | -1;

/** The longest month: days count from −31 to 31. */
const LONGEST_MONTH = 31;

/** The words for days and times, each from a draft to the next; what they mean is in the grammar. */
export const calendar = { at, on, onNth, onTheLastDay, onWeekday, inMonths, weekdaysOnly, skippingDays };

/** `hours().at(m)` or `days().at(h, m, s)`, by the unit. */
function at(draft: Draft, first: number, minute?: number, second?: number): Draft {
  if (said(draft, 'at', ['hours', 'days', 'weekdays', 'weekends', 'weeks', 'months', 'years']) === 'hours') {
    refuseClockTime(draft, minute === undefined ? second : minute);
    checkWhole(draft, 'at', first, MINUTE);
    return sayCalendar(draft, { minutesOfHour: also(draft.calendar.minutesOfHour, first) });
  }
  return sayCalendar(draft, {
    clockTimes: also(draft.calendar.clockTimes, clockTime(draft, 'at', first, minute, second)),
  });
}

/** `weeks().on(day, …)` or `months().on(d, …, options)`, by the unit. */
function on(draft: Draft, args: readonly (number | OnOptions)[]): Draft {
  const unit = said(draft, 'on', ['weeks', 'months', 'years']);
  if (unit === 'weeks')
    return sayCalendar(draft, {
      daysOfWeek: also(draft.calendar.daysOfWeek, ...daysOfWeek(draft, 'on', args)),
    });
  const last = args.at(-1);
  const options = isOptions(last) ? last : undefined;
  const days = options === undefined ? args : args.slice(0, -1);
  refuseNoneAndList(draft, 'on', days, 'day');
  const ifMissing = ifMissingOf(draft, 'on', options, 'clamp');
  return select(
    draft,
    days.map(day => dayOfMonth(draft, day, ifMissing)),
  );
}

function onNth(draft: Draft, word: string, nth: Nth, dayOfWeek: DayOfWeek, options?: OnOptions): Draft {
  said(draft, word, ['months', 'years']);
  checkWhole(draft, word, dayOfWeek, DAY_OF_WEEK);
  return select(draft, [
    { kind: 'nthDayOfWeek', nth, dayOfWeek, ifMissing: ifMissingOf(draft, word, options, 'skip') },
  ]);
}

function onTheLastDay(draft: Draft): Draft {
  said(draft, 'onTheLastDay', ['months', 'years']);
  return select(draft, [{ kind: 'dayOfMonth', day: -1, ifMissing: 'clamp' }]);
}

function onWeekday(draft: Draft, word: string, which: 'first' | 'last'): Draft {
  said(draft, word, ['months', 'years']);
  return select(draft, [{ kind: 'weekday', which }]);
}

function inMonths(draft: Draft, months: readonly Month[]): Draft {
  said(draft, 'in', ['years']);
  refuseNoneAndList(draft, 'in', months, 'month');
  for (const month of months) checkWhole(draft, 'in', month, MONTH);
  return sayCalendar(draft, { months: also(draft.calendar.months, ...months) });
}

function weekdaysOnly(draft: Draft, options: RollOptions = {}): Draft {
  const unit = said(draft, 'weekdaysOnly', ['days', 'months', 'years']);
  checkOptions(`${jobLabel(draft)}: weekdaysOnly(…)`, options, unit === 'days' ? [] : ['roll'], ROLL_STRAYS);
  const { roll = 'forward' } = options;
  if (roll !== 'forward' && roll !== 'back') {
    throw new ScheduleError(`${jobLabel(draft)}: roll of weekdaysOnly(…) is 'forward' or 'back', not ${shown(roll)}`);
  }
  const before = draft.calendar.weekdaysOnly;
  if (before !== roll) refuseTwice(draft, before, 'weekdaysOnly');
  return sayCalendar(draft, { weekdaysOnly: roll });
}

const ROLL_STRAYS = { roll: 'after days() it drops Saturdays and Sundays, and rolls after months() and years() alone' };

function skippingDays(draft: Draft, inputs: readonly DateInput[]): Draft {
  said(draft, 'skippingDays', ['months', 'years']);
  const { dates, predicates } = readDates(draft, 'skippingDays', inputs);
  return sayCalendar(draft, {
    skippingDays: also(draft.calendar.skippingDays, ...dates),
    skippingWhere: also(draft.calendar.skippingWhere, ...predicates),
  });
}

/** A clock time, if there is one such; `word` names it in the error. */
export function clockTime(draft: Draft, word: string, hour: unknown, minute?: unknown, second: unknown = 0): ClockTime {
  if (minute === undefined) {
    refuseClockInOne(draft, word, hour);
    return clockTime(draft, word, hour, 0, second);
  }
  checkWhole(draft, word, hour, HOUR);
  checkWhole(draft, word, minute, MINUTE);
  checkWhole(draft, word, second, SECOND);
  return { hour: hour as number, minute: minute as number, second: second as number };
}

function refuseClockInOne(draft: Draft, word: string, value: unknown): void {
  const meant = meantClock(value) ?? (typeof value === 'number' ? undefined : '21, 15');
  if (meant === undefined) return;
  throw new ScheduleRangeError(
    `${jobLabel(draft)}: ${word}(…) takes the hour, the minute and the second as numbers of their own, not ${shown(value)}; say ${word}(${meant})`,
  );
}

/** These days of the week, if all of them are. */
export function daysOfWeek(draft: Draft, word: string, days: readonly unknown[]): readonly DayOfWeek[] {
  refuseNoneAndList(draft, word, days, 'day');
  for (const day of days) checkWhole(draft, word, day, DAY_OF_WEEK);
  return days as readonly DayOfWeek[];
}

/** The unit that was said, if the word can follow it. Types see to that; this is for callers without them. */
function said(draft: Draft, word: string, units: readonly Unit[]): Unit {
  const unit = draft.timing.pending === undefined ? draft.timing.every?.unit : undefined;
  if (unit !== undefined && units.includes(unit)) return unit;
  throw new ScheduleError(
    `${jobLabel(draft)}: ${word}(…) follows ${units.map(name => `${name}()`).join(', ')}, not ${unit ?? draft.timing.head ?? 'schedule'}(…)`,
  );
}

function refuseNoneAndList(draft: Draft, word: string, items: readonly unknown[], what: string): void {
  if (items.length > 0 && !Array.isArray(items[0])) return;
  const how = items.length > 0 ? `${what}s one by one, not a list: say ${word}(...${what}s)` : `at least one ${what}`;
  throw new ScheduleError(`${jobLabel(draft)}: ${word}(…) takes ${how}`);
}

function refuseClockTime(draft: Draft, more: number | undefined): void {
  if (more === undefined) return;
  throw new ScheduleError(
    `${jobLabel(draft)}: at(…) takes one minute of the hour after hours(): for a second one say at again, for a clock time toRunEvery(1).days().at(9, 30)`,
  );
}

function ifMissingOf(draft: Draft, word: string, options: OnOptions = {}, unsaid: IfMissing): IfMissing {
  checkOptions(`${jobLabel(draft)}: ${word}(…)`, options, ['ifMissing']);
  const { ifMissing = unsaid } = options;
  if (ifMissing === 'clamp' || ifMissing === 'skip') return ifMissing;
  throw new ScheduleError(`${jobLabel(draft)}: ifMissing of ${word}(…) is 'clamp' or 'skip', not ${shown(ifMissing)}`);
}

function dayOfMonth(draft: Draft, day: unknown, ifMissing: IfMissing): DaySelector {
  if (isDayOfMonth(day)) return { kind: 'dayOfMonth', day, ifMissing };
  throw new ScheduleRangeError(
    `${jobLabel(draft)}: the day of on(…) must be a whole number from 1 to ${LONGEST_MONTH}, or from -1 (the last day) to -${LONGEST_MONTH}, not ${shown(day)}${meantDay(day)}`,
  );
}

function isDayOfMonth(day: unknown): day is number {
  return Number.isInteger(day) && day !== 0 && Math.abs(day as number) <= LONGEST_MONTH;
}

function meantDay(text: unknown): string {
  if (typeof text !== 'string') return '';
  if (isDayOfMonth(Number(text))) return `; say ${Number(text)}, without quotes`;
  return '; for a day of the week say onTheFirst(DayOfWeek.Monday) or its like, for the last day onTheLastDay()';
}

function select(draft: Draft, days: readonly DaySelector[]): Draft {
  return sayCalendar(draft, {
    daysOfMonth: also(draft.calendar.daysOfMonth, ...days),
  });
}
