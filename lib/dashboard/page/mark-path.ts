import type { Look } from './look.js';

/** A part of a mark: which ink it is drawn with, and its path. */
export type Piece = readonly [ink: Look, path: string];

/**
 * One run as a bar that stands on a line, `width` wide and `tall` high. Shape says what colour says: what failed has a
 * dot above it, what timed out a bar; what was cancelled is an outline, what did not run is low and hollow.
 */
export function markPath(look: Look, x: number, base: number, width: number, tall: number): readonly Piece[] {
  const hollow = (height: number): string => bar(x + 0.5, base - 0.5, Math.max(1.5, width - 1), height);
  const solid = bar(x, base, width, tall);
  const above = base - tall - Math.min(2.4, width / 2);
  switch (look) {
    case 'failed':
      return [[look, solid + dot(x + width / 2, above - 2.2, Math.min(2.6, width / 2 + 0.4))]];
    case 'timedOut':
      return [[look, solid + bar(x - 1, above, width + 2, 2.6)]];
    case 'flaky':
      return [
        ['succeeded', solid],
        [look, bar(x, above + 0.4, width, 2.4)],
      ];
    case 'cancelled':
    case 'abandoned':
    case 'lost':
      return [[look, hollow(Math.max(4, tall - 1))]];
    case 'skipped':
    case 'waiting':
      return [[look, hollow(5)]];
    case 'missed':
      return [[look, `M${n(x)} ${n(base - 6)}l${n(width / 2)} 4.5l${n(width / 2)} -4.5`]];
    case 'running':
    case 'succeeded':
      return [[look, solid]];
  }
}

/** A rectangle that stands on `base`. */
export function bar(x: number, base: number, width: number, height: number): string {
  return `M${n(x)} ${n(base)}v${n(-height)}h${n(width)}v${n(height)}z`;
}

/** A square that stands on its tip. */
export function diamond(x: number, y: number, radius: number): string {
  const r = n(radius);
  return `M${n(x)} ${n(y - radius)}l${r} ${r}l-${r} ${r}l-${r} -${r}z`;
}

function dot(x: number, y: number, radius: number): string {
  const r = n(radius);
  return `M${n(x - radius)} ${n(y)}a${r} ${r} 0 1 0 ${n(2 * radius)} 0a${r} ${r} 0 1 0 ${n(-2 * radius)} 0z`;
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}
