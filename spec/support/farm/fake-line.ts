import { ALONE_AFTER_CUTS } from '../../../lib/farm/cut-off.js';
import type { ClaimOrder, Rivals } from '../../../lib/farm/rows.js';
import { isBefore, turnOf } from '../../../lib/farm/turn.js';
import type { Snapshot } from './claim.js';
import type { FakeFarm } from './fake-farm.js';
import type { FakeRow } from './fake-rows.js';

/** A row that goes first, and the queue in which it is where nobody has fetched it yet. */
export interface Ahead {
  readonly of: string;
  readonly unfetchedIn?: string;
}

type PlaceOrder = ClaimOrder & { readonly place: string };

/** Who is before a claim of a place, as the one statement says it: who stands in the line, or else a rival. */
export function aheadOf(farm: FakeFarm, order: PlaceOrder, snapshot: Snapshot): Ahead | undefined {
  for (const { row, turn, isNewest } of farm.waiting.get(order.place)?.values() ?? []) {
    if (isNewest || !isBefore(turn, order.turn)) continue;
    if (snapshot.isActive(row.id, row.attempt)) return { of: row.id };
  }
  return order.rivals && rivalBefore(farm, order, order.rivals);
}

/** A rival that was fetched, and is on its way to the line, or that nobody has fetched yet. */
function rivalBefore(farm: FakeFarm, order: PlaceOrder, { queues, names, areRanked }: Rivals): Ahead | undefined {
  const { rows, marks, schedules, clock } = farm;
  for (const row of rows.values()) {
    const { id, queue, data, state, blocked, startAfter } = row;
    const turn = turnOf({ ...row, cuts: 0, givenBack: 0 }, areRanked);
    if (!queues.includes(queue) || !names.includes(data.job) || !isBefore(turn, order.turn)) continue;
    const isAlone = (marks.get(id)?.cuts.count ?? 0) >= ALONE_AFTER_CUTS;
    if (state === 'active' && !isThere(farm, row, order.place) && !isAlone) return { of: id };
    const isUnfetched = (state === 'created' || state === 'retry') && !blocked && startAfter <= clock.now();
    if (isUnfetched && schedules.get(data.job)?.pause === undefined) return { of: id, unfetchedIn: queue };
  }
  return undefined;
}

/** Whether a row has the place, or stands in its line, or waits for another that is kept by a row which stands there. */
function isThere({ places, waiting, rows }: FakeFarm, { id, attempt }: FakeRow, place: string): boolean {
  const line = waiting.get(place);
  if (places.get(place)?.holder === id || line?.get(id)?.row.attempt === attempt) return true;
  for (const [other, { holder }] of places) {
    if (waiting.get(other)?.get(id)?.row.attempt !== attempt) continue;
    const kept = rows.get(holder);
    if (kept?.state === 'active' && line?.get(holder)?.row.attempt === kept.attempt) return true;
  }
  return false;
}
