import { ScheduleRangeError, shown } from '../errors.js';

/** The numbers that a word or an option takes, and what to say instead of others. */
export interface NumberRange {
  readonly what: string;
  readonly least: number;
  readonly most: number;
  readonly remedy: string;
}

/** Who takes a number: whose it is, such as `job 'x'`, and the word or option, such as `withRetry(…)`. */
export interface Taker {
  readonly label: string;
  readonly word: string;
}

/** Whether a value is a whole number of this range, which text that looks like one is not. */
export function isWhole(value: unknown, { least, most }: NumberRange): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

/** Refuses whatever is no whole number of this range. */
export function checkWhole(taker: Taker, value: unknown, range: NumberRange): void {
  if (!isWhole(value, range)) refuseNumber(taker, value, range, 'a whole number');
}

/** Refuses whatever is no number of this range. */
export function checkNumber(taker: Taker, value: unknown, range: NumberRange): void {
  if (typeof value === 'number' && value >= range.least && value <= range.most) return;
  refuseNumber(taker, value, range, 'a number');
}

/** @throws ScheduleRangeError that says what is taken, and what was given. */
export function refuseNumber(
  { label, word }: Taker,
  value: unknown,
  { what, least, most, remedy }: NumberRange,
  kind: string,
): never {
  const isQuoted = typeof value === 'string' && /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most;
  throw new ScheduleRangeError(
    `${label}: the ${what} of ${word} must be ${kind} from ${least} to ${most}, not ${shown(value)}; ${isQuoted ? `say ${Number(value)}, without quotes` : remedy}`,
  );
}
