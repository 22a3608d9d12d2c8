import type { RunRecordJson } from '../index.js';
import { type FarmJob, type NeededPlace, placesOf } from './farm-job.js';
import { handOver } from './hand-over.js';
import type { HeldRow } from './held-row.js';
import { isAskQueue } from './identity.js';
import { type RunEnd, rowAfter, rowUnrun } from './row-end.js';
import type { RowRunnerParts } from './row-runner-parts.js';
import type { Settlement } from './rows.js';
import { keyOfRow, runIdOf } from './run-of-row.js';
import { takePlace } from './take-place.js';
import { missedOutcome, type UnrunOutcome, unrunRecord } from './unrun-record.js';

/** A row of a job that this host doesn't know comes back after 1 s, doubling to a minute. */
const UNKNOWN_MS = [1_000, 60_000] as const;

const REMOVED = 'no release that lives has this job';

/**
 * Takes a row that was fetched from there to its end. Where its work has not begun when the database falls silent, whatever
 * that has done of it meanwhile, it goes to another host.
 */
export async function runRow(parts: RowRunnerParts, held: HeldRow): Promise<void> {
  try {
    await toItsEnd(parts, held);
  } catch (error) {
    if (held.hasBegun || parts.store.troubleOf(error) !== 'away') throw error;
    parts.world.trouble(`the run of ${held.row.data.job}`, error);
    await handOver(parts, held);
  }
}

/** Its places, its run, its settlement. */
async function toItsEnd(parts: RowRunnerParts, held: HeldRow): Promise<void> {
  const { row } = held;
  const { missed, job: name } = row.data;
  const job = parts.job(name);
  if (missed !== undefined) return record(parts, held, job, missedOutcome(missed));
  // What is of a later version than this host knows is of no job that it knows.
  if (job === undefined || (row.data.v ?? 1) > job.dataVersion) {
    const isAsk = isAskQueue(row.queue);
    if (job === undefined && !isAsk && !(await parts.store.isWanted(name))) {
      return record(parts, held, job, { kind: 'skipped', reason: 'removed', detail: REMOVED });
    }
    const delayMs = Math.min(UNKNOWN_MS[1], UNKNOWN_MS[0] * 2 ** Math.min(row.givenBack, 10));
    await parts.store.giveBack(row, delayMs);
    parts.world.tell({ kind: 'unknown', key: keyOfRow(row) });
    return;
  }
  await perform(parts, held, job);
}

async function perform(parts: RowRunnerParts, held: HeldRow, job: FarmJob): Promise<void> {
  const { row } = held;
  const token = row.token ?? (await claim(parts, held, job));
  if (token === undefined) return;
  // Between the grant and the body time may have passed: what is past its fence is not begun, nor what came or waited beside a
  // row that is alone by now.
  if (held.lostFor !== undefined || !parts.isLive() || !parts.mayBegin()) return handOver(parts, held);
  const { data } = row;
  const run = parts.host.run({
    name: job.name,
    occurrenceMs: data.at,
    dueAt: data.due,
    trigger: data.trigger,
    key: keyOfRow(row),
    runId: runIdOf(row),
    token,
    redelivered: row.cuts,
    data: data.data,
    v: data.v,
    attempt: isAskQueue(row.queue) ? (data.tries ?? 0) + 1 : undefined,
    from: data.from,
    by: data.by,
  });
  if (run === undefined) return handOver(parts, held);
  parts.begins();
  held.begin(run);
  await finish(parts, held, job, await run.record, token);
}

/** Takes the places that a row needs. @returns the token of its run; `undefined` where it does not run here */
async function claim(parts: RowRunnerParts, held: HeldRow, job: FarmJob): Promise<number | undefined> {
  const { queue, data } = held.row;
  const places = placesOf(parts.farm, job, queue, data.inTurn === true);
  const all: readonly (NeededPlace | undefined)[] = places.length > 0 ? places : [undefined];
  let token: number | undefined;
  for (const [i, needed] of all.entries()) {
    const entry = await takePlace(parts, held, { job, needed, isLast: i === all.length - 1 });
    if (entry === 'over') return undefined;
    if (entry.kind !== 'granted') {
      await record(parts, held, job, entry);
      return undefined;
    }
    token = entry.token;
  }
  return token;
}

async function finish(
  parts: RowRunnerParts,
  held: HeldRow,
  job: FarmJob,
  ended: RunRecordJson,
  token: number,
): Promise<void> {
  const record = { ...ended, token, redelivered: held.row.cuts };
  const end: RunEnd = {
    job,
    row: held.row,
    record,
    isLost: held.lostFor !== undefined,
    isStopping: !parts.isLive(),
    isCancelled: held.isCancelled,
    nowMs: parts.world.clock.now(),
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
  const settlement = rowUnrun({ job, row: held.row, record: ended, nowMs });
  if (await settle(parts, held, settlement, ended)) parts.host.recorded(ended);
}

async function settle(
  parts: RowRunnerParts,
  held: HeldRow,
  settlement: Settlement,
  ended: RunRecordJson,
): Promise<boolean> {
  held.isOver = true;
  parts.ends();
  const isAccepted = await parts.settler.settle(settlement);
  if (!isAccepted) parts.world.tell({ kind: 'fenced', key: keyOfRow(held.row) });
  // What is tried again has not ended.
  parts.ended(isAccepted && settlement.state !== 'retry' ? ended : undefined);
  return isAccepted;
}
