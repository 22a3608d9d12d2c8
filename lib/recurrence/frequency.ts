import type { Zone } from '../time/zone.js';
import type { Timetable } from './timetable.js';
import type { WallTimes } from './wall-times.js';

/**
 * The timetable of a frequency: every instant at which clocks show one of its times. So it follows elapsed time: an
 * overlap is lived through twice, and a gap adds nothing.
 */
export class Frequency implements Timetable {
  readonly #zone: Zone;
  readonly #times: WallTimes;

  constructor(zone: Zone, times: WallTimes) {
    this.#zone = zone;
    this.#times = times;
  }

  next(afterMs: number): number | undefined {
    for (let from = afterMs + 1; ; ) {
      const period = this.#zone.periodAt(from);
      const wall = this.#times.atOrAfter(from + period.offsetMs);
      if (wall !== undefined && wall - period.offsetMs < period.endAt) return wall - period.offsetMs;
      const isShownAgain = period.endAt < Infinity && this.#zone.periodAt(period.endAt).offsetMs < period.offsetMs;
      if (wall === undefined && !isShownAgain) return undefined;
      from = wall === undefined || isShownAgain ? period.endAt : this.#zone.openingOf(wall);
    }
  }

  previous(beforeMs: number): number | undefined {
    for (let from = beforeMs - 1; ; ) {
      const period = this.#zone.periodAt(from);
      const wall = this.#times.atOrBefore(from + period.offsetMs);
      if (wall !== undefined && wall - period.offsetMs >= period.startAt) return wall - period.offsetMs;
      const isShownAgain = period.offsetMs < period.offsetBeforeMs;
      if (wall === undefined && !isShownAgain) return undefined;
      from = wall === undefined || isShownAgain ? period.startAt - 1 : this.#lastShowing(wall);
    }
  }

  count(fromMs: number, toMs: number): number {
    let count = 0;
    for (let at = fromMs; at < toMs; at = this.#zone.periodAt(at).endAt) {
      const period = this.#zone.periodAt(at);
      count += this.#times.count(at + period.offsetMs, Math.min(toMs, period.endAt) + period.offsetMs);
    }
    return count;
  }

  /** The last instant at which clocks show `wall`; for one in a gap, the last before the gap. */
  #lastShowing(wall: number): number {
    const place = this.#zone.locate(wall);
    return place.kind === 'gap' ? place.transition - 1 : place.last;
  }
}
