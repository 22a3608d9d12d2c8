import { CYCLE_DAYS, DAY_MS } from '../time/calendar.js';

/**
 * How far to search for what happens on no ordinary day but only where clocks change, such as a time that a gap shifts
 * into a window. A date is on the same day of the week again within 12 years, and clocks are changed by such days.
 */
export const CLOCK_CHANGE_HORIZON_DAYS = 12 * 366;
const CLOCK_CHANGE_HORIZON_MS = CLOCK_CHANGE_HORIZON_DAYS * DAY_MS;

/**
 * Clocks are set forward on one date of a year, and one day of the week: what comes every n days, up to 26, or n weeks meets that
 * within six years for each day of n. Longer rhythms may take centuries, as a date does that goes through the days of the week.
 */
const MANY_TIMES = 6 * 366;

/** Whether what only a change of the clocks brings about may still be this far away, where what it could move is so far apart. */
export function isWithinClockChanges(distanceMs: number, apartMs: number): boolean {
  return distanceMs <= Math.max(CLOCK_CHANGE_HORIZON_MS, Math.min(MANY_TIMES * apartMs, CYCLE_DAYS * DAY_MS));
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
