import type { ComponentChildren } from 'preact';
import { jobHash } from './route.js';

/** The way from all jobs to what is shown, by its job where it is a run. */
export function Crumbs({ job, children }: { readonly job?: string; readonly children: ComponentChildren }) {
  return (
    <nav class="crumb" aria-label="Breadcrumb">
      <a href="#/">Jobs</a>
      <span aria-hidden="true">›</span>
      {job !== undefined && (
        <>
          <a href={jobHash(job)}>
            <bdi>{job}</bdi>
          </a>
          <span aria-hidden="true">›</span>
        </>
      )}
      <span>{children}</span>
    </nav>
  );
}
