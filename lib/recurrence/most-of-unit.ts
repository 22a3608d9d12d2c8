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
