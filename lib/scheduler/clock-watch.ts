/** Both axes of the clock, read together. */
export interface ClockReading {
  readonly nowMs: number;
  readonly monotonicMs: number;
}

/** What two readings say about the time between them. */
export type ClockFinding =
  /** The wall clock was set, or the host slept: it moved by `byMs` more (or less) than time passed. */
  | { readonly kind: 'clockJumped'; readonly byMs: number }
  /** The event loop came `byMs` later than it had been asked to. */
  | { readonly kind: 'loopBlocked'; readonly byMs: number };

/** The wall clock may be slewed; from here on a difference is a jump. */
export const CLOCK_JUMP_MS = 1_000;

/** A wake-up that is this late means a blocked loop. */
export const LOOP_BLOCKED_MS = 1_000;

/** Set back by up to this, the clock repeats no occurrence; set back by more, the new time is taken. */
export const MAX_REPEATLESS_MS = 3 * 3_600_000;

/**
 * Tells a blocked event loop from a clock that was set and from a host that slept. While a loop is blocked, both axes
 * go on and the wake-up is late on the monotonic one; when the clock is set, only the wall axis moves; and while a
 * host sleeps, the monotonic axis stands still, so that it looks as if the clock had been set forward.
 */
export function compareClocks(
  before: ClockReading,
  now: ClockReading,
  wakeAtMonotonicMs: number,
): readonly ClockFinding[] {
  const jumpMs = Math.round(now.nowMs - before.nowMs - (now.monotonicMs - before.monotonicMs));
  const lateMs = Math.round(now.monotonicMs - wakeAtMonotonicMs);
  if (Math.abs(jumpMs) < CLOCK_JUMP_MS && lateMs < LOOP_BLOCKED_MS) return NONE;
  const findings: ClockFinding[] = [];
  if (Math.abs(jumpMs) >= CLOCK_JUMP_MS) findings.push({ kind: 'clockJumped', byMs: jumpMs });
  if (lateMs >= LOOP_BLOCKED_MS) findings.push({ kind: 'loopBlocked', byMs: lateMs });
  return findings;
}

const NONE: readonly never[] = [];
