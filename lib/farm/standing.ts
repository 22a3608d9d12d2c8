import type { OverlapPolicy } from '../index.js';

/** A row in progress that waits for a place. */
export interface Waiter {
  readonly id: string;
  readonly dueAt: number;
}

/** What becomes of a row that found its place taken. */
export type Standing =
  | { readonly kind: 'waits' }
  | { readonly kind: 'asks' }
  | { readonly kind: 'skipped'; readonly detail: string };

/** How a row waits: `queue` is the order of a group and of what may not be skipped. */
export type WaitPolicy = Exclude<OverlapPolicy, 'allow'> | 'queue';

/**
 * Says of a row, by all that wait for the place with it, whether it may ask again, waits its turn, or is skipped. Two
 * that came at once may both be told to wait: each asks for this again, and then one of them is told the other.
 */
export function standingOf(policy: WaitPolicy, waiters: readonly Waiter[], id: string, inTheWay: string): Standing {
  const inOrder = [...waiters].sort(byDueTime);
  const mine = inOrder.findIndex(waiter => waiter.id === id);
  const isLast = mine === inOrder.length - 1;
  switch (policy) {
    case 'skip':
      return { kind: 'skipped', detail: `the run ${inTheWay} was in its way` };
    case 'runAfter':
      return mine > 0 ? { kind: 'skipped', detail: `another waits already for ${inTheWay}` } : { kind: 'asks' };
    case 'cancelPrevious':
      return isLast ? { kind: 'asks' } : { kind: 'skipped', detail: 'a newer run took its turn' };
    case 'queue':
      return mine > 0 ? { kind: 'waits' } : { kind: 'asks' };
  }
}

/** In order of due time; of one instant, in order of id, so that all hosts see one order. */
export function byDueTime(a: Waiter, b: Waiter): number {
  return a.dueAt - b.dueAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
