import { ALONE_AFTER_CUTS } from './cut-off.js';
import type { FarmJob, NeededPlace } from './farm-job.js';
import { handOver } from './hand-over.js';
import { GONE, type HeldRow } from './held-row.js';
import { isAskQueue } from './identity.js';
import { type Obstacle, PlaceWait } from './place-wait.js';
import type { RowRunnerParts } from './row-runner-parts.js';
import type { ClaimAnswer, ClaimOrder, FetchedRow } from './rows.js';
import { keyOfRow } from './run-of-row.js';
import { NEWER_WENT_FIRST } from './standing.js';
import { turnOf } from './turn.js';
import type { UnrunOutcome } from './unrun-record.js';

/** A row of a paused job that was fetched all the same comes back after this. */
const PAUSED_MS = 1_000;

/** A place that a row takes; `undefined` where its job needs none, which is asked for all the same. */
export interface Taking {
  readonly job: FarmJob;
  readonly needed: NeededPlace | undefined;
  /** Of those that the row needs. */
  readonly isLast: boolean;
}

type Granted = Extract<ClaimAnswer, { readonly kind: 'granted' }>;

/** What taking a place comes to: the run may go on, its row is another's affair by now, or it has an outcome without a run. */
export type Entry = Granted | 'over' | UnrunOutcome;

/** Takes one place, waiting for it as its policy says. */
export async function takePlace(parts: RowRunnerParts, held: HeldRow, taking: Taking): Promise<Entry> {
  const { job, needed, isLast } = taking;
  const wait = needed && new PlaceWait(parts, held, needed);
  for (;;) {
    // Not while it waits: what it waits for may have to come to this host first.
    if (isLast && held.row.cuts >= ALONE_AFTER_CUTS) await parts.alone();
    if (held.lostFor !== undefined || !parts.isLive()) {
      await wait?.leave();
      await handOver(parts, held);
      return 'over';
    }
    const isNewest = parts.newest(job.name);
    const answer = await parts.claims.claim(orderOf(held.row, taking));
    if (answer.kind === 'granted') {
      if (answer.runsLeft !== undefined && isNewest()) parts.host.runsLeft(job.name, answer.runsLeft);
      await wait?.leave();
      return answer;
    }
    if (answer.kind !== 'held' && answer.kind !== 'behind') return refused(parts, held, answer);
    if (wait === undefined) throw new Error('a claim of no place was held up');
    const instead = await wait.turn(answer);
    if (instead !== undefined) return instead;
  }
}

function orderOf(row: FetchedRow, { job, needed, isLast }: Taking): ClaimOrder {
  const { data } = row;
  return {
    ...row,
    name: job.name,
    place: needed?.place,
    turn: turnOf(row, needed?.rivals),
    rivals: needed?.rivals,
    key: keyOfRow(row),
    occurrenceMs: data.at,
    isLast,
    counts: job.times !== undefined && data.trigger !== 'manual' && !isAskQueue(row.queue),
    atMostOnce: job.atMostOnce,
  };
}

async function refused(
  parts: RowRunnerParts,
  held: HeldRow,
  answer: Exclude<ClaimAnswer, Granted | Obstacle>,
): Promise<Entry> {
  switch (answer.kind) {
    case 'gone':
      held.lose(GONE);
      return 'over';
    case 'paused':
      if (!isAskQueue(held.row.queue)) return { kind: 'skipped', reason: 'paused', detail: answer.pause.reason };
      await parts.store.giveBack(held.row, PAUSED_MS);
      return 'over';
    case 'byHand':
      return { kind: 'skipped', reason: 'byHand', detail: answer.reason };
    case 'cancelled':
      if (answer.isForNewer) return { kind: 'skipped', reason: 'overlap', detail: NEWER_WENT_FIRST };
      return { kind: 'cancelled', detail: answer.reason, ...(answer.by !== undefined && { by: answer.by }) };
    case 'limit':
      return { kind: 'skipped', reason: 'limit', detail: 'the schedule has had its number of runs' };
    case 'lost':
      return { kind: 'lost', detail: 'its host went away in it, so nobody knows whether it was done' };
    case 'spent':
      return { kind: 'failed', error: { name: 'Error', message: `its host went away ${answer.cuts} times in it` } };
  }
}
