import { CYCLE_DAYS, DAY_MS } from '../time/calendar.js';

/** No search goes further than the calendar's cycle: what doesn't happen within it never does. */
export const HORIZON_MS = CYCLE_DAYS * DAY_MS;

/**
 * How far to search for what happens on no ordinary day but only where clocks change, such as a time that a gap shifts
 * into a window. A date is on the same day of the week again within 12 years, and clocks are changed by such days.
 */
export const CLOCK_CHANGE_HORIZON_DAYS = 12 * 366;
/** The same in milliseconds. */
export const CLOCK_CHANGE_HORIZON_MS = CLOCK_CHANGE_HORIZON_DAYS * DAY_MS;
