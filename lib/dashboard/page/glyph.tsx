import type { JSX } from 'preact';
import type { Problem, RowState } from '../api.js';

/** What a glyph stands for: how a job is, or how bad a problem is. */
export type GlyphKind = RowState | Problem['level'];

/** A sign whose shape says what its colour says. It is decoration: words beside it say the same. */
export function Glyph({ kind, size = 20 }: { readonly kind: GlyphKind; readonly size?: number }) {
  return (
    <svg class={`glyph g-${kind}`} width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      {drawn(kind)}
    </svg>
  );
}

function drawn(kind: GlyphKind): JSX.Element {
  switch (kind) {
    case 'ok':
      return (
        <>
          {RING}
          {line('M6.7 10.3l2.3 2.3 4.4-4.9')}
        </>
      );
    case 'failing':
      return (
        <>
          {DIAMOND}
          {cut('M7.5 7.5l5 5m0-5l-5 5')}
        </>
      );
    case 'bad':
    case 'broken':
      return (
        <>
          {DIAMOND}
          {cut('M10 6.3v4.5m0 2.6v.1')}
        </>
      );
    case 'running':
      return (
        <>
          {RING}
          <circle class="g-fill" cx="10" cy="10" r="4.2" />
        </>
      );
    case 'cancelling':
      return (
        <>
          {RING}
          <path class="g-fill" d="M6.8 6.8h6.4v6.4H6.8z" />
        </>
      );
    case 'waiting':
    case 'due':
      return (
        <>
          {CIRCLE}
          {line('M10 5.8V10l2.8 1.7')}
        </>
      );
    case 'paused':
      return (
        <>
          {RING}
          {line('M8 7v6m4-6v6')}
        </>
      );
    case 'never':
      return <circle class="g-line" cx="10" cy="10" r="7.5" stroke-dasharray="2.4 3.2" />;
    case 'ended':
      return (
        <>
          {RING}
          {line('M6.5 10h7')}
        </>
      );
    case 'warn':
      return (
        <>
          {line('M10 2.6l8 14H2z')}
          {line('M10 8v3.8m0 2.3v.1')}
        </>
      );
    case 'note':
      return (
        <>
          {CIRCLE}
          {line('M10 9v4.5m0-7.4v.1')}
        </>
      );
  }
}

const RING = <circle class="g-soft" cx="10" cy="10" r="7.5" />;
const CIRCLE = <circle class="g-line" cx="10" cy="10" r="7.5" />;
const DIAMOND = <path class="g-fill" d="M10 1.6l8.4 8.4-8.4 8.4L1.6 10z" />;

function line(d: string): JSX.Element {
  return <path class="g-line" d={d} />;
}

function cut(d: string): JSX.Element {
  return <path class="g-on" d={d} />;
}
