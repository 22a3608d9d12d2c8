import type { SubjectProgress, SubjectRecord } from './subject.js';
import type { Tracked } from './tracked.js';

/** A run that was found: ended, or not. */
export type Found = { readonly record: SubjectRecord } | { readonly run: SubjectProgress };

/** The characters of an id that say when its run came to be, in base 36. */
const TIME_LENGTH = 9;
const ID = /^[0-9a-z]{14}/;
/** The id of a run of a farm, by its row and attempt: that says nothing of time. */
const ROW_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\.\d+)?$/;

/**
 * Looks for a run of this id: among what is in progress, then in the history of each job. Making ids of a million records
 * takes a second, so only those are made whose run can have come to be when the id says: between what it was for and its
 * start. Of a run that was made while the clock was being set back that may not hold, and it is not found.
 */
export function findRun(jobs: Iterable<Tracked>, id: string): Found | undefined {
  if (!ID.test(id)) return ROW_ID.test(id) ? findRow(jobs, id) : undefined;
  const madeAt = Number.parseInt(id.slice(0, TIME_LENGTH), 36);
  for (const { job, lastAtMs } of jobs) {
    const run = [...job.running, ...job.waiting].find(({ runId }) => runId === id);
    if (run !== undefined) return { run };
    if (lastAtMs < madeAt) continue;
    const found = job.history.findLast(
      record =>
        record.occurrenceMs <= madeAt && madeAt <= (record.startedAtMs ?? record.settledAtMs) && record.runId === id,
    );
    if (found !== undefined) return { record: found };
  }
  return undefined;
}

function findRow(jobs: Iterable<Tracked>, id: string): Found | undefined {
  for (const { job } of jobs) {
    const run = [...job.running, ...job.waiting].find(({ runId }) => runId === id);
    if (run !== undefined) return { run };
    const record = job.history.find(({ runId }) => runId === id);
    if (record !== undefined) return { record };
  }
  return undefined;
}
