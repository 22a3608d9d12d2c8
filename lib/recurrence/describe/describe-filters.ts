import { parseIsoDate } from '../../time/calendar.js';
import { DayOfWeek, type Filters, type Recurrence, type Window } from '../recurrence.js';
import { overnightMs } from '../windows.js';
import { clockText, dateText, dayNames, listed } from './english.js';

/** More excepted dates than these are counted, not said. */
const MAX_DATES = 5;

/** The windows of a recurrence, as they follow its rule. */
export function windowWords({ rule, filters: { between, unlessBetween } }: Recurrence): string {
  const but = unlessBetween.length === 0 ? '' : ` but not ${windowsText(unlessBetween)}`;
  if (between.length === 0) return but;
  const anew = between.length === 1 ? ', anew each day' : ', anew at each opening';
  return ` ${windowsText(between)}${rule.kind === 'elapsed' ? anew : ''}${but}`;
}

/** `between 09:00 and 12:00 and between 13:00 and 17:00`, or another last word than `and`. */
export function windowsText(windows: readonly Window[], last?: string): string {
  return listed(
    windows.map(({ from, to }) => `between ${clockText(from)} and ${clockText(to)}`),
    last,
  );
}

/** What its other filters leave out, each a clause. */
export function filterClauses(filters: Filters): readonly string[] {
  const { between, onlyOn, exceptOn, exceptWhere } = filters;
  const clauses: string[] = [];
  if (onlyOn !== undefined) clauses.push(weekWords(onlyOn));
  if (exceptOn.length > 0) clauses.push(`not on ${datesWords(exceptOn)}`);
  if (exceptWhere.length > 0) clauses.push('not on dates that a function excepts');
  if (clauses.length > 0 && overnightMs(between) > 0) clauses.push('by the day on which the window opens');
  return clauses;
}

/** `only on Monday to Friday`, or the other way round where that is shorter: `not on Saturday`. */
function weekWords(onlyOn: readonly DayOfWeek[]): string {
  const others = Object.values(DayOfWeek).filter(day => !onlyOn.includes(day));
  const isRun = (onlyOn.at(-1) ?? 0) - (onlyOn[0] ?? 0) === onlyOn.length - 1;
  return isRun || others.length > 2 ? `only on ${dayNames(onlyOn)}` : `not on ${dayNames(others)}`;
}

function datesWords(isoDates: readonly string[]): string {
  const dates = isoDates.map(text => dateText(parseIsoDate(text) as number));
  return dates.length > MAX_DATES ? `${dates.length} dates from ${dates[0]} to ${dates.at(-1)}` : listed(dates, 'or');
}
