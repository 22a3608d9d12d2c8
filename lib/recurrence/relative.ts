import type { RelativeWords } from './recurrence.js';

/** What most schedules say relative to the start of a scheduler. */
export const NOTHING_RELATIVE: RelativeWords = Object.freeze({
  runNow: false,
  once: undefined,
  delay: undefined,
  afterCompletion: undefined,
  times: undefined,
});

/** The most that `times(n)` can say. */
export const MAX_RUNS = 1_000_000_000;
