import { type ComponentChildren, render } from 'preact';

/** A picture that says more of what the pointer is over; for the keyboard the same stands in words nearby. */
export function Tipped({ children, at }: TippedProps) {
  return (
    <div
      onPointerMove={event => {
        const { left, width } = event.currentTarget.getBoundingClientRect();
        show(at((event.clientX - left) / width), event.clientX, event.clientY);
      }}
      onPointerLeave={hideTip}
    >
      {children}
    </div>
  );
}

interface TippedProps {
  readonly children: ComponentChildren;
  /** What there is to say at a share of the width from 0 to 1. */
  readonly at: (share: number) => ComponentChildren | undefined;
}

/** Takes the tip away: what it was about may be gone. */
function hideTip(): void {
  show(undefined, 0, 0);
}

let place: HTMLElement | undefined;

/** Beside the pointer, and never beyond the window: a tip is at most 300 pixels wide. It is no part of what is known. */
function show(text: ComponentChildren | undefined, x: number, y: number): void {
  place ??= document.body.appendChild(document.createElement('div'));
  const left = `${Math.max(8, Math.min(x + 12, document.documentElement.clientWidth - 308))}px`;
  const style = y > innerHeight - 140 ? { left, bottom: `${innerHeight - y + 12}px` } : { left, top: `${y + 18}px` };
  render(
    text && (
      <div class="tip" role="presentation" style={style}>
        {text}
      </div>
    ),
    place,
  );
}
