import type { DueDecision } from '../kit.js';

/** What the farm knows of a schedule when one host decides for all what was missed, under the lock of its row. */
export interface LateSchedule {
  /** Up to where everything is decided. */
  readonly watermarkMs: number;
  /** The occurrences after it that have a row already. */
  readonly planned: ReadonlySet<number>;
  readonly nowMs: number;
}

/** What reaches the database so long after it was due was missed, whatever its host took it for when it was sent. */
export const STALE_MS = 30 * 60_000;

/** Which occurrences are run and which are missed, as the schedule's own policy says. */
export interface LatePolicy {
  next(afterMs: number): number | undefined;
  decide(firstMs: number, nowMs: number): DueDecision;
}

/** What one host writes for all. */
export interface LateDecision extends DueDecision {
  /** Whether what is run makes up for something, or is one of several that do. */
  readonly isCatchUp: boolean;
}

/** More rows than this after a watermark are decided in a further step. */
const MOST_STEPS = 10_000;

/**
 * Decides a schedule of which something was found late as a whole, from the watermark on. It walks over what has a row:
 * others have got that far, and prompt rows would otherwise swallow what was missed before them.
 *
 * @returns `undefined` where nothing is left to decide
 */
export function decideLate(schedule: LateSchedule, policy: LatePolicy): LateDecision | undefined {
  let afterMs = schedule.watermarkMs;
  let firstMs = policy.next(afterMs);
  for (let step = 0; firstMs !== undefined && schedule.planned.has(firstMs) && step < MOST_STEPS; step += 1) {
    afterMs = firstMs;
    firstMs = policy.next(afterMs);
  }
  if (firstMs === undefined || firstMs > schedule.nowMs) {
    return afterMs > schedule.watermarkMs ? { run: [], missed: undefined, upTo: afterMs, isCatchUp: false } : undefined;
  }
  const decision = policy.decide(firstMs, schedule.nowMs);
  return { ...decision, isCatchUp: decision.missed !== undefined || decision.run.length > 1 };
}

/** Where a schedule begins that is new in the farm, was away, or has other words: at the join that brings it. */
export function watermarkAtJoin(
  known: { readonly watermarkMs: number | undefined; readonly words: string } | undefined,
  words: string,
  joinedMs: number,
): number {
  if (known === undefined || known.words !== words || known.watermarkMs === undefined) return joinedMs - 1;
  return known.watermarkMs;
}
