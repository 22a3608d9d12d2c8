import { zoneOf } from '../time/zone.js';
import { timetableOf } from './compile.js';
import { parseCron } from './cron/cron.js';
import { NO_FILTERS } from './filters.js';
import type { Recurrence } from './recurrence.js';
import type { Timetable } from './timetable.js';

/** A clock change that a recurrence feels: clocks skip, or show twice, a time that it names. */
export interface FeltChange {
  readonly kind: 'gap' | 'overlap';
  /** Where the clocks change. */
  readonly changeAt: number;
  /** The first time that the recurrence names there, as wall time. */
  readonly wall: number;
  /** The occurrence that it becomes; `undefined` for what a frequency loses in a gap, and what filters take of what it moves. */
  readonly occurrenceAt: number | undefined;
}

/**
 * The clock changes in [from, to) that a recurrence feels, in order; `timetable` is its own. Elapsed units feel none,
 * whatever clocks show.
 */
export function* feltChanges(
  recurrence: Recurrence,
  timetable: Timetable,
  from: number,
  to: number,
): Generator<FeltChange> {
  if (recurrence.rule.kind === 'elapsed') return;
  const zone = zoneOf(recurrence.zone);
  const { startingAt = -Infinity, until = Infinity } = recurrence;
  const endless = { ...recurrence, until: undefined };
  const passing = onUnchangingClock(endless, recurrence.startingAt ?? from);
  const loses = isFrequency(recurrence);
  // Filters judge what a gap has moved by where it lands; what a frequency loses lands nowhere.
  const isJudgedByName = loses || recurrence.filters === NO_FILTERS;
  const named = isJudgedByName
    ? passing
    : onUnchangingClock({ ...endless, filters: NO_FILTERS }, recurrence.startingAt ?? from);
  let known: number | undefined = -Infinity;
  let { endAt } = zone.periodAt(from - 1);
  while (endAt < to) {
    const { offsetMs, offsetBeforeMs, startAt } = zone.periodAt(endAt);
    const felt = feltAt(startAt, offsetBeforeMs, offsetMs - offsetBeforeMs);
    if (felt !== undefined) yield felt;
    endAt = zone.periodAt(endAt).endAt;
  }

  function feltAt(changeAt: number, offsetBeforeMs: number, forwardMs: number): FeltChange | undefined {
    const kind = forwardMs > 0 ? 'gap' : 'overlap';
    const start = changeAt + offsetBeforeMs + Math.min(forwardMs, 0);
    const end = start + Math.abs(forwardMs);
    for (let wall = namedFrom(start); wall !== undefined && wall < end; wall = named.next(wall)) {
      const at = wall - offsetBeforeMs;
      const isMoved = kind === 'overlap' || !loses;
      if (isMoved && timetable.count(at, at + 1) > 0) return { kind, changeAt, wall, occurrenceAt: at };
      const isWithin = loses ? changeAt > startingAt && changeAt <= until : at >= startingAt && at <= until;
      const isLost = kind === 'gap' && isWithin && passing.count(wall, wall + 1) > 0;
      if (isLost) return { kind, changeAt, wall, occurrenceAt: undefined };
    }
    return undefined;
  }

  /** The first that is named from a wall time on: one search, however many changes it passes. */
  function namedFrom(wall: number): number | undefined {
    if (known !== undefined && known < wall) known = named.next(wall - 1);
    return known;
  }
}

/** Whether a recurrence is cron text that follows elapsed time rather than naming clock times. */
export function isFrequency({ rule }: Pick<Recurrence, 'rule'>): boolean {
  return rule.kind === 'cron' && parseCron(rule.text, rule.dialect).isFrequency;
}

/**
 * What a recurrence names on a clock that is never set forward or back: its instants, taken for wall times, are the
 * wall times that the rule names. The clock runs as far from UTC as `zone` does at `offsetAt`.
 */
export function onUnchangingClock(recurrence: Recurrence, offsetAt: number): Timetable {
  const { offsetMs } = zoneOf(recurrence.zone).periodAt(offsetAt);
  const shift = (instant: number | undefined) => (instant === undefined ? undefined : instant + offsetMs);
  return timetableOf({
    ...recurrence,
    zone: 'UTC',
    startingAt: shift(recurrence.startingAt),
    until: shift(recurrence.until),
  });
}
