import { DAY_MS, offsetMs } from './zone-text.js';

/**
 * What the clocks of a zone show at an instant: a wall time, as the instant at which they would show it in UTC. Days and
 * hours are counted with it as if no clock were ever set.
 */
export function wallTimeOf(at: number, zone: string): number {
  return at + offsetMs(zone, at);
}

/** The day that the clocks of a zone show at an instant, counted from 1970 on. */
export function dayOf(at: number, zone: string): number {
  return Math.floor(wallTimeOf(at, zone) / DAY_MS);
}

/** The instant at which clocks in a zone show a wall time; of one that exists twice the first, of a skipped one the next. */
export function instantOf(wall: number, zone: string): number {
  const early = wall - offsetMs(zone, wall - DAY_MS);
  const late = wall - offsetMs(zone, wall + DAY_MS);
  return wallTimeOf(early, zone) !== wall && wallTimeOf(late, zone) === wall ? late : early;
}
