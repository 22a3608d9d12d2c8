import type { RelativeWords } from './recurrence.js';

/** What most schedules say relative to the start of a scheduler. */
export const NOTHING_RELATIVE: RelativeWords = Object.freeze({
  runNow: false,
  once: undefined,
  delay: undefined,
  afterCompletion: undefined,
  times: undefined,
});
