import { randomUUID } from 'node:crypto';
import { dueQueue } from './identity.js';
import type { NewRow, RowData } from './rows.js';

/** What is run by hand: the job, its data, and the keys of the runs that it was triggered from. */
export interface Triggered {
  readonly name: string;
  readonly data: unknown;
  /** The version of the data. */
  readonly v: number;
  readonly from: readonly string[];
}

/** The row of a run by hand, due at once. Some host takes it as one that is due by a schedule. */
export function triggeredRow(farm: string, { name, data, v, from }: Triggered, nowMs: number, keepS: number): NewRow {
  const about = { job: name, at: nowMs, due: nowMs, from, trigger: 'manual' } satisfies RowData;
  return { id: randomUUID(), queue: dueQueue(farm), data: { ...about, ...(data !== undefined && { data, v }) }, keepS };
}
