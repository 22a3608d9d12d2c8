import type { FetchedRow, Turn } from './rows.js';

/** @param isRanked whether what is worth more goes first there */
export function turnOf({ id, priority, data }: FetchedRow, isRanked: boolean): Turn {
  return { id, priority: isRanked ? priority : 0, due: data.turn ?? data.due };
}

/**
 * Whether one goes before another: what is worth more, then what was to begin earlier; of one instant in order of id, so that
 * all hosts see one order.
 */
export function isBefore(one: Turn, other: Turn): boolean {
  if (one.priority !== other.priority) return one.priority > other.priority;
  return one.due === other.due ? one.id < other.id : one.due < other.due;
}
