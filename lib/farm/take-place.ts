import { wait } from './delay.js';
import type { FarmJob, NeededPlace } from './farm-job.js';
import { GONE, type HeldRow } from './held-row.js';
import { isAskQueue } from './identity.js';
import type { RowRunnerParts } from './row-runner-parts.js';
import { type ClaimAnswer, turnOf } from './rows.js';
import { standingOf } from './standing.js';
import { CROWDED_MS } from './turnstile.js';
import { keyOfRow, type UnrunOutcome } from './unrun-record.js';

/** A row of a paused job that was fetched all the same comes back after this. */
const PAUSED_MS = 1_000;

/** What taking a place comes to: the run may go on, its row is another's affair by now, or it has an outcome without a run. */
export type Entry = 'granted' | 'over' | UnrunOutcome;

/** Takes one place, waiting for it as its policy says. */
export async function takePlace(
  parts: RowRunnerParts,
  held: HeldRow,
  job: FarmJob,
  place: NeededPlace | undefined,
  isLast: boolean,
  granted: (token: number) => void,
): Promise<Entry> {
  const { store } = parts;
  const { row } = held;
  const { data } = row;
  let isRegistered = false;
  for (;;) {
    if (held.lostFor !== undefined || !parts.isLive()) {
      if (isRegistered && place) await store.leave(place.place, row.id);
      await handOver(parts, held);
      return 'over';
    }
    const answer = await parts.claims.claim({
      ...row,
      name: job.name,
      place: place?.place,
      key: keyOfRow(row),
      occurrenceMs: data.at,
      dueAt: turnOf(data),
      isLast,
      counts: job.times !== undefined && data.trigger !== 'manual' && !isAskQueue(row.queue),
      atMostOnce: job.atMostOnce,
    });
    if (answer.kind === 'granted') {
      granted(answer.token);
      if (answer.runsLeft !== undefined) parts.host.runsLeft(job.name, answer.runsLeft);
      if (isRegistered && place) await store.leave(place.place, row.id);
      return 'granted';
    }
    if (answer.kind !== 'held' && answer.kind !== 'behind') return refused(parts, held, answer);
    if (place === undefined) throw new Error('a claim of no place was held up');
    if (answer.key !== undefined && data.from?.includes(answer.key)) {
      if (isRegistered) await store.leave(place.place, row.id);
      return { kind: 'skipped', reason: 'overlap', detail: ringText(answer.key) };
    }
    const inTheWay = answer.kind === 'held' ? answer.key : 'of a row that waits';
    if (place.policy === 'skip') {
      const by = answer.kind === 'held' ? `${answer.key} on ${answer.host}` : inTheWay;
      return { kind: 'skipped', reason: 'overlap', detail: `the run ${by} was in its way` };
    }
    if (parts.turnstile.isCrowded(place.place)) {
      await store.giveBack(row, CROWDED_MS, true);
      return 'over';
    }
    const isNewest = place.policy === 'cancelPrevious';
    const waiters = await store.wait(place.place, row, turnOf(data), isNewest);
    const standing = standingOf(place.policy, waiters, row.id, inTheWay);
    if (standing.kind === 'skipped') {
      await store.leave(place.place, row.id);
      return { kind: 'skipped', reason: 'overlap', detail: standing.detail };
    }
    if (!isRegistered && isNewest && answer.kind === 'held') {
      await store.cancelRun(answer.holder, 'a newer occurrence is due');
      await store.tell();
    }
    isRegistered = true;
    parts.waits();
    await parts.turnstile.turn(place.place, place.policy, held);
  }
}

/** What is said of a run that would wait for one which waits for it, on whatever hosts they are. */
function ringText(key: string): string {
  return `it would wait for ${key}, which triggered it; use andThen, or background.run(() => job.trigger()) without awaiting it`;
}

async function refused(
  parts: RowRunnerParts,
  held: HeldRow,
  answer: Exclude<ClaimAnswer, { readonly kind: 'granted' | 'held' | 'behind' }>,
): Promise<Entry> {
  switch (answer.kind) {
    case 'gone':
      held.lose(GONE);
      return 'over';
    case 'paused':
      if (!isAskQueue(held.row.queue)) return { kind: 'skipped', reason: 'paused', detail: answer.pause.reason };
      await parts.store.giveBack(held.row, PAUSED_MS, true);
      return 'over';
    case 'byHand':
      return { kind: 'skipped', reason: 'byHand', detail: answer.reason };
    case 'cancelled':
      return { kind: 'cancelled', detail: answer.reason, ...(answer.by !== undefined && { by: answer.by }) };
    case 'limit':
      return { kind: 'skipped', reason: 'limit', detail: 'the schedule has had its number of runs' };
    case 'lost':
      return { kind: 'lost', detail: 'its host went away in it, so nobody knows whether it was done' };
    case 'spent':
      return { kind: 'failed', error: { name: 'Error', message: `its host went away ${answer.cuts} times in it` } };
  }
}

/** Gives a row that was not finished to another host, without counting it against the row. */
export async function handOver(parts: RowRunnerParts, held: HeldRow): Promise<void> {
  if (held.lostFor === GONE) return;
  for (let tries = 0; ; tries += 1) {
    try {
      const isBack = await parts.store.giveBack(held.row, 0, true);
      if (isBack) parts.world.tell({ kind: 'handedOver', key: keyOfRow(held.row) });
      // Another has it already: this host is not gone after all, so that was no cut-off.
      else await parts.forgive();
      break;
    } catch (error) {
      // Its heartbeat runs out where the database stays away.
      if (tries >= 3) throw error;
      await wait(parts.world.clock, 100 * 2 ** tries);
    }
  }
  parts.ended(undefined);
}
