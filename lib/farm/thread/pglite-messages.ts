/** What the main thread says to the thread of an embedded database. */
export type ToPgliteThread =
  | { readonly kind: 'query'; readonly id: number; readonly text: string; readonly values: readonly unknown[] }
  | { readonly kind: 'close'; readonly id: number };

/** What it answers. */
export type FromPgliteThread =
  | { readonly kind: 'open' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'rows'; readonly id: number; readonly rows: readonly object[] }
  | { readonly kind: 'error'; readonly id: number; readonly message: string; readonly code: string | undefined };
