import type { Look } from './look.js';

/** A run as a strip tells it: how it looks, and about how long it took. */
export interface StripRun {
  readonly look: Look;
  /** Within a factor of two. */
  readonly ms: number;
}

/** How runs end, by the letters of a strip. */
export const LETTERS: ReadonlyMap<string, Look> = new Map([
  ['s', 'succeeded'],
  ['r', 'flaky'],
  ['f', 'failed'],
  ['t', 'timedOut'],
  ['c', 'cancelled'],
  ['a', 'abandoned'],
  ['k', 'skipped'],
  ['m', 'missed'],
  ['l', 'lost'],
]);

/** Reads a row's strip: two characters a run, its outcome and the logarithm of its duration. */
export function stripRuns(strip: string): readonly StripRun[] {
  return Array.from({ length: Math.floor(strip.length / 2) }, (_, index) => ({
    look: LETTERS.get(strip.charAt(2 * index)) ?? 'succeeded',
    ms: 2 ** Number.parseInt(strip.charAt(2 * index + 1), 36) - 1,
  }));
}
