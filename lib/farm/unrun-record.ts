import type { OutcomeJson, RunRecordJson } from '../index.js';
import { isoInstant } from '../kit.js';
import type { FetchedRow, RowData } from './rows.js';
import { keyOfRow, runIdOf } from './run-of-row.js';

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
    occurrence: isoInstant(at),
    occurrenceMs: at,
    lateMs: 0,
    attempts: 0,
    lines: [],
    outcome,
    settledAt: isoInstant(nowMs),
    settledAtMs: nowMs,
  };
}

/** What was missed, as its row says it. */
export function missedOutcome({ count, atLeast, first, last, into }: NonNullable<RowData['missed']>): UnrunOutcome {
  const span = { count, ...(atLeast && { atLeast }), first: isoInstant(first), last: isoInstant(last) };
  return { kind: 'missed', ...span, ...(into !== undefined && { into }) };
}
