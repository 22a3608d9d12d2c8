/** Of the name of a schedule, in characters. */
export const MAX_NAME_LENGTH = 200;

/** The most that `times(n)` can say. */
export const MAX_RUNS = 1_000_000_000;

/** The most of each unit that a schedule may count: a thousand years. Whatever is longer is a slip of the pen. */
export const MOST_OF_UNIT = {
  milliseconds: 31_622_400_000_000,
  seconds: 31_622_400_000,
  minutes: 527_040_000,
  hours: 8_784_000,
  days: 366_000,
  weekdays: 261_000,
  weekends: 105_000,
  weeks: 52_200,
  months: 12_000,
  years: 1000,
} as const;

/**
 * Whether a value can be the name of a schedule: text that is neither blank nor too long, and holds no half of a character,
 * as of an emoji that was cut: no address can say that, and no database keep it.
 */
export function isName(name: unknown): name is string {
  return typeof name === 'string' && name.trim() !== '' && name.length <= MAX_NAME_LENGTH && name.isWellFormed();
}
