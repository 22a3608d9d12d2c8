import { InvalidTimeError, shown } from '../errors.js';
import { FIRST_INSTANT, LAST_INSTANT } from '../time/calendar.js';
import { isoInstant } from '../time/iso-instant.js';

/**
 * The identity of an occurrence as text, the same on every host.
 * @throws InvalidTimeError for what is no number of epoch milliseconds in the years 1 to 9999
 */
export function keyOf(jobName: string, occurrenceMs: number): string {
  if (typeof occurrenceMs === 'number' && occurrenceMs >= FIRST_INSTANT && occurrenceMs <= LAST_INSTANT)
    return `${jobName}@${isoInstant(occurrenceMs)}`;
  throw new InvalidTimeError(
    `the occurrence of a key is in epoch milliseconds, in the years 1 to 9999, not ${shown(occurrenceMs)}: instantMs reads others`,
  );
}
