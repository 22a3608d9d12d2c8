import type { Span } from './span.js';

/** Each unit by the beginnings of its name, and the letters that stand for it elsewhere. */
const UNITS: readonly (readonly [pattern: RegExp, unit: Span['unit']])[] = [
  [/^(ms|milliseconds?)$/i, 'milliseconds'],
  [/^(s|secs?|seconds?)$/i, 'seconds'],
  [/^(m|mins?|minutes?)$/i, 'minutes'],
  [/^(h|hrs?|hours?)$/i, 'hours'],
  [/^(d|days?)$/i, 'days'],
  [/^(w|weeks?)$/i, 'weeks'],
  [/^(months?)$/i, 'months'],
  [/^(y|years?)$/i, 'years'],
];

/** The unit that was probably meant by what it is called elsewhere; `undefined` where there is no telling. */
export function unitMeant(text: string): Span['unit'] | undefined {
  return UNITS.find(([pattern]) => pattern.test(text))?.[1];
}
