import { dayOf, format } from './zone-text.js';

/** How much of an instant is said: seconds only of today, the day only of another one. */
export interface ClockDetail {
  /** Whether seconds are said of an instant of today; they are unless told otherwise. */
  readonly seconds?: boolean;
  /** Whether the day is said of an instant of another day; it is unless told otherwise. */
  readonly day?: boolean;
}

/** An instant on the clocks of a zone, without the zone's name: `21:15:00`, `Sat 21 Nov, 02:30`, `1 Jan 2028, 06:00`. */
export function clockText(
  at: number,
  zone: string,
  now: number,
  { seconds = true, day = true }: ClockDetail = {},
): string {
  const isToday = dayOf(at, zone) === dayOf(now, zone);
  const date = isToday || !day ? '' : `${dateText(at, zone, now)}, `;
  const withSeconds: Intl.DateTimeFormatOptions = seconds && isToday ? { second: '2-digit' } : {};
  return date + format(zone, { hour: '2-digit', minute: '2-digit', ...withSeconds }).format(at);
}

/** The day of an instant: `Sat 21 Nov`, and `1 Jan 2028` where the year is not plain. */
export function dateText(at: number, zone: string, now: number): string {
  const isFar = Math.abs(at - now) > 300 * DAY_MS;
  const options: Intl.DateTimeFormatOptions = isFar
    ? { day: 'numeric', month: 'short', year: 'numeric' }
    : { weekday: 'short', day: 'numeric', month: 'short' };
  return format(zone, options).format(at).replace(',', '');
}

const DAY_MS = 86_400_000;
