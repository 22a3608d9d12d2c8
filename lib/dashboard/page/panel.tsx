import type { ComponentChildren } from 'preact';

/** A card with a heading, and what stands beside it. */
export function Panel({ title, beside, children }: PanelProps) {
  return (
    <section class="panel" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {beside}
      </header>
      {children}
    </section>
  );
}

interface PanelProps {
  readonly title: string;
  readonly beside?: ComponentChildren;
  readonly children: ComponentChildren;
}
