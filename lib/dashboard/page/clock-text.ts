import { dayOf } from './wall-time.js';
import { DAY_MS, format } from './zone-text.js';

/**
 * An instant on the clocks of a zone, without the zone's name: `21:15:00`, `Sat 21 Nov, 02:30`, `1 Jan 2028, 06:00`.
 * Seconds are said of today alone, and there unless they are not wanted.
 */
export function clockText(at: number, zone: string, now: number, hasSeconds = true): string {
  const isToday = dayOf(at, zone) === dayOf(now, zone);
  const second = hasSeconds && isToday ? { second: '2-digit' as const } : {};
  const time = format(zone, { hour: '2-digit', minute: '2-digit', ...second }).format(at);
  return isToday ? time : `${dateText(at, zone, now)}, ${time}`;
}

/** The day of an instant: `Sat 21 Nov`, and `1 Jan 2028` where the year is not plain. */
export function dateText(at: number, zone: string, now: number): string {
  const isFar = Math.abs(at - now) > 300 * DAY_MS;
  const options: Intl.DateTimeFormatOptions = isFar
    ? { day: 'numeric', month: 'short', year: 'numeric' }
    : { weekday: 'short', day: 'numeric', month: 'short' };
  return format(zone, options).format(at).replace(',', '');
}
