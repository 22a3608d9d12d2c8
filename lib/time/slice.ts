/** How long work that is over at once may follow upon work, in milliseconds, before the event loop is let go on. */
export const SLICE_MS = 10;
