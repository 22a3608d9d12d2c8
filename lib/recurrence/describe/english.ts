import { DAY_MS, dateOfDay, dayOfWall, HOUR_MS, MINUTE_MS, padded } from '../../time/calendar.js';
import { dateTimeIn } from '../../time/instant.js';
import type { Span } from '../../time/span.js';
import type { Zone } from '../../time/zone.js';
import type { ClockTime, DayOfWeek, Month } from '../recurrence.js';
import { clockTimeMs } from '../times-of-day.js';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];

/** The name of a day of the week. */
export function dayName(day: DayOfWeek): string {
  return DAYS[day - 1] as string;
}

/** The name of a month. */
export function monthName(month: Month): string {
  return MONTHS[month - 1] as string;
}

/** `Monday, Wednesday and Friday`, or another last word than `and`. */
export function listed(items: readonly string[], last = 'and'): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
}

/** Days of the week, sorted: three or more in a row are `Monday to Friday`. */
export function dayNames(days: readonly DayOfWeek[]): string {
  const [first, last] = [days[0] as DayOfWeek, days.at(-1) as DayOfWeek];
  const isRun = days.length > 2 && last - first === days.length - 1;
  return isRun ? `${dayName(first)} to ${dayName(last)}` : listed(days.map(dayName));
}

/** `first` to `fifth`. */
export function ordinalWord(nth: number): string {
  return ORDINALS[nth - 1] as string;
}

/** `1st`, `2nd`, `31st`. */
export function ordinal(nth: number): string {
  const isTeen = Math.floor(nth / 10) % 10 === 1;
  const suffix = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][nth % 10] ?? 'th');
  return `${nth}${suffix}`;
}

/** `every week`, `every second week`, `every 5th week`. */
export function everyNth(nth: number, unit: string): string {
  if (nth === 1) return `every ${unit}`;
  return `every ${nth < 5 ? ordinalWord(nth) : ordinal(nth)} ${unit}`;
}

/** `every minute`, `every 5 minutes`; the unit is a plural. */
export function everyFew(count: number, units: string): string {
  return count === 1 ? `every ${units.slice(0, -1)}` : `every ${count} ${units}`;
}

/** `5 minutes`, `1 day`. */
export function spanText({ count, unit }: Span): string {
  return `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
}

/** A length of time in the greatest unit that leaves no rest. */
export function lengthText(ms: number): string {
  const units = [
    ['hours', HOUR_MS],
    ['minutes', MINUTE_MS],
    ['seconds', 1000],
  ] as const;
  const [unit, unitMs] = units.find(([, size]) => ms % size === 0) ?? (['milliseconds', 1] as const);
  return spanText({ count: ms / unitMs, unit });
}

/** `09:00`, with seconds where there are any. */
export function clockText(time: ClockTime): string {
  return timeText(clockTimeMs(time));
}

/** What clocks of a zone show at an instant; where they show it twice, with the offset that tells which it is. */
export function instantText(zone: Zone, instant: number): string {
  const wall = zone.wallOf(instant);
  const isTwice = zone.locate(wall).kind === 'overlap';
  return `${momentText(wall)}${isTwice ? ` ${dateTimeIn(zone, instant).toFormat('ZZ')}` : ''}`;
}

/** `1 January 2024 at 09:00`. */
export function momentText(wall: number): string {
  const day = dayOfWall(wall);
  return `${dateText(day)} at ${timeText(wall - day * DAY_MS)}`;
}

/** `1 January 2024`. */
export function dateText(day: number): string {
  const date = dateOfDay(day);
  return `${date.day} ${monthName(date.month as Month)} ${date.year}`;
}

/** Milliseconds since midnight as `09:00`, `09:00:30` or `09:00:30.500`. */
function timeText(time: number): string {
  const minutes = `${padded(Math.floor(time / HOUR_MS), 2)}:${padded(Math.floor(time / MINUTE_MS) % 60, 2)}`;
  if (time % MINUTE_MS === 0) return minutes;
  const seconds = `${minutes}:${padded(Math.floor(time / 1000) % 60, 2)}`;
  return time % 1000 === 0 ? seconds : `${seconds}.${padded(time % 1000, 3)}`;
}
