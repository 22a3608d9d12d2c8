import type { ComponentChildren } from 'preact';

/** The way from all jobs to what is shown. */
export function Crumbs({ children }: { readonly children: ComponentChildren }) {
  return (
    <nav class="crumb" aria-label="Breadcrumb">
      <a href="#/">Jobs</a>
      <span aria-hidden="true">›</span>
      <span>{children}</span>
    </nav>
  );
}
