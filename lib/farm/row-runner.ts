import { ALONE_AFTER_CUTS } from './cut-off.js';
import { wait } from './delay.js';
import { type FarmJob, type NeededPlace, placesOf } from './farm-job.js';
import { GONE, type HeldRow } from './held-row.js';
import { type RunEnd, rowAfter } from './row-end.js';
import type { FarmHost, FarmRecord, FarmWorld } from './seam.js';
import type { Settler } from './settler.js';
import { standingOf } from './standing.js';
import type { ClaimAnswer, Settlement } from './rows.js';
import type { FarmStore } from './store.js';
import { CROWDED_MS, type Turnstile } from './turnstile.js';
import { keyOfRow, missedOutcome, type UnrunOutcome, unrunRecord } from './unrun-record.js';

/** A row of a job that this host doesn't know comes back after 1 s, doubling to a minute. */
const UNKNOWN_MS = [1_000, 60_000] as const;

/** A row of a paused job that was fetched all the same comes back after this. */
const PAUSED_MS = 1_000;

/** What a row runner stands on. */
export interface RowRunnerParts {
  readonly farm: string;
  readonly store: FarmStore;
  readonly world: FarmWorld;
  readonly host: FarmHost;
  readonly settler: Settler;
  readonly turnstile: Turnstile;
  job(name: string): FarmJob | undefined;
  /** False from the beginning of a stop on. */
  isLive(): boolean;
  /** Runs it while nothing else is begun here. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  keepSecondsOf(name: string): number;
  /** Takes back the cut-off of a row that another host has taken over. */
  forgive(): Promise<void>;
  /** The row waits for a place: it holds no slot meanwhile. */
  waits(): void;
  /** The row has all its places: it holds a slot from now on. */
  begins(): void;
  /** The row has its outcome, or another attempt. */
  ended(record: FarmRecord | undefined): void;
}

type Entry = 'granted' | 'over' | UnrunOutcome;

/** Takes a row that was fetched from there to its end: its places, its run, its settlement. */
export async function runRow(parts: RowRunnerParts, held: HeldRow): Promise<void> {
  const { row } = held;
  const { missed, job: name } = row.data;
  const job = parts.job(name);
  if (missed !== undefined) return record(parts, held, job, missedOutcome(missed));
  if (job === undefined) {
    const delayMs = Math.min(UNKNOWN_MS[1], UNKNOWN_MS[0] * 2 ** Math.min(row.givenBack, 10));
    await parts.store.giveBack(row, delayMs, true);
    parts.world.tell({ kind: 'unknown', key: keyOfRow(row) });
    return;
  }
  if (row.cuts >= ALONE_AFTER_CUTS) await parts.alone(() => perform(parts, held, job));
  else await perform(parts, held, job);
}

async function perform(parts: RowRunnerParts, held: HeldRow, job: FarmJob): Promise<void> {
  const { row } = held;
  const places = placesOf(parts.farm, job, row.queue, row.data.inTurn === true);
  const needed: readonly (NeededPlace | undefined)[] = places.length > 0 ? places : [undefined];
  let token = 0;
  for (const [i, place] of needed.entries()) {
    const entry = await enter(parts, held, job, place, i === needed.length - 1, granted => {
      token = granted;
    });
    if (entry === 'over') return;
    if (entry !== 'granted') return record(parts, held, job, entry);
  }
  // Between the grant and the body time may have passed: what is past its fence is not begun.
  if (held.lostFor !== undefined || !parts.isLive()) return handOver(parts, held);
  const { data } = row;
  const run = parts.host.run({
    name: job.name,
    occurrenceMs: data.at,
    dueAt: data.due,
    trigger: data.trigger,
    key: keyOfRow(row),
    token,
    redelivered: row.cuts,
    data: data.data,
    from: data.from ?? [],
    ...(row.queue.includes('.ask.') && { attempt: (data.tries ?? 0) + 1 }),
  });
  if (run === undefined) return handOver(parts, held);
  parts.begins();
  held.begin(run);
  await finish(parts, held, job, await run.record, token);
}

