/** Dates in no zone, as day numbers since 1 January 1970, so that walking is adding one. */

export const DAY_MS = 86_400_000;

export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** ISO: 1 = Monday … 7 = Sunday. */
  readonly weekday: number;
  readonly monthLength: number;
}

/** A month or a day beyond its range carries over, as `Date.UTC` does: day 0 is the last of the month before. */
export function dayNumber(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

export function civilDate(dayNo: number): CivilDate {
  const date = new Date(dayNo * DAY_MS);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + 1;
  return {
    year,
    month,
    day: date.getUTCDate(),
    weekday: weekdayOf(dayNo),
    monthLength: new Date(Date.UTC(year, month, 0)).getUTCDate(),
  };
}

/** Day number 0 was a Thursday. */
export function weekdayOf(dayNo: number): number {
  return modulo(dayNo + 3, 7) + 1;
}

export function isWeekend(dayNo: number): boolean {
  return weekdayOf(dayNo) >= 6;
}

/** `%` that stays positive before the anchor. */
export function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
