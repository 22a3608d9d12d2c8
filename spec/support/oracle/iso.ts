import { DAY_MS, dayNumber } from './civil.js';
import type { Zone } from './zone.js';

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?)?(Z|[+-]\d{2}:?\d{2})?(?:\[.*\])?$/;

/** The instant an ISO text names; without an offset it is wall time in the zone, of which a gap moves one and an overlap takes the first. */
export function instantOf(text: string, zone: Zone): number {
  const match = ISO.exec(text);
  if (match === null) throw new Error(`not an ISO time: ${text}`);
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset] = match;
  const dayMs = dayNumber(Number(year), Number(month), Number(day)) * DAY_MS;
  const clockMs = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  const wallMs = dayMs + clockMs + Number(fraction.padEnd(3, '0'));
  return offset === undefined ? zone.resolve(wallMs) : wallMs - offsetMs(offset);
}

/** The local date an ISO text names, as a day number; a date alone is taken as it stands, even one the zone skipped. */
export function isoDay(text: string, zone: Zone): number {
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (date !== null) return dayNumber(Number(date[1]), Number(date[2]), Number(date[3]));
  return Math.floor(zone.wallAt(instantOf(text, zone)) / DAY_MS);
}

function offsetMs(text: string): number {
  if (text === 'Z') return 0;
  const sign = text.startsWith('-') ? -1 : 1;
  return sign * (Number(text.slice(1, 3)) * 60 + Number(text.slice(-2))) * 60_000;
}