/** Takes one place, waiting for it as its policy says. */
async function enter(
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
    const answer = await store.claim({
      ...row,
      name: job.name,
      place: place?.place,
      key: keyOfRow(row),
      occurrenceMs: data.at,
      dueAt: data.due,
      isLast,
      counts: job.times !== undefined && data.trigger !== 'manual' && !row.queue.includes('.ask.'),
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
    const inTheWay = answer.kind === 'held' ? answer.key : 'of a row that waits';
    if (data.from?.includes(inTheWay)) return { kind: 'skipped', reason: 'overlap', detail: OWN_RING };
    if (place.policy === 'skip') {
      const by = answer.kind === 'held' ? `${answer.key} on ${answer.host}` : inTheWay;
      return { kind: 'skipped', reason: 'overlap', detail: `the run ${by} was in its way` };
    }
    if (parts.turnstile.isCrowded(place.place)) {
      await store.giveBack(row, CROWDED_MS, true);
      return 'over';
    }
    const isNewest = place.policy === 'cancelPrevious';
    const waiters = await store.wait(place.place, row, data.due, isNewest);
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

const OWN_RING = 'it would wait for the run that triggered it; use andThen, or do not wait for it';

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
      if (!held.row.queue.includes('.ask.')) return { kind: 'skipped', reason: 'paused', detail: answer.pause.reason };
      await parts.store.giveBack(held.row, PAUSED_MS, true);
      return 'over';
    case 'byHand':
      return { kind: 'skipped', reason: 'byHand', detail: 'it was skipped by hand' };
    case 'limit':
      return { kind: 'skipped', reason: 'limit', detail: 'the schedule has had its number of runs' };
    case 'lost':
      return { kind: 'lost', detail: 'its host went away in it, so nobody knows whether it was done' };
    case 'spent':
      return { kind: 'failed', error: { name: 'Error', message: `its host went away ${answer.cuts} times in it` } };
  }
}

async function finish(
  parts: RowRunnerParts,
  held: HeldRow,
  job: FarmJob,
  ended: FarmRecord,
  token: number,
): Promise<void> {
  const end: RunEnd = {
    job,
    row: held.row,
    record: { ...ended, token, redelivered: held.row.cuts },
    isLost: held.lostFor !== undefined,
    isStopping: !parts.isLive(),
    isCancelled: held.isCancelled,
    nowMs: parts.world.clock.now(),
    keepS: parts.keepSecondsOf(job.name),
  };
  const next = rowAfter(end);
  if (next === 'handOver') return handOver(parts, held);
  if (next === 'leave') return parts.ended(undefined);
  await settle(parts, held, next, end.record);
}

/** Settles a row that was not run. */
async function record(
  parts: RowRunnerParts,
  held: HeldRow,
  job: FarmJob | undefined,
  outcome: UnrunOutcome,
): Promise<void> {
  const nowMs = parts.world.clock.now();
  const ended = unrunRecord(held.row, outcome, nowMs);
  const { row } = held;
  const state = outcome.kind === 'failed' && row.queue.includes('.ask.') ? 'failed' : 'completed';
  const settlement: Settlement = {
    ...row,
    name: row.data.job,
    state,
    output: ended,
    data: row.data,
    follows: row.data.follows ?? [],
    // What settles elsewhere and never ran counts from now, so that the next one comes.
    ...(job?.isAfterCompletion && row.data.trigger !== 'manual' && { settledMs: nowMs }),
  };
  if (await settle(parts, held, settlement, ended)) parts.host.recorded(ended);
}

async function settle(
  parts: RowRunnerParts,
  held: HeldRow,
  settlement: Settlement,
  ended: FarmRecord,
): Promise<boolean> {
  const isAccepted = await parts.settler.settle(settlement);
  if (!isAccepted) parts.world.tell({ kind: 'fenced', key: keyOfRow(held.row) });
  // What is tried again has not ended.
  parts.ended(isAccepted && settlement.state !== 'retry' ? ended : undefined);
  return isAccepted;
}

/** Gives a row that was not finished to another host, without counting it against the row. */
async function handOver(parts: RowRunnerParts, held: HeldRow): Promise<void> {
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
