import type { ComponentChildren } from 'preact';

/** What stands above a page: its name, a few words, and what can be chosen. */
export function Heading({ title, hint, children }: HeadingProps) {
  return (
    <div class="filters">
      <h1>{title}</h1>
      <span class="soft">{hint}</span>
      <div class="end">{children}</div>
    </div>
  );
}

interface HeadingProps {
  readonly title: string;
  readonly hint: string;
  readonly children?: ComponentChildren;
}
