import { ALONE_AFTER_CUTS } from '../../../lib/farm/cut-off.js';
import { type ClaimOrder, type Rivals, turnOf } from '../../../lib/farm/rows.js';
import type { Snapshot } from './claim.js';
import type { FakeFarm } from './fake-farm.js';
import type { FakeRow } from './fake-rows.js';

/** Who is before a claim of a place, as the one statement says it: who stands in the line, or else a rival. */
export function aheadOf(
  farm: FakeFarm,
  order: ClaimOrder & { readonly place: string },
  holder: string | undefined,
  snapshot: Snapshot,
): string | undefined {
  const line = farm.waiting.get(order.place);
  for (const { row, dueAt, isNewest } of line?.values() ?? []) {
    if (isNewest || !isBefore(row.id, dueAt, order)) continue;
    if (snapshot.isActive(row.id, row.attempt)) return row.id;
  }
  if (order.rivals === undefined) return undefined;
  const isInLine = (row: FakeRow) => line?.get(row.id)?.row.attempt === row.attempt;
  return rivalBefore(farm, order, order.rivals, row => row.id === holder || isInLine(row));
}

/** A rival that was fetched, and is on its way to the line, or that nobody has fetched yet. */
function rivalBefore(
  { rows, marks, schedules, clock }: FakeFarm,
  order: ClaimOrder,
  { queues, names }: Rivals,
  isThere: (row: FakeRow) => boolean,
): string | undefined {
  for (const row of rows.values()) {
    const { id, queue, data, state, blocked, startAfter } = row;
    if (!queues.includes(queue) || !names.includes(data.job) || !isBefore(id, turnOf(data), order)) continue;
    const isAlone = (marks.get(id)?.cuts.count ?? 0) >= ALONE_AFTER_CUTS;
    if (state === 'active' && !isThere(row) && !isAlone) return id;
    const isUnfetched = (state === 'created' || state === 'retry') && !blocked && startAfter <= clock.now();
    if (isUnfetched && schedules.get(data.job)?.pause === undefined) return id;
  }
  return undefined;
}

function isBefore(id: string, turn: number, order: ClaimOrder): boolean {
  return turn < order.dueAt || (turn === order.dueAt && id < order.id);
}
