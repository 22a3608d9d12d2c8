import type { Problem, RowState } from '../api.js';

/** What a glyph stands for: how a job is, or how bad a problem is. */
export type GlyphKind = RowState | Problem['level'];

/** A sign whose shape says what its colour says. It is decoration: words beside it say the same. */
export function Glyph({ kind, size = 20 }: { readonly kind: GlyphKind; readonly size?: number }) {
  const [ground, sign, ink] = SIGNS[kind];
  return (
    <svg class={`glyph g-${kind}`} width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <path class={`g-${ground}`} d={ground === 'fill' ? DIAMOND : RING} />
      <path class={`g-${ink ?? 'line'}`} d={sign} />
    </svg>
  );
}

const RING = 'M2.5 10a7.5 7.5 0 1 0 15 0a7.5 7.5 0 1 0-15 0z';
const DIAMOND = 'M10 1.6l8.4 8.4-8.4 8.4L1.6 10z';

/** The ground of each sign (a soft, a full or a dashed ring, a diamond, or none), what is drawn on it, and how. */
const SIGNS: Readonly<Record<GlyphKind, readonly [ground: string, sign: string, ink?: string]>> = {
  ok: ['soft', 'M6.7 10.3l2.3 2.3 4.4-4.9'],
  failing: ['fill', 'M7.5 7.5l5 5m0-5l-5 5', 'on'],
  bad: ['fill', 'M10 6.3v4.5m0 2.6v.1', 'on'],
  broken: ['fill', 'M10 6.3v4.5m0 2.6v.1', 'on'],
  running: ['soft', 'M5.8 10a4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0-8.4 0z', 'fill'],
  cancelling: ['soft', 'M6.8 6.8h6.4v6.4H6.8z', 'fill'],
  waiting: ['line', 'M10 5.8V10l2.8 1.7'],
  due: ['line', 'M10 5.8V10l2.8 1.7'],
  paused: ['soft', 'M8 7v6m4-6v6'],
  never: ['dash', ''],
  ended: ['soft', 'M6.5 10h7'],
  warn: ['none', 'M10 2.6l8 14H2zM10 8v3.8m0 2.3v.1'],
  note: ['line', 'M10 9v4.5m0-7.4v.1'],
};
