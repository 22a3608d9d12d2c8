import { unitMeant } from '../time/unit-meant.js';
import type { Unit } from './recurrence.js';

/** A length of time in one unit, as the word `toRunEvery` or its like would say it; `undefined` where there is no telling. */
export function meantLength(word: string, unit: unknown, count: unknown): string | undefined {
  const known = unitOf(unit, count);
  return known && (count as number) > 0 ? `${word}(${count}).${known}()` : undefined;
}

/** The same, as a word would say it that takes a duration. */
export function meantDuration(word: string, unit: unknown, count: unknown): string | undefined {
  const known = unitOf(unit, count);
  return known && `${word}({ ${known}: ${count} })`;
}

function unitOf(unit: unknown, count: unknown): Unit | undefined {
  if (typeof unit !== 'string' || !Number.isInteger(count)) return undefined;
  const [, days] = /^(weekday|weekend)s?$/i.exec(unit) ?? [];
  return days === undefined ? unitMeant(unit) : (`${days.toLowerCase()}s` as Unit);
}
