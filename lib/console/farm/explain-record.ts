import type { RunExplanation } from '../../index.js';
import { resultText } from '../local/result-text.js';
import type { SubjectRecord } from '../local/subject.js';

/**
 * What became of an instant on whatever host, by what is known of the last runs; `undefined` where it is none of theirs.
 *
 * @param isOccurrence whether its schedule names it, as far as this host knows
 */
export function explainRecord(
  history: readonly SubjectRecord[],
  atMs: number,
  isOccurrence: boolean,
): RunExplanation | undefined {
  const record =
    history.findLast(({ occurrenceMs }) => occurrenceMs === atMs) ??
    (isOccurrence ? history.findLast(candidate => spans(candidate, atMs)) : undefined);
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

/** Whether the record tells of several that were not run, and the instant is among them. */
function spans({ occurrenceMs, outcome }: SubjectRecord, atMs: number): boolean {
  if (outcome.kind !== 'missed' && outcome.kind !== 'skipped') return false;
  const lastMs = outcome.last?.toMillis() ?? occurrenceMs;
  return occurrenceMs <= atMs && atMs <= lastMs;
}
