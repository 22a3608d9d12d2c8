import { isBad } from '../../kit.js';
import type { Drummed } from './drummed.js';
import type { Latenesses } from './latenesses.js';
import type { SubjectRecord } from './subject.js';
import { FAILED, MISSED, RUNS, SKIPPED, Tally } from './tally.js';
import { isRail, KIND_BITS, type Tracked } from './tracked.js';

/** Counts what became of an occurrence, where it is asked for: O(1). */
export function countRecord(
  of: Tracked,
  record: SubjectRecord,
  all: { readonly drummed: Drummed; readonly latenesses: Latenesses },
): void {
  const { outcome, settledAtMs, startedAtMs, durationMs = 0, lateMs } = record;
  of.tally ??= new Tally(settledAtMs);
  of.lastAtMs = settledAtMs;
  of.kinds |= KIND_BITS[outcome.kind];
  const { tally } = of;
  tallyRecord(tally, record);
  if (startedAtMs !== undefined) {
    // Each host tells a monitor of its own runs, so that their sum is that of the farm.
    if (record.isElsewhere !== true) tally.measure(durationMs, lateMs);
    all.latenesses.add(of.name, lateMs);
    all.drummed.add(of.name, startedAtMs, outcome.kind, isRail(of));
  }
  if (outcome.kind === 'succeeded') {
    of.failingSince = undefined;
  } else if (isBad(outcome.kind)) {
    of.failingSince ??= settledAtMs;
  } else if (outcome.kind === 'skipped') {
    const { reason, count = 1 } = outcome;
    if (reason === 'overlap') of.overlaps += count;
    if (reason === 'paused' && settledAtMs >= (of.pauses.at(-1)?.from ?? 0)) of.pausedSkips += count;
  }
}

/** Counts it in its hour. */
export function tallyRecord(tally: Tally, { outcome, settledAtMs, startedAtMs }: SubjectRecord): void {
  if (startedAtMs !== undefined) tally.count(RUNS, settledAtMs);
  if (outcome.kind === 'skipped') tally.count(SKIPPED, settledAtMs, outcome.count ?? 1);
  else if (outcome.kind === 'missed') tally.count(MISSED, settledAtMs, outcome.count);
  else if (isBad(outcome.kind)) tally.count(FAILED, settledAtMs);
}
