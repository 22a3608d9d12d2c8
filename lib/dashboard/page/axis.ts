import type { Span } from './route.js';
import type { Stretch } from './span.js';
import { instantOf, wallTimeOf } from './wall-time.js';
import { DAY_MS, format } from './zone-text.js';

/** How a timeline is laid out: all lengths in units of its view box. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly wide: number;
  readonly isNarrow: boolean;
  readonly zone: string;
  readonly hours: Span;
}

/** The height of what stands above the rows. */
export const TOP = 34;

/** The layout of a stretch of time. */
export function axisOf({ from, to }: Stretch, hours: Span, zone: string, isNarrow: boolean): Axis {
  return { from, to, hours, zone, isNarrow, left: isNarrow ? 0 : 156, wide: isNarrow ? 480 : 1_280 };
}

/** Where an instant is, unclipped. */
export function xOf(axis: Axis, at: number): number {
  return axis.left + ((at - axis.from) / (axis.to - axis.from)) * (axis.wide - axis.left);
}

/** Where an instant is, or the edge that it is beyond. */
export function clippedX(axis: Axis, at: number): number {
  return Math.min(Math.max(xOf(axis, at), axis.left), axis.wide);
}

/** How high a row is. */
export function rowHeight(axis: Axis): number {
  return axis.isNarrow ? 42 : 30;
}

/** A line across a timeline, and what stands above it. */
export interface Tick {
  readonly at: number;
  readonly text: string;
  readonly isMidnight: boolean;
}

/** The full hours or days of an axis, on the clocks of its zone. */
export function ticksOf({ from, to, hours, zone }: Axis): readonly Tick[] {
  const stepMs = { 1: HOUR_MS / 6, 6: HOUR_MS, 24: 3 * HOUR_MS, 168: DAY_MS }[hours];
  const form = format(
    zone,
    hours === 168 ? { weekday: 'short', day: 'numeric' } : { hour: '2-digit', minute: '2-digit' },
  );
  return stepsOf(from, to, stepMs, zone).map(at => {
    return { at, text: form.format(at), isMidnight: wallTimeOf(at, zone) % DAY_MS === 0 };
  });
}

/** From 22:00 to 06:00, where a timeline is short enough for nights to be told. */
export function nightsOf({ from, to, hours, zone }: Axis): readonly Stretch[] {
  if (hours === 168) return [];
  return stepsOf(from - 6 * HOUR_MS, to + 2 * HOUR_MS, DAY_MS, zone).map(midnight => {
    return { from: midnight - 2 * HOUR_MS, to: midnight + 6 * HOUR_MS };
  });
}

/** The instants at which clocks in the zone show a multiple of the step. */
function stepsOf(from: number, to: number, stepMs: number, zone: string): readonly number[] {
  const steps: number[] = [];
  for (let at = nextStep(from, stepMs, zone); at < to; at = nextStep(at + 1, stepMs, zone)) steps.push(at);
  return steps;
}

/** The first instant, not before another, at which clocks in the zone show a multiple of the step, or skip one. */
function nextStep(at: number, stepMs: number, zone: string): number {
  const shown = wallTimeOf(at, zone);
  const wall = Math.ceil(shown / stepMs) * stepMs;
  const next = at + wall - shown;
  // Where clocks are set in between, they show there what they show twice, or else another time.
  return wallTimeOf(next, zone) % stepMs === 0 ? next : Math.max(at, instantOf(wall, zone));
}

const HOUR_MS = 3_600_000;
