import { ScheduleRangeError, shown } from '../errors.js';
import { isWhole, type NumberRange, refuseNumber } from '../job/number-range.js';
import { MAX_RUNS, MOST_OF_UNIT } from '../recurrence/limits.js';
import type { Unit } from '../recurrence/recurrence.js';
import { type Draft, jobLabel } from './draft.js';
import { meantCount, meantFraction, meantZone } from './slips.js';

/** How often `times` lets a job run. */
export const RUNS: NumberRange = {
  what: 'number of runs',
  least: 1,
  most: MAX_RUNS,
  remedy: 'leave the word out for no limit',
};
/** Of a day. */
export const HOUR: NumberRange = {
  what: 'hour',
  least: 0,
  most: 23,
  remedy: 'midnight is 0, and minutes are the next number',
};
/** Of an hour. */
export const MINUTE: NumberRange = { what: 'minute', least: 0, most: 59, remedy: 'the full hour is 0' };
/** Of a minute. */
export const SECOND: NumberRange = { what: 'second', least: 0, most: 59, remedy: 'the full minute is 0' };
/** ISO, unlike those of `Date`. */
export const DAY_OF_WEEK: NumberRange = {
  what: 'day of the week',
  least: 1,
  most: 7,
  remedy: 'say DayOfWeek.Monday (1) to DayOfWeek.Sunday (7, not 0)',
};
/** Unlike those of `Date`. */
export const MONTH: NumberRange = {
  what: 'month',
  least: 1,
  most: 12,
  remedy: 'say Month.January (1, not 0) to Month.December (12)',
};
/** How many missed runs `whenMissed('runAll')` makes up for. */
export const CATCH_UP: NumberRange = {
  what: 'max',
  least: 1,
  most: 10_000,
  remedy: "say whenMissed('skip') to make up for nothing",
};

/** Refuses whatever is no whole number of this range, text that looks like one included. */
export function checkWhole(draft: Draft, word: string, value: unknown, range: NumberRange): void {
  if (isWhole(value, range)) return;
  const zone = meantZone(value);
  const remedy = zone === undefined ? range.remedy : `say ${zone}`;
  refuseNumber({ label: jobLabel(draft), word: `${word}(…)` }, value, { ...range, remedy }, 'a whole number');
}

/**
 * Refuses what is no number, or none above zero. A fraction, and what is too much, wait for the unit, with which the error
 * can say what was meant, and where it ends.
 */
export function checkCount(draft: Draft, word: string, count: unknown): void {
  if (typeof count === 'number' && count > 0 && count < Infinity) return;
  const meant = meantCount(word, count);
  const remedy = meant === undefined ? `as in ${word}(5).minutes()` : `say ${meant}`;
  throw new ScheduleRangeError(
    `${jobLabel(draft)}: the number of ${word}(…) must be a whole number, 1 or more, not ${shown(count)}; ${remedy}`,
  );
}

/** Refuses a fraction, and more than a thousand years of a unit. */
export function checkCountOf(draft: Draft, word: string, count: number, unit: Unit): void {
  const most = MOST_OF_UNIT[unit];
  if (!Number.isInteger(count)) {
    const meant = meantFraction(word, count, unit);
    const remedy = meant === undefined ? 'say a whole number of them, or a smaller unit' : `say ${meant}`;
    throw new ScheduleRangeError(
      `${jobLabel(draft)}: ${word}(${count}).${unit}() is no whole number of ${unit}; ${remedy}`,
    );
  }
  if (count <= most) return;
  const range = { what: `number of ${unit}`, least: 1, most, remedy: 'it ends at a thousand years' };
  refuseNumber({ label: jobLabel(draft), word: `${word}(…)` }, count, range, 'a whole number');
}
