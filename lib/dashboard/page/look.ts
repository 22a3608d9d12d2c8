import type { EndKind } from '../api.js';

/** How a run looks: its outcome, but that a success after a retry has a look of its own, and what goes on has one. */
export type Look = EndKind | 'flaky' | 'running' | 'waiting';

/** The looks in the order in which a legend shows them; what was abandoned or lost looks as what was cancelled. */
export const LOOKS: readonly Look[] = [
  'succeeded',
  'flaky',
  'failed',
  'timedOut',
  'cancelled',
  'skipped',
  'missed',
  'running',
];

/** The look of a run, given its outcome and how often it was tried. */
export function lookOf(kind: Look, attempts: number): Look {
  return kind === 'succeeded' && attempts > 1 ? 'flaky' : kind;
}

/** A look in words: `timed out`, `after a retry`. */
export function lookWords(look: Look): string {
  switch (look) {
    case 'timedOut':
      return 'timed out';
    case 'flaky':
      return 'after a retry';
    default:
      return look;
  }
}

/** How many there are of each look, in words: `56 succeeded, 4 failed`. */
export function tally(looks: readonly Look[]): string {
  const counts = new Map<Look, number>();
  for (const look of looks) counts.set(look, (counts.get(look) ?? 0) + 1);
  return [...counts].map(([look, count]) => `${count} ${lookWords(look)}`).join(', ');
}
