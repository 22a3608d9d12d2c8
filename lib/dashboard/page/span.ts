import type { Span } from './route.js';

/** A timeline shows a fifth more past than future. */
const PAST_SHARE = 0.6;
const HOUR_MS = 3_600_000;

/** From when to when a timeline goes; one that follows the present goes on by steps, so that its address can be kept. */
export function spanOf(route: { readonly hours: Span; readonly at: number }, now: number): Stretch {
  const wholeMs = route.hours * HOUR_MS;
  const stepMs = wholeMs / 720;
  const middle = Math.floor((route.at || now) / stepMs) * stepMs;
  return { from: Math.round(middle - wholeMs * PAST_SHARE), to: Math.round(middle + wholeMs * (1 - PAST_SHARE)) };
}

/** A stretch of time, in epoch milliseconds. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}
