import type { RunsPage, RunsQuery } from '../console.js';
import { type Found, findRun } from './find-run.js';
import { runOf } from './run-of.js';
import type { SubjectRecord } from './subject.js';
import { KIND_BITS, type Tracked } from './tracked.js';

/** The records that a question is about, the newest first. Of a run that is no longer kept there is no next page. */
export function runsPage(jobs: Iterable<Tracked>, query: RunsQuery): RunsPage {
  const { job, outcome, before, limit, sees } = query;
  const asked = [...jobs].filter(of => (job === undefined || of.name === job) && (sees === undefined || sees(of.name)));
  const last = before === undefined ? undefined : recordIn(findRun(asked, before));
  if (before !== undefined && last === undefined) return { runs: [] };
  const records = newest(asked, limit + 1, outcome, record => last === undefined || compare(record, last) > 0);
  const shown = records.slice(0, limit);
  const end = shown.at(-1);
  return { runs: shown.map(runOf), ...(end !== undefined && records.length > limit && { after: end.runId }) };
}

/** A run that has not ended is on no page. */
function recordIn(found: Found | undefined): SubjectRecord | undefined {
  return found !== undefined && 'record' in found ? found.record : undefined;
}

/**
 * Goes from the job that ended something last to the one that has been quiet for longest, until none of those that are
 * left can have a record as new as what was found.
 */
function newest(
  jobs: readonly Tracked[],
  most: number,
  outcome: RunsQuery['outcome'],
  isAfter: (record: SubjectRecord) => boolean,
): readonly SubjectRecord[] {
  const bit = outcome === undefined ? undefined : KIND_BITS[outcome];
  const isWanted = (record: SubjectRecord) =>
    (outcome === undefined || record.outcome.kind === outcome) && isAfter(record);
  const candidates = jobs.filter(({ kinds }) => kinds !== 0 && (bit === undefined || (kinds & bit) !== 0));
  let records: SubjectRecord[] = [];
  let oldestMs = Number.NEGATIVE_INFINITY;
  for (const of of [...candidates].sort((one, other) => other.lastAtMs - one.lastAtMs)) {
    if (of.lastAtMs < oldestMs) break;
    for (const record of of.job.history) if (record.settledAtMs >= oldestMs && isWanted(record)) records.push(record);
    // Sorted now and then: after each of thousands of jobs that ended something just now it would take seconds.
    if (records.length < 2 * most) continue;
    records = records.sort(compare).slice(0, most);
    oldestMs = records.at(-1)?.settledAtMs ?? oldestMs;
  }
  return records.sort(compare).slice(0, most);
}

function compare(one: SubjectRecord, other: SubjectRecord): number {
  if (one.settledAtMs !== other.settledAtMs) return other.settledAtMs - one.settledAtMs;
  return one.runId < other.runId ? 1 : -Number(one.runId > other.runId);
}
