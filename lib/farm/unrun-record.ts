import type { OutcomeJson, RunRecordJson } from '../index.js';
import { isoOf, keyOfOccurrence } from './farm-job.js';
import { isAskQueue } from './identity.js';
import type { FetchedRow, RowData } from './rows.js';

/** The outcome of a row that is not run here: skipped, missed, lost, or given up. */
export interface UnrunOutcome extends OutcomeJson {
  readonly kind: 'skipped' | 'missed' | 'lost' | 'failed' | 'cancelled';
}

/** The record of it, as that of a run that never started. */
export function unrunRecord(
  row: Pick<FetchedRow, 'id' | 'queue' | 'attempt' | 'data'>,
  outcome: UnrunOutcome,
  nowMs: number,
): RunRecordJson {
  const { job, at, trigger } = row.data;
  return {
    jobName: job,
    runId: runIdOf(row),
    key: keyOfRow(row),
    trigger,
    occurrence: isoOf(at),
    occurrenceMs: at,
    lateMs: 0,
    attempts: 0,
    lines: [],
    outcome,
    settledAt: isoOf(nowMs),
    settledAtMs: nowMs,
  };
}

/** What was missed, as its row says it. */
export function missedOutcome({ count, atLeast, first, last, into }: NonNullable<RowData['missed']>): UnrunOutcome {
  const span = { count, ...(atLeast && { atLeast }), first: isoOf(first), last: isoOf(last) };
  return { kind: 'missed', ...span, ...(into !== undefined && { into }) };
}

/** The key of a row: of an occurrence its instant, of a trigger its own, of what was asked for the key it came with. */
export function keyOfRow({
  id,
  queue,
  data,
}: {
  readonly id: string;
  readonly queue: string;
  readonly data: Pick<RowData, 'job' | 'at' | 'trigger' | 'key'>;
}): string {
  if (isAskQueue(queue)) return `${data.job}@${data.key ?? id}`;
  const key = keyOfOccurrence(data.job, data.at);
  return data.trigger === 'manual' ? `${key}#${id}` : key;
}

/** What a run is called on every host: its row and, from the second on, the attempt. */
export function runIdOf({ id, attempt }: Pick<FetchedRow, 'id' | 'attempt'>): string {
  return attempt === 0 ? id : `${id}.${attempt}`;
}

/** The row and the attempt of a run; `undefined` for what is called otherwise. */
export function rowOfRun(runId: string): { readonly id: string; readonly attempt: number } | undefined {
  const [, id, attempt = '0'] = /^([\da-f-]{36})(?:\.(\d{1,9}))?$/.exec(runId) ?? [];
  return id === undefined ? undefined : { id, attempt: Number(attempt) };
}
