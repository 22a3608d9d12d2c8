import { MOST_CUTS } from '../../../lib/farm/cut-off.js';

// How cut-offs are counted, as the statement says it that gives a row back; for simulated farms.

/** How long a cut-off is held against a row. */
export const CUTS_COUNT_MS = 72 * 3_600_000;

/** How often the hosts of a row went away in it, and since when. */
export interface CutOffs {
  readonly count: number;
  readonly firstMs: number | undefined;
}

/** One more cut-off. Those that are older than 72 hours are no longer counted. */
export function afterCut({ count, firstMs }: CutOffs, nowMs: number): CutOffs {
  if (firstMs === undefined || nowMs - firstMs > CUTS_COUNT_MS) return { count: 1, firstMs: nowMs };
  return { count: count + 1, firstMs };
}

/** Whether a row is given up. */
export function isSpent({ count }: CutOffs): boolean {
  return count > MOST_CUTS;
}
