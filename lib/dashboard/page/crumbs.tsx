import type { ComponentChildren } from 'preact';
import { JobLink } from './job-link.js';

/** The way from all jobs to what is shown, by its job where it is a run. */
export function Crumbs({ job, children }: { readonly job?: string; readonly children: ComponentChildren }) {
  return (
    <nav class="crumb" aria-label="Breadcrumb">
      <a href="#/">Jobs</a>
      <span aria-hidden="true">›</span>
      {job && (
        <>
          <JobLink job={job} />
          <span aria-hidden="true">›</span>
        </>
      )}
      <span>{children}</span>
    </nav>
  );
}
