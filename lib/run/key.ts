import { isoInstant } from '../time/iso-instant.js';

/** The identity of an occurrence as text, the same on every host. */
export function keyOf(jobName: string, occurrenceMs: number): string {
  return `${jobName}@${isoInstant(occurrenceMs)}`;
}
