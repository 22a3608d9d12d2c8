import type { DatabaseRow } from '../pg-boss/database.js';

/**
 * How a text is carried out: as a transaction by itself, which is rolled back where it fails; the same with a plan that is
 * kept; or as a part of a transaction that goes on.
 */
export type PgliteManner = 'whole' | 'planned' | 'part';

/** What is to be carried out. */
export interface PgliteQuery {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly manner: PgliteManner;
}

/** What the main thread says to the thread of an embedded database. */
export type ToPgliteThread =
  | (PgliteQuery & { readonly kind: 'query'; readonly id: number })
  | { readonly kind: 'close'; readonly id: number };

/** What it answers. */
export type FromPgliteThread =
  | { readonly kind: 'open' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'rows'; readonly id: number; readonly rows: readonly DatabaseRow[] }
  | { readonly kind: 'error'; readonly id: number; readonly message: string; readonly code: string | undefined };
