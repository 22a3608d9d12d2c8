import type { Unit } from './recurrence.js';

/** A length of time in one unit, as the word `toRunEvery` or its like would say it; `undefined` where there is no telling. */
export function meantLength(word: string, unit: unknown, count: unknown): string | undefined {
  const known = unitOf(unit, count);
  return known && `${word}(${count}).${known}()`;
}

/** The same, as a word would say it that takes a duration. */
export function meantDuration(word: string, unit: unknown, count: unknown): string | undefined {
  const known = unitOf(unit, count);
  return known && `${word}({ ${known}: ${count} })`;
}

/** Each unit by the beginnings of its name, and the letters that stand for it elsewhere. */
const UNITS: readonly (readonly [pattern: RegExp, unit: Unit])[] = [
  [/^(ms|milliseconds?)$/i, 'milliseconds'],
  [/^(s|secs?|seconds?)$/i, 'seconds'],
  [/^(m|mins?|minutes?)$/i, 'minutes'],
  [/^(h|hrs?|hours?)$/i, 'hours'],
  [/^(d|days?)$/i, 'days'],
  [/^(weekdays?)$/i, 'weekdays'],
  [/^(weekends?)$/i, 'weekends'],
  [/^(w|weeks?)$/i, 'weeks'],
  [/^(months?)$/i, 'months'],
  [/^(y|years?)$/i, 'years'],
];

function unitOf(unit: unknown, count: unknown): Unit | undefined {
  if (typeof unit !== 'string' || !Number.isInteger(count)) return undefined;
  return UNITS.find(([pattern]) => pattern.test(unit))?.[1];
}
