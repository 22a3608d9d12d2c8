import type { RunRecordJson } from '../index.js';
import { type FarmJob, isAwaited } from './farm-job.js';
import { isAskQueue } from './identity.js';
import { KEPT_FOR_EVER_S } from './keeping.js';
import type { FetchedRow, Settlement } from './rows.js';

/** Asked work that finds a run in its way on its own host comes again after this. */
const IN_ITS_WAY_MS = 1_000;

/** A row that has its record: of a job that this host may not know. */
export interface RowEnd {
  readonly job: FarmJob | undefined;
  readonly row: FetchedRow;
  readonly record: RunRecordJson;
  readonly nowMs: number;
}

/** A run that has ended here, and what was known of its row then. */
export interface RunEnd extends RowEnd {
  readonly job: FarmJob;
  /** The fence was past, or another host has it. */
  readonly isLost: boolean;
  readonly isStopping: boolean;
  /** It was cancelled by somebody. */
  readonly isCancelled: boolean;
}

/**
 * What becomes of the row of a run that has ended: it is settled, given to another host, or left to its heartbeat. Cut by
 * a stop it goes on elsewhere, unless it may run only once; a run that ignores its signal is never handed over.
 */
export function rowAfter(end: RunEnd): Settlement | 'handOver' | 'leave' {
  const { job, row, record, isLost, isStopping, isCancelled } = end;
  const { kind, reason } = record.outcome;
  const isCut = kind === 'cancelled' && !isCancelled;
  if (kind === 'abandoned' && (isLost || isStopping)) return 'leave';
  if (isLost && isCut) return job.atMostOnce ? settlement(end, 'completed', lost(record)) : 'handOver';
  if (isStopping && kind === 'skipped' && reason === 'stopping') return 'handOver';
  if (isStopping && isCut && !job.atMostOnce) return 'handOver';
  if (!isAskQueue(row.queue)) return settlement(end, 'completed', record);
  // A pause holds asked work: what was begun while this host learned of it waits as the rest does.
  if (kind === 'skipped' && reason === 'paused') return 'handOver';
  return askedAfter(end);
}

/** What becomes of a row that was not run: asked work that is given up has failed for good. */
export function rowUnrun(end: RowEnd): Settlement {
  const { kind } = end.record.outcome;
  if (!isAskQueue(end.row.queue)) return settlement(end, 'completed', end.record);
  if (kind === 'failed') return dead(end);
  return settlement(end, kind === 'cancelled' ? 'cancelled' : 'completed', end.record);
}

/** Asked work is tried again, each time as a run of its own, until it has failed for good. */
function askedAfter(end: RunEnd): Settlement {
  const { job, row, record, nowMs } = end;
  switch (record.outcome.kind) {
    case 'succeeded':
      return settlement(end, 'completed', record);
    case 'cancelled':
      return settlement(end, 'cancelled', record);
    case 'skipped':
      // Asked work is never skipped for overlap: a run that was given up here is in its way, and still goes on.
      if (record.outcome.reason !== 'overlap') return settlement(end, 'completed', record);
      return { ...settlement(end, 'retry', record), dueAt: nowMs + IN_ITS_WAY_MS, isAwaited: false };
    default: {
      const tries = (row.data.tries ?? 0) + 1;
      const delayMs = isDataRefused(record) ? undefined : job.retryAfterMs(tries);
      if (delayMs === undefined) return dead(end);
      const again = { dueAt: nowMs + delayMs, data: { ...row.data, tries }, isAwaited: false };
      return { ...settlement(end, 'retry', record), ...again };
    }
  }
}

function dead(end: RowEnd): Settlement {
  return { ...settlement(end, 'failed', end.record), keepS: KEPT_FOR_EVER_S };
}

/** Data that did not pass will not pass later. */
function isDataRefused({ outcome }: RunRecordJson): boolean {
  return outcome.error?.code === 'ERR_DATA';
}

function settlement({ job, row, nowMs }: RowEnd, state: Settlement['state'], output: RunRecordJson): Settlement {
  const { id, queue, attempt, data } = row;
  return {
    id,
    queue,
    attempt,
    name: data.job,
    state,
    output,
    isAwaited: isAwaited(job, data),
    follows: data.follows ?? [],
    // What settles elsewhere and never ran counts, too, so that the next one comes; also that of a job which only others know.
    ...((job?.isAfterCompletion ?? true) && data.trigger !== 'manual' && { settledMs: nowMs }),
    ...(job?.times !== undefined && hasNeverBegun(row, output) && { isUncounted: true }),
  };
}

/** Neither here, where a condition or another run was in its way, nor on a host before. */
function hasNeverBegun({ cuts, givenBack }: FetchedRow, { outcome }: RunRecordJson): boolean {
  return outcome.kind === 'skipped' && cuts === 0 && givenBack === 0;
}

function lost(record: RunRecordJson): RunRecordJson {
  const detail = 'the database could not be reached, so nobody knows whether it was done once';
  return { ...record, outcome: { kind: 'lost', detail } };
}
