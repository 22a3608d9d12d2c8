import type { OffsetPeriod } from '../time/offset-periods.js';
import type { Zone } from '../time/zone.js';
import type { Timetable } from './timetable.js';
import type { WallTimes } from './wall-times.js';

/** The wall times of a rule, before and after its filters. */
export interface Clockwork {
  /** What the rule names. */
  readonly all: WallTimes;
  /** What the filters leave of it; the same object where there are none. */
  readonly filtered: WallTimes;
  /** Whether the filters let an occurrence through that happens when clocks show `wall`. */
  readonly passes: (wall: number) => boolean;
}

/**
 * The timetable of wall times that name one instant each, as those of the words and of cron's clock times do.
 * Almost all are *plain*: clocks show them, once or for the first time. The others lie in a gap and are *shifted*
 * behind it. Shifted ones are rare but awkward: they may come after a plain one that is later by the clock, and the
 * filters judge them by what clocks show when they happen.
 */
export function clockTimetable(zone: Zone, { all, filtered, passes }: Clockwork): Timetable {
  const isNarrowed = all !== filtered;

  return {
    next(afterMs) {
      const from = afterMs + 1;
      const period = zone.periodAt(from);
      const wall = filtered.atOrAfter(firstPlainWall(from, period));
      if (wall === undefined) return nextShifted(from, undefined);
      if (from >= settledAt(period)) {
        if (wall - period.offsetMs < period.endAt) return wall - period.offsetMs;
        const place = zone.locate(wall);
        if (!isNarrowed && place.kind !== 'gap') return place.first;
      }
      const plain = plainInstant(wall, transition => filtered.atOrAfter(zone.wallOf(transition)));
      return nextShifted(from, plain) ?? plain;
    },

    previous(beforeMs) {
      const from = beforeMs - 1;
      const period = zone.periodAt(from);
      const wall = filtered.atOrBefore(lastPlainWall(from, period));
      if (wall === undefined) return previousShifted(from, undefined);
      if (wall - period.offsetMs >= settledAt(period)) return wall - period.offsetMs;
      const plain = plainInstant(wall, transition => filtered.atOrBefore(zone.wallOf(transition - 1)));
      return previousShifted(from, plain) ?? plain;
    },

    count(fromMs, toMs) {
      let count = 0;
      for (let at = fromMs; at < toMs; at = zone.periodAt(at).endAt) {
        const period = zone.periodAt(at);
        const endWall = Math.min(toMs, period.endAt) + period.offsetMs;
        count += filtered.count(firstPlainWall(at, period), endWall) + countShifted(at, period, endWall);
      }
      return count;
    },
  };

  /** The instant of `wall` or, if that lies in a gap, of the next that `beyond` the gap does not. */
  function plainInstant(
    wall: number | undefined,
    beyond: (transition: number) => number | undefined,
  ): number | undefined {
    if (wall === undefined) return undefined;
    const place = zone.locate(wall);
    return place.kind === 'gap' ? plainInstant(beyond(place.transition), beyond) : place.first;
  }

  /** The first shifted occurrence from `from` on that comes before `plain`. */
  function nextShifted(from: number, plain: number | undefined): number | undefined {
    for (let at = from; ; ) {
      const period = zone.periodAt(at);
      const wall = firstShiftedWall(at, period);
      if (wall !== undefined)
        return plain === undefined || shifted(wall, period) < plain ? shifted(wall, period) : undefined;
      const nextWall = all.atOrAfter(at + period.offsetMs);
      if (nextWall === undefined || plain === undefined) return undefined;
      // Periods before the one with the rule's next time are passed over: nothing of it can lie in their gaps.
      at = Math.max(period.endAt, zone.periodAt(zone.instantOf(nextWall)).startAt);
      if (at >= plain) return undefined;
    }
  }

  /** The last shifted occurrence up to `from` that comes after `plain`. */
  function previousShifted(from: number, plain: number | undefined): number | undefined {
    for (let at = from; ; ) {
      const period = zone.periodAt(at);
      const wall = lastShiftedWall(at, period);
      if (wall !== undefined)
        return plain === undefined || shifted(wall, period) > plain ? shifted(wall, period) : undefined;
      if (plain === undefined || period.startAt <= plain) return undefined;
      const previousWall = all.atOrBefore(zone.wallOf(period.startAt - 1));
      if (previousWall === undefined) return undefined;
      at = Math.min(period.startAt, zone.periodAt(zone.instantOf(previousWall)).endAt) - 1;
    }
  }

  function firstShiftedWall(from: number, period: OffsetPeriod): number | undefined {
    if (gapMs(period) <= 0 || from >= settledAt(period)) return undefined;
    const gapEnd = period.startAt + period.offsetMs;
    let wall = all.atOrAfter(Math.max(from, period.startAt) + period.offsetBeforeMs);
    while (wall !== undefined && wall < gapEnd && !passes(wall + gapMs(period))) wall = all.atOrAfter(wall + 1);
    return wall !== undefined && wall < gapEnd ? wall : undefined;
  }

  function lastShiftedWall(from: number, period: OffsetPeriod): number | undefined {
    if (gapMs(period) <= 0) return undefined;
    const gapStart = period.startAt + period.offsetBeforeMs;
    let wall = all.atOrBefore(Math.min(from, settledAt(period) - 1) + period.offsetBeforeMs);
    while (wall !== undefined && wall >= gapStart && !passes(wall + gapMs(period))) wall = all.atOrBefore(wall - 1);
    return wall !== undefined && wall >= gapStart ? wall : undefined;
  }

  /** Those that no plain occurrence falls together with. */
  function countShifted(from: number, period: OffsetPeriod, endWall: number): number {
    let count = 0;
    let wall = firstShiftedWall(from, period);
    while (wall !== undefined && wall + gapMs(period) < endWall) {
      if (filtered.atOrAfter(wall + gapMs(period)) !== wall + gapMs(period)) count++;
      wall = firstShiftedWall(shifted(wall, period) + 1, period);
    }
    return count;
  }
}

/** How far clocks are set forward when the period begins; negative where they are set back. */
function gapMs(period: OffsetPeriod): number {
  return period.offsetMs - period.offsetBeforeMs;
}

/** From here on the change at the start of the period no longer matters: what is shifted, or shown again, is over. */
function settledAt(period: OffsetPeriod): number {
  return period.startAt + Math.abs(gapMs(period));
}

function shifted(wall: number, period: OffsetPeriod): number {
  return wall - period.offsetBeforeMs;
}

/** What clocks show at `from`; while they show times again, the first that is new. */
function firstPlainWall(from: number, period: OffsetPeriod): number {
  return Math.max(from + period.offsetMs, period.startAt + period.offsetBeforeMs);
}

/** What clocks show at `from`; while they show times again, the last that was new. */
function lastPlainWall(from: number, period: OffsetPeriod): number {
  const wall = from + period.offsetMs;
  const isShownAgain = wall < period.startAt + period.offsetBeforeMs;
  return isShownAgain ? period.startAt + period.offsetBeforeMs - 1 : wall;
}
