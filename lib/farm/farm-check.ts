/** One thing that `farm.check()` has looked at: whether it is well, what there is to know, and what to do about it. */
export interface FarmCheck {
  /** `ok`, something to know of, or something that keeps this host out of its farm. */
  readonly verdict: 'ok' | 'note' | 'failed';
  /** What was looked at, in a word or two. */
  readonly label: string;
  /** What was found. It shows no password. */
  readonly text: string;
  /** What to do about it; absent where nothing is to be done. */
  readonly remedy?: string;
}
