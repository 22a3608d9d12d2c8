/** About so many occurrences of a job are kept. */
const KEPT_OCCURRENCES = 100;

const HOUR_S = 3_600;
const MOST_S = 400 * 24 * HOUR_S;

/** How long asked work is kept after its end, where it has a key: as long as a second ask finds the first. */
export const KEPT_WITH_KEY_S = 7 * 24 * HOUR_S;

/** Of what waits, and of a dead letter, until somebody redrives or discards it: 63 years, in seconds. */
export const KEPT_FOR_EVER_S = 2_000_000_000;

/** How long the row of an occurrence is kept after its end, in seconds: an hour to 400 days. */
export function keepSeconds(intervalMs: number | undefined): number {
  if (intervalMs === undefined) return MOST_S;
  return Math.round(Math.max(HOUR_S, Math.min(MOST_S, (KEPT_OCCURRENCES * intervalMs) / 1000)));
}
