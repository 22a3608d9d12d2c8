import { DAY_MS, dayOfWall, HOUR_MS, isoDate, MINUTE_MS, padded, parseIsoDate } from './calendar.js';

/**
 * ISO 8601 text in UTC of epoch milliseconds in the years 1 to 9999, `2026-11-20T21:15:00.000Z`; a fraction is cut off
 * downwards.
 */
export function isoInstant(instant: number): string {
  const day = dayOfWall(instant);
  const ms = Math.floor(instant) - day * DAY_MS;
  const clock = [Math.floor(ms / HOUR_MS), Math.floor(ms / MINUTE_MS) % 60, Math.floor(ms / 1000) % 60];
  return `${isoDate(day)}T${clock.map(part => padded(part, 2)).join(':')}.${padded(ms % 1000, 3)}Z`;
}

/** The instant of such text, seconds and milliseconds optional; `undefined` for any other. */
export function parseIsoInstant(text: string): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{3}))?)?Z$/.exec(text);
  const day = match === null ? undefined : parseIsoDate(match[1] as string);
  if (match === null || day === undefined) return undefined;
  const [hours = 0, minutes = 0, seconds = 0, ms = 0] = match.slice(2).map(part => Number(part ?? 0));
  return day * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS + seconds * 1000 + ms;
}
