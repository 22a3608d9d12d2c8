import { ALONE_AFTER_CUTS } from '../../../lib/farm/cut-off.js';
import { jobPlace } from '../../../lib/farm/identity.js';
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

/** A claim of a place. */
export type PlaceOrder = ClaimOrder & { readonly place: string };

/** What a claim has seen when it began. */
export interface Look {
  readonly order: ClaimOrder;
  readonly snapshot: Snapshot;
  readonly ahead?: Ahead | undefined;
  /** What is to be done if the place is given. */
  readonly given?: (() => void) | undefined;
}

/** Who is before a claim of a place, as the one statement says it: who stands in the line, or else a rival. */
export function aheadOf(farm: FakeFarm, order: PlaceOrder, snapshot: Snapshot): Ahead | undefined {
  for (const { row, turn, isNewest } of farm.waiting.get(order.place)?.values() ?? []) {
    if (isNewest || !isBefore(turn, order.turn)) continue;
    if (snapshot.isActive(row.id, row.attempt)) return { of: row.id };
  }
  return order.rivals && rivalBefore(farm, order, order.rivals);
}

/** A rival that was fetched, and is on its way to the line, or that nobody has fetched yet: of those the first of each queue. */
function rivalBefore(farm: FakeFarm, order: PlaceOrder, rivals: Rivals): Ahead | undefined {
  const isAhead = (row: FakeRow) =>
    isBefore(turnOf({ ...row, cuts: 0, givenBack: 0 }, rivals), order.turn) && !isStoodFor(farm, row.data.job, order);
  for (const row of farm.rows.values()) {
    if (row.state !== 'active' || !rivals.queues.includes(row.queue) || !rivals.names.includes(row.data.job)) continue;
    const isAlone = (farm.marks.get(row.id)?.cuts.count ?? 0) >= ALONE_AFTER_CUTS;
    if (isAhead(row) && !isThere(farm, row, order.place) && !isAlone) return { of: row.id };
  }
  for (const queue of rivals.queues) {
    const first = farm.ready(queue).find(({ data }) => rivals.names.includes(data.job));
    const isHeld = first === undefined || farm.schedules.get(first.data.job)?.pause !== undefined;
    if (!isHeld && isAhead(first)) return { of: first.id, unfetchedIn: queue };
  }
  return undefined;
}

/** Whether a row has the place, or stands in its line. */
function isThere({ places, waiting }: FakeFarm, { id, attempt }: FakeRow, place: string): boolean {
  const kept = places.get(place);
  return (kept?.holder === id && kept.attempt === attempt) || waiting.get(place)?.get(id)?.row.attempt === attempt;
}

/** Whether the place of a job is kept by the row that asks, or by one that stands in this line. */
function isStoodFor(farm: FakeFarm, job: string, { id, attempt, place }: PlaceOrder): boolean {
  const own = jobPlace(String(place.split('/', 1)), job);
  const kept = own === place ? undefined : farm.places.get(own);
  if (kept === undefined) return false;
  if (kept.holder === id && kept.attempt === attempt) return true;
  const stands = farm.waiting.get(place)?.get(kept.holder)?.row.attempt === kept.attempt;
  return stands && farm.isActive({ id: kept.holder, attempt: kept.attempt });
}
