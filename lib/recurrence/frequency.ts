import type { Zone } from '../time/zone.js';
import type { Timetable } from './timetable.js';
import type { WallTimes } from './wall-times.js';

/**
 * The timetable of a frequency: every instant at which clocks show one of `times`. So it follows elapsed time: an overlap is
 * lived through twice, and a gap adds nothing.
 */
export function frequencyTimetable(zone: Zone, times: WallTimes): Timetable {
  return {
    next(afterMs) {
      for (let from = afterMs + 1; ; ) {
        const period = zone.periodAt(from);
        const wall = times.atOrAfter(from + period.offsetMs);
        if (wall !== undefined && wall - period.offsetMs < period.endAt) return wall - period.offsetMs;
        const isShownAgain = zone.periodAt(period.endAt).offsetMs < period.offsetMs;
        if (wall === undefined && !isShownAgain) return undefined;
        from = wall === undefined || isShownAgain ? period.endAt : zone.openingOf(wall);
      }
    },

    previous(beforeMs) {
      for (let from = beforeMs - 1; ; ) {
        const period = zone.periodAt(from);
        const wall = times.atOrBefore(from + period.offsetMs);
        if (wall !== undefined && wall - period.offsetMs >= period.startAt) return wall - period.offsetMs;
        const isShownAgain = period.offsetMs < period.offsetBeforeMs;
        if (wall === undefined && !isShownAgain) return undefined;
        from = wall === undefined || isShownAgain ? period.startAt - 1 : lastShowing(wall);
      }
    },

    count(fromMs, toMs) {
      let count = 0;
      for (let at = fromMs; at < toMs; at = zone.periodAt(at).endAt) {
        const period = zone.periodAt(at);
        count += times.count(at + period.offsetMs, Math.min(toMs, period.endAt) + period.offsetMs);
      }
      return count;
    },
  };

  /** The last instant at which clocks show `wall`; for one in a gap, the last before the gap. */
  function lastShowing(wall: number): number {
    const place = zone.locate(wall);
    return place.kind === 'gap' ? place.transition - 1 : place.last;
  }
}
