import type { EndKind } from '../row.js';

/** How many occurrences a strip shows. */
export const STRIP_LENGTH = 60;

const LETTERS: Readonly<Record<EndKind, string>> = {
  succeeded: 's',
  failed: 'f',
  timedOut: 't',
  cancelled: 'c',
  abandoned: 'a',
  skipped: 'k',
  missed: 'm',
  lost: 'l',
};

/** What a strip says of one occurrence: how it ended, and how long it took. See `Row.strip`. */
export function stripOf(kind: EndKind, attempts: number, durationMs: number | undefined): string {
  const letter = kind === 'succeeded' && attempts > 1 ? 'r' : LETTERS[kind];
  const size = durationMs === undefined ? 0 : Math.round(Math.log2(durationMs + 1));
  return letter + Math.min(35, size).toString(36);
}
