import type { OverlapPolicy } from '../index.js';
import type { CancelSaid } from './rows.js';

/** A row in progress that waits for a place. */
export interface Waiter {
  readonly id: string;
  readonly dueAt: number;
}

/** Under `cancelPrevious`: what the run that holds the place is cancelled with. */
export const FOR_NEWER: CancelSaid = { reason: 'a newer occurrence is due', by: undefined, isForNewer: true };

/** What is said of one that has not begun by then, such as one that waits for its group. */
export const NEWER_WENT_FIRST = 'a newer run took its turn';

/** How a row waits: `queue` is the order of a group and of what may not be skipped. */
export type WaitPolicy = Exclude<OverlapPolicy, 'allow'> | 'queue';

/**
 * Why a row that found its place taken does not wait for it, by all that wait with it; `undefined`: it does. Two that came
 * at once may both be told to wait: each asks for this again, and then one of them is told the other.
 *
 * @param key that of the run which holds the place, where it is known
 */
export function whySkipped(
  policy: Exclude<WaitPolicy, 'skip'>,
  waiters: readonly Waiter[],
  id: string,
  key: string | undefined,
): string | undefined {
  const inOrder = [...waiters].sort(byDueTime);
  switch (policy) {
    case 'runAfter':
      return inOrder[0]?.id === id ? undefined : `another waits already${key === undefined ? '' : ` for ${key}`}`;
    case 'cancelPrevious':
      return inOrder.at(-1)?.id === id ? undefined : NEWER_WENT_FIRST;
    case 'queue':
      return undefined;
  }
}

/** In order of due time; of one instant, in order of id, so that all hosts see one order. */
function byDueTime(a: Waiter, b: Waiter): number {
  return a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1);
}
