import { jobHash } from './route.js';

/** A job's name, which leads to its page. */
export function JobLink({ job }: { readonly job: string }) {
  return (
    <a href={jobHash(job)}>
      <bdi>{job}</bdi>
    </a>
  );
}
