import type { RunsPage, RunsQuery } from '../console.js';
import { findRun } from './find-run.js';
import { runOf } from './run-of.js';
import type { SubjectRecord } from './subject.js';
import type { Tracked } from './tracked.js';

/** The records that a question is about, the newest first. Of a run that is no longer kept there is no next page. */
export function runsPage(jobs: Iterable<Tracked>, { job, outcome, before, limit, sees }: RunsQuery): RunsPage {
  const asked = [...jobs].filter(
    ({ name }) => (job === undefined || name === job) && (sees === undefined || sees(name)),
  );
  const found = before === undefined ? undefined : findRun(asked, before);
  if (before !== undefined && (found === undefined || 'run' in found)) return { runs: [] };
  const limits = found === undefined || 'run' in found ? undefined : found.record;
  const isWanted = (record: SubjectRecord) =>
    (outcome === undefined || record.outcome.kind === outcome) && (limits === undefined || compare(record, limits) > 0);
  const among = outcome === undefined && limits === undefined ? newestJobs(asked, limit) : asked;
  const records = among
    .flatMap(of => of.job.history.filter(isWanted))
    .sort(compare)
    .slice(0, limit + 1);
  const shown = records.slice(0, limit);
  const last = shown.at(-1);
  return { runs: shown.map(runOf), ...(last !== undefined && records.length > limit && { after: last.runId }) };
}

/** The newest records of all are those of so many jobs at most: the ones that ended something last. */
function newestJobs(jobs: readonly Tracked[], limit: number): readonly Tracked[] {
  if (jobs.length <= limit) return jobs;
  return jobs
    .map(of => ({ of, at: of.job.history.at(-1)?.settledAtMs ?? Number.NEGATIVE_INFINITY }))
    .sort((one, other) => other.at - one.at)
    .slice(0, limit + 1)
    .map(({ of }) => of);
}

function compare(one: SubjectRecord, other: SubjectRecord): number {
  if (one.settledAtMs !== other.settledAtMs) return other.settledAtMs - one.settledAtMs;
  return one.runId < other.runId ? 1 : -Number(one.runId > other.runId);
}
