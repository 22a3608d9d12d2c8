/** How far this browser's clock is ahead of the server's, in milliseconds, by the quickest answer so far. */
let skewMs = 0;
let quickestMs = Number.POSITIVE_INFINITY;

/** The present instant on the server's clock, in epoch milliseconds. */
export function serverNow(): number {
  return Date.now() - skewMs;
}

/** How far this browser's clock is ahead of the server's, in milliseconds; negative if it is behind. */
export function clockSkewMs(): number {
  return skewMs;
}

/**
 * Learns from an answer that said it was `now` on the server, and was asked for at `asked` of this clock. A slow answer
 * says less than a quick one, unless the two clocks have moved apart by more than it took.
 */
export function learnClock(now: number, asked: number): void {
  const tookMs = Date.now() - asked;
  const seenMs = asked + tookMs / 2 - now;
  const hasMoved = Math.abs(seenMs - skewMs) > tookMs / 2 + 50;
  if (tookMs > quickestMs && !hasMoved) return;
  quickestMs = tookMs;
  skewMs = Math.round(seenMs);
}
