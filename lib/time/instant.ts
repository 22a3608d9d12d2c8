import { DateTime } from 'luxon';
import { InvalidTimeError, shown } from '../errors.js';
import { FIRST_INSTANT, LAST_INSTANT } from './calendar.js';
import type { Zone } from './zone.js';

/**
 * What is taken as a point in time: a Luxon `DateTime`, a `Date`, epoch milliseconds, ISO 8601 text with a date, or a
 * `Temporal.Instant` or `Temporal.ZonedDateTime`. Text without an offset is wall time in the schedule's zone.
 */
export type InstantInput = DateTime | Date | number | string | EpochInstant;

/** What `Temporal.Instant` and `Temporal.ZonedDateTime` have in common. */
export interface EpochInstant {
  readonly epochMilliseconds: number;
}

/**
 * @internal The epoch milliseconds of `input`; a fraction is cut off downwards. `what` names the value in the error.
 * @throws InvalidTimeError if it is none of the above, invalid, or outside the years 1 to 9999.
 */
export function instantMs(input: InstantInput, zone: Zone, what: string): number {
  const ms = Math.floor(toMs(input, zone));
  if (!(ms >= FIRST_INSTANT && ms <= LAST_INSTANT)) {
    const expected = "a DateTime, a Date, epoch milliseconds or ISO 8601 text such as '2026-11-20T21:15'";
    throw new InvalidTimeError(`${what} must be ${expected} in the years 1 to 9999, not ${shownInstant(input)}`);
  }
  return ms;
}

/** @internal A `DateTime` in the zone that shows `instant`. */
export function dateTimeIn(zone: Zone, instant: number): DateTime<true> {
  return DateTime.fromMillis(instant, { zone: zone.luxonZone }) as DateTime<true>;
}

function toMs(input: unknown, zone: Zone): number {
  if (typeof input === 'number') return input;
  if (typeof input === 'string') return isoMs(input, zone);
  if (input instanceof Date || DateTime.isDateTime(input)) return input.valueOf();
  if (typeof input === 'object' && input !== null && 'epochMilliseconds' in input)
    return Number(input.epochMilliseconds);
  return Number.NaN;
}

/**
 * Text that begins with a year, since Luxon takes `21:15` for a time of the present day, and perhaps ends with the name
 * of a zone, as `Temporal.ZonedDateTime` and java.time print it.
 */
const DATED = /^((?:\d{4}|[+-]\d{6}).*?)(\[[^[\]]+\])?$/;

function isoMs(text: string, zone: Zone): number {
  const [, plain = '', zoneName] = DATED.exec(text) ?? [];
  const parsed = DateTime.fromISO(plain, { zone: 'utc' });
  if (!parsed.isValid) return Number.NaN;
  if (hasOffset(plain)) return parsed.toMillis();
  return zoneName === undefined ? zone.instantOf(parsed.toMillis()) : Number.NaN;
}

function hasOffset(text: string): boolean {
  return /T.*(Z|[+-]\d{2}(:?\d{2})?)$/i.test(text);
}

function shownInstant(input: unknown): string {
  return DateTime.isDateTime(input) ? `an invalid DateTime (${input.invalidReason})` : shown(input);
}
