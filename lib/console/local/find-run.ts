import type { SubjectProgress, SubjectRecord } from './subject.js';
import type { Tracked } from './tracked.js';

/** A run that was found: ended, or not. */
export type Found = { readonly record: SubjectRecord } | { readonly run: SubjectProgress };

/** Looks for a run of this id: among what is in progress, then in the history of each job. */
export function findRun(jobs: Iterable<Tracked>, id: string): Found | undefined {
  const all = [...jobs];
  for (const { job } of all) {
    const run = [...job.running, ...job.waiting].find(({ runId }) => runId === id);
    if (run !== undefined) return { run };
  }
  for (const { job } of all) {
    const record = job.history.findLast(({ runId }) => runId === id);
    if (record !== undefined) return { record };
  }
  return undefined;
}
