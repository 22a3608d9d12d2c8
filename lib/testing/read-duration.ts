import { Duration } from 'luxon';
import { type DurationInput, InvalidTimeError } from '../index.js';

/** The duration that `input` says. `what` names the value in the error. @throws InvalidTimeError if it is none. */
export function readDuration(input: DurationInput, what: string): Duration {
  const duration = read(input);
  if (duration?.isValid) return duration;
  throw new InvalidTimeError(
    `${what} must be a duration such as { minutes: 5 } or 'PT5M', not ${JSON.stringify(input) ?? String(input)}`,
  );
}

/** Luxon throws for what has not even the shape of a duration and, where an application has set so, for all that is invalid. */
function read(input: DurationInput): Duration | undefined {
  try {
    return typeof input === 'string' ? Duration.fromISO(input) : Duration.fromDurationLike(input);
  } catch {
    return undefined;
  }
}
