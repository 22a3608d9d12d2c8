import type { Look } from './look.js';

/** A part of a mark: which ink it is drawn with, and its path. */
export type Piece = readonly [ink: Look, path: string];

/** Where a mark stands: its left edge, the line it stands on, how wide it is, and how tall trouble is in it. */
export interface Box {
  readonly x: number;
  readonly base: number;
  readonly width: number;
  readonly height: number;
}

/**
 * One run as a bar that stands on a line, `tall` pixels high if all went well. Shape says what colour says: what failed
 * has a dot above it, what timed out a bar, what was cancelled is an outline, what did not run is low and hollow.
 */
export function markPath(look: Look, box: Box, tall: number): readonly Piece[] {
  const { x, base, width, height } = box;
  switch (look) {
    case 'failed':
      return [[look, dot(x + width / 2, base - height + 2, width / 2 + 0.5) + bar(x, base, width, height - 6)]];
    case 'timedOut':
      return [[look, bar(x - 0.8, base - height + 2.6, width + 1.6, 2.6) + bar(x, base, width, height - 4.5)]];
    case 'cancelled':
      return [[look, bar(x + 0.5, base - 0.5, width - 1, Math.max(4, tall - 1))]];
    case 'abandoned':
    case 'lost':
      return [[look, bar(x + 0.5, base - 0.5, width - 1, height - 1)]];
    case 'skipped':
      return [[look, bar(x + 0.5, base - 0.5, width - 1, 5)]];
    case 'missed':
      return [[look, `M${n(x)} ${n(base - 6)}l${n(width / 2)} 4.5l${n(width / 2)} -4.5`]];
    case 'flaky':
      return [
        ['succeeded', bar(x, base, width, tall)],
        ['flaky', bar(x, base - tall - 1.2, width, 2.4)],
      ];
    case 'running':
      return [[look, bar(x, base, width, Math.max(6, tall))]];
    case 'waiting':
      return [[look, bar(x + 0.5, base - 0.5, width - 1, 7)]];
    case 'succeeded':
      return [[look, bar(x, base, width, tall)]];
  }
}

/** The pieces of many marks put together, one path for each ink: an element a mark would be twenty times as many. */
export function joined(pieces: readonly Piece[]): readonly Piece[] {
  const paths = new Map<Look, string>();
  for (const [ink, path] of pieces) paths.set(ink, (paths.get(ink) ?? '') + path);
  return [...paths];
}

/** A rectangle that stands on `base`. */
export function bar(x: number, base: number, width: number, height: number): string {
  return `M${n(x)} ${n(base)}v${n(-height)}h${n(width)}v${n(height)}z`;
}

/** A disc. */
export function dot(x: number, y: number, radius: number): string {
  const r = n(radius);
  return `M${n(x - radius)} ${n(y)}a${r} ${r} 0 1 0 ${n(2 * radius)} 0a${r} ${r} 0 1 0 ${n(-2 * radius)} 0z`;
}

/** A square that stands on its tip. */
export function diamond(x: number, y: number, radius: number): string {
  const r = n(radius);
  return `M${n(x)} ${n(y - radius)}l${r} ${r}l-${r} ${r}l-${r} -${r}z`;
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}
