import { DateTime } from 'luxon';
import { InvalidTimeError, saidBy, shown } from '../errors.js';
import { FIRST_INSTANT, LAST_INSTANT } from './calendar.js';
import type { Zone } from './zone.js';

/**
 * What is taken as a point in time: a Luxon `DateTime`, a `Date`, epoch milliseconds, ISO 8601 text with a date, or a
 * `Temporal.Instant`, `ZonedDateTime` or `PlainDateTime`. What has no offset is wall time in the schedule's zone. A number
 * from 1e9 to 9,999,999,999 is refused: it counts seconds.
 */
export type InstantInput = DateTime | Date | number | string | EpochInstant | PlainDateTime;

/** What `Temporal.Instant` and `Temporal.ZonedDateTime` have in common. */
export interface EpochInstant {
  /** Milliseconds since 1970, in UTC. */
  readonly epochMilliseconds: number;
}

/** What says of a `Temporal.PlainDateTime` that it is one. */
export interface PlainDateTime {
  /** What all implementations of Temporal say of it. */
  readonly [Symbol.toStringTag]: 'Temporal.PlainDateTime';
  /** The wall time as ISO 8601 text. */
  toString(): string;
}

/**
 * The epoch milliseconds of `input`; a fraction is cut off downwards. `what` names the value in the error.
 * @throws InvalidTimeError if it is none of the above, invalid, or outside the years 1 to 9999.
 */
export function instantMs(input: InstantInput, zone: Zone, what: string): number {
  const ms = Math.floor(toMs(input, zone));
  refuseSeconds(input, what);
  if (!(ms >= FIRST_INSTANT && ms <= LAST_INSTANT)) {
    const expected = "a DateTime, a Date, epoch milliseconds or ISO 8601 text such as '2026-11-20T21:15'";
    throw new InvalidTimeError(`${what} must be ${expected} in the years 1 to 9999, not ${shownInstant(input, zone)}`);
  }
  return ms;
}

/** @internal A `DateTime` in the zone that shows `instant`. */
export function dateTimeIn(zone: Zone, instant: number): DateTime<true> {
  return DateTime.fromMillis(instant, { zone: zone.luxonZone }) as DateTime<true>;
}

/** @internal The ISO 8601 text of an instant in its zone, `2026-11-20T21:15:00.000+01:00`. */
export function isoOf(instant: DateTime): string {
  return instant.toISO() ?? '';
}

/** As milliseconds these lie in the first months of 1970, as seconds from 2001 to 2286. */
const [FIRST_SECONDS, LAST_SECONDS] = [1e9, 9_999_999_999];

/** Whether a number is an instant of today in seconds, as other languages count them. */
export function isEpochSeconds(input: unknown): input is number {
  return typeof input === 'number' && input >= FIRST_SECONDS && input <= LAST_SECONDS;
}

function refuseSeconds(input: unknown, what: string): void {
  if (!isEpochSeconds(input)) return;
  throw new InvalidTimeError(`${what} is ${input}, which counts seconds: say milliseconds, as ${input} * 1000`);
}

/** What says a wall time and no instant: text, or a `Temporal.PlainDateTime`, which prints as such text. */
export function wallText(input: unknown): string | undefined {
  if (typeof input === 'string') return input;
  return tagOf(input) === '[object Temporal.PlainDateTime]' ? String(input) : undefined;
}

/** What throws when it is read, as a proxy may, or Luxon where an application has set `throwOnInvalid`, is no instant. */
function toMs(input: unknown, zone: Zone): number {
  try {
    return readMs(input, zone);
  } catch {
    return Number.NaN;
  }
}

function readMs(input: unknown, zone: Zone): number {
  if (typeof input === 'number') return input;
  const text = wallText(input);
  if (text !== undefined) return isoMs(text, zone);
  // By its tag, since a Date of another realm, as in Jest, is no instance of this one's.
  if (tagOf(input) === '[object Date]' || isDateTime(input)) return Number(input);
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

function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value);
}

function hasOffset(text: string): boolean {
  return /T.*(Z|[+-]\d{2}(:?\d{2})?)$/i.test(text);
}

function shownInstant(input: unknown, zone: Zone): string {
  const isInvalid = isDateTime(input) && !input.isValid;
  if (isInvalid) return `an invalid DateTime (${input.invalidReason})`;
  return `${shown(input)}${saidBy(input, 'toDate')}${meantText(input, zone)}`;
}

/** A database puts a space where ISO 8601 has a T. */
function meantText(input: unknown, zone: Zone): string {
  if (typeof input !== 'string') return '';
  const text = input.trim().replace(/ +/, 'T');
  return text === input || Number.isNaN(toMs(text, zone)) ? '' : `; say ${shown(text)}`;
}

/** Of any copy of Luxon; a proxy that does not answer is none. */
function isDateTime(input: unknown): input is DateTime {
  try {
    return DateTime.isDateTime(input);
  } catch {
    return false;
  }
}
