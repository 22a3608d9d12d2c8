/** A unit of a length of time, as Luxon and the words call it. */
export type LengthUnit = 'milliseconds' | 'seconds' | 'minutes' | 'hours' | 'days' | 'weeks' | 'months' | 'years';

/** Each unit by the beginnings of its name, and the letters that stand for it elsewhere. */
const UNITS: readonly (readonly [pattern: RegExp, unit: LengthUnit])[] = [
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
export function unitMeant(text: string): LengthUnit | undefined {
  return UNITS.find(([pattern]) => pattern.test(text))?.[1];
}
