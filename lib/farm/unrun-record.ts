import { DateTime } from 'luxon';
import { keyOfOccurrence } from './farm-job.js';
import type { FetchedRow, RowData } from './rows.js';
import type { FarmRecord } from './seam.js';

/** The outcome of a row that is not run here: skipped, missed, lost, or given up. */
export interface UnrunOutcome {
  readonly kind: 'skipped' | 'missed' | 'lost' | 'failed' | 'cancelled';
  readonly reason?: string;
  readonly detail?: string;
  readonly [field: string]: unknown;
}

/** The record of it, as that of a run that never started. */
export function unrunRecord(row: FetchedRow, outcome: UnrunOutcome, nowMs: number): FarmRecord {
  const { job, at, trigger } = row.data;
  return {
    jobName: job,
    runId: row.id,
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
export function missedOutcome({ count, first, last, into }: NonNullable<RowData['missed']>): UnrunOutcome {
  return { kind: 'missed', count, first: isoOf(first), last: isoOf(last), ...(into !== undefined && { into }) };
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
  if (queue.includes('.ask.')) return `${data.job}@${data.key ?? id}`;
  const key = keyOfOccurrence(data.job, data.at);
  return data.trigger === 'manual' ? `${key}#${id}` : key;
}

/** An instant as text in UTC. */
export function isoOf(ms: number): string {
  return DateTime.fromMillis(ms, { zone: 'utc' }).toISO() ?? String(ms);
}
