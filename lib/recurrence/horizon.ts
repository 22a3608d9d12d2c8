import { CYCLE_DAYS, DAY_MS } from '../time/calendar.js';

/**
 * How far to search for what happens on no ordinary day but only where clocks change, such as a time that a gap shifts
 * into a window. A date is on the same day of the week again within 12 years, and clocks are changed by such days.
 */
export const CLOCK_CHANGE_HORIZON_DAYS = 12 * 366;
const CLOCK_CHANGE_HORIZON_MS = CLOCK_CHANGE_HORIZON_DAYS * DAY_MS;

/** What comes less often than each year takes longer: its dates go through the days of the week in 28 times, but for centuries. */
const MANY_LOOKS = 64;

/** Whether what only a change of the clocks brings about may still be this far away, after so many looks at what it could move. */
export function isWithinClockChanges(distanceMs: number, looks: number): boolean {
  return distanceMs <= (looks < MANY_LOOKS ? CYCLE_DAYS * DAY_MS : CLOCK_CHANGE_HORIZON_MS);
}

/** How far to search a grid: what doesn't happen within the calendar's cycle never does. */
export function horizonMs(stepMs: number): number {
  return CYCLE_DAYS * DAY_MS + 7 * stepMs;
}

/**
 * How far to search a grid for what only a change of the clocks brings about: a step of about a year keeps the season,
 * and so how far clocks run from UTC, for much longer than 12 years.
 */
export function clockChangeHorizonMs(stepMs: number): number {
  return Math.max(CLOCK_CHANGE_HORIZON_MS, Math.min(MANY_STEPS * stepMs, horizonMs(stepMs)));
}

/** So many go through all times of the day and, where each is about a year, through all seasons. */
const MANY_STEPS = 400;
