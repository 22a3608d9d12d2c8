import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

/** A picture that says more of what the pointer is over; for the keyboard the same stands in words nearby. */
export function Tipped({ children, at }: TippedProps) {
  const [tip, show] = useState<Tip | undefined>(undefined);
  return (
    <div
      class="tipped"
      onPointerMove={event => {
        const { left, width } = event.currentTarget.getBoundingClientRect();
        const text = at((event.clientX - left) / width);
        show(text === undefined ? undefined : { text, x: event.clientX, y: event.clientY });
      }}
      onPointerLeave={() => show(undefined)}
    >
      {children}
      {tip !== undefined && (
        <div class="tip" role="presentation" style={placed(tip)}>
          {tip.text}
        </div>
      )}
    </div>
  );
}

interface TippedProps {
  readonly children: ComponentChildren;
  /** What there is to say at a share of the width from 0 to 1. */
  readonly at: (share: number) => ComponentChildren | undefined;
}

interface Tip {
  readonly text: ComponentChildren;
  readonly x: number;
  readonly y: number;
}

/** Beside the pointer, and never beyond the window: a tip is at most 300 pixels wide. */
function placed({ x, y }: Tip): Record<string, string> {
  const isLow = y > innerHeight - 140;
  return {
    left: `${Math.max(8, Math.min(x + 12, document.documentElement.clientWidth - 308))}px`,
    ...(isLow ? { bottom: `${innerHeight - y + 12}px` } : { top: `${y + 18}px` }),
  };
}
