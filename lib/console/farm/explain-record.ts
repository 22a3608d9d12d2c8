import type { RunExplanation } from '../../index.js';
import { resultText } from '../local/result-text.js';
import type { SubjectRecord } from '../local/subject.js';

/** What became of an occurrence on whatever host, by what is known of the last ones; `undefined` where it is none of them. */
export function explainRecord(history: readonly SubjectRecord[], atMs: number): RunExplanation | undefined {
  const record = history.findLast(candidate => covers(candidate, atMs));
  if (record === undefined) return undefined;
  const { jobName, runId, outcome, startedAtMs, host, key } = record;
  const code = outcome.kind === 'skipped' ? outcome.reason : outcome.kind;
  const where = host === undefined ? '' : ` on ${host}`;
  const why = outcome.kind === 'skipped' ? ` (${outcome.reason}): ${outcome.detail}` : '';
  const fate =
    startedAtMs === undefined ? `it was ${resultText(record)}${why}` : `it ran${where}, and ${resultText(record)}`;
  const text = `job '${jobName}', ${key}: ${fate}.`;
  return { verdict: startedAtMs === undefined ? 'notRun' : 'ran', code, text, runId };
}

/** Whether the record tells of that instant, by itself or as one of several that were not run. */
function covers({ occurrenceMs, outcome }: SubjectRecord, atMs: number): boolean {
  if (outcome.kind !== 'missed') return occurrenceMs === atMs;
  return outcome.first.toMillis() <= atMs && atMs <= outcome.last.toMillis();
}
