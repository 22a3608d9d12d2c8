import { Duration } from 'luxon';
import { type DurationInput, InvalidTimeError } from '../index.js';

/** The duration that `input` says. `what` names the value in the error. @throws InvalidTimeError if it is none. */
export function readDuration(input: DurationInput, what: string): Duration {
  const duration = typeof input === 'string' ? Duration.fromISO(input) : fromLike(input);
  if (duration?.isValid) return duration;
  throw new InvalidTimeError(
    `${what} must be a duration such as { minutes: 5 } or 'PT5M', not ${JSON.stringify(input) ?? String(input)}`,
  );
}

/** Luxon throws for what has not even the shape of a duration. */
function fromLike(input: Exclude<DurationInput, string>): Duration | undefined {
  try {
    return Duration.fromDurationLike(input);
  } catch {
    return undefined;
  }
}
