import type { OutcomeKind } from './outcome.js';

/** The outcomes to alert on: they count in a streak, are complained of, and are what a dashboard shows as failed. */
const BAD: ReadonlySet<string> = new Set<OutcomeKind>(['failed', 'timedOut', 'abandoned', 'lost']);

/** Whether an outcome of this kind is one to alert on. */
export function isBad(kind: string): boolean {
  return BAD.has(kind);
}
