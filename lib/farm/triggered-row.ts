import { randomUUID } from 'node:crypto';
import { dueQueue } from './identity.js';
import type { NewRow, RowData } from './rows.js';

/** What is run by hand: the job, its data, the keys of the runs that it was triggered from within, and who did. */
export interface Triggered {
  readonly name: string;
  readonly data: unknown;
  /** The version of the data. */
  readonly v: number;
  readonly from: readonly string[];
  readonly by: string | undefined;
}

/** The row of a run by hand, due when it is written, which is about `nowMs`. Some host takes it as one that is due by a schedule. */
export function triggeredRow(
  farm: string,
  { name, data, v, from, by }: Triggered,
  nowMs: number,
  keepS: number,
): NewRow {
  const about: RowData = {
    job: name,
    at: nowMs,
    due: nowMs,
    trigger: 'manual',
    ...(from.length > 0 && { from }),
    ...(by !== undefined && { by }),
    ...(data !== undefined && { data, v }),
  };
  return { id: randomUUID(), queue: dueQueue(farm), data: about, isDueNow: true, keepS };
}
