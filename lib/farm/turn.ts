import type { FetchedRow, Rivals, Turn } from './rows.js';

/** Where a row stands beside its rivals. */
export function turnOf({ id, priority, data }: FetchedRow, rivals: Rivals | undefined): Turn {
  return { id, priority: rivals?.areRanked ? priority : 0, due: data.turn ?? data.due };
}

/**
 * Whether one goes before another: what is worth more, then what was to begin earlier; of one instant in order of id, so that
 * all hosts see one order.
 */
export function isBefore(one: Turn, other: Turn): boolean {
  if (one.priority !== other.priority) return one.priority > other.priority;
  return one.due === other.due ? one.id < other.id : one.due < other.due;
}
