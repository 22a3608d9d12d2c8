import { Duration, type DurationLike } from 'luxon';
import { InvalidTimeError, saidBy, shown } from '../errors.js';
import { DAY_MS } from './calendar.js';
import { unitMeant } from './unit-meant.js';

/** The longest duration that is taken anywhere: a thousand years. Whatever is longer is a slip of the pen. */
const MAX_DURATION_MS = 1000 * 366 * DAY_MS;

/** What is taken as a length of time: Luxon's `DurationLike`, ISO 8601 text, or anything that prints as ISO 8601, such as a `Temporal.Duration`. */
export type DurationInput = DurationLike | string;

/**
 * The length of `input` in milliseconds: finite, not negative. `what` names the value in the error, and `least` is
 * the smallest that is taken. Months and years count by Luxon's casual 30 and 365 days, since a timeout has no calendar.
 * @throws InvalidTimeError if it is no duration, negative, or absurdly long.
 */
export function durationMs(input: DurationInput, what: string, least = 0): number {
  const duration = toDuration(input);
  const ms = lengthMs(duration);
  if (ms >= least && ms <= MAX_DURATION_MS) return ms;
  throw new InvalidTimeError(
    `${what} must be a duration of ${least} ms or more, ${EXAMPLE}, not ${given(input, duration, least)}`,
  );
}

/**
 * The duration that `input` says, in the units in which it says it, and of either sign. `what` names it in the error.
 * @throws InvalidTimeError if it is no duration, or absurdly long.
 */
export function durationOf(input: DurationInput, what: string): Duration {
  const duration = toDuration(input);
  if (duration !== undefined && Math.abs(lengthMs(duration)) <= MAX_DURATION_MS) return duration;
  throw new InvalidTimeError(`${what} must be a duration ${EXAMPLE}, not ${given(input, duration)}`);
}

function lengthMs(duration: Duration | undefined): number {
  return duration?.isValid ? duration.toMillis() : Number.NaN;
}

const EXAMPLE = "such as { seconds: 30 } or 'PT30S'";

function given(input: unknown, duration: Duration | undefined, least = 0): string {
  const isInvalid = duration === input && duration?.isValid === false;
  if (isInvalid) return `an invalid Duration (${duration.invalidReason})`;
  const [, count, text = ''] = typeof input === 'string' ? (/^\s*(\d+)\s*([a-z]+)\s*$/i.exec(input) ?? []) : [];
  const unit = unitMeant(text);
  if (unit === undefined) return `${shown(input)}${saidBy(input, 'asMilliseconds')}`;
  return Number(count) < least ? shown(input) : `${shown(input)}; say { ${unit}: ${count} }`;
}

function toDuration(input: unknown): Duration | undefined {
  try {
    if (typeof input === 'string') return Duration.fromISO(input);
    if (isPrintedDuration(input)) return Duration.fromISO(String(input));
    // Luxon takes an object that names no unit, such as a Date or a list, for no time at all.
    if (typeof input === 'object' && input !== null && Object.keys(input).length === 0) return undefined;
    return Duration.fromDurationLike(input as DurationLike);
  } catch {
    return undefined;
  }
}

/** By shape, so that a `Temporal.Duration` of any implementation is taken. */
function isPrintedDuration(input: unknown): boolean {
  return Object.prototype.toString.call(input) === '[object Temporal.Duration]';
}
