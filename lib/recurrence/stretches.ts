import { DAY_MS, dayOfWall } from '../time/calendar.js';
import type { Zone } from '../time/zone.js';
import type { Stretch } from './grid.js';
import { CLOCK_CHANGE_HORIZON_DAYS } from './horizon.js';
import type { Window } from './recurrence.js';
import { clockTimeMs, type DayStretch } from './times-of-day.js';
import { without } from './windows.js';

/** The stretches on which a grid counts, each with its own origin. */
export interface Stretches {
  /** In order, those that end after `from` and begin before `to`. */
  between(from: number, to: number): Iterable<Stretch>;
  /** In order, those that end after `from`, without those that are sure to hold no more points than the ones before. */
  after(from: number): Iterable<Stretch>;
  /** In reverse order, those that begin not after `from`, in the same way. */
  before(from: number): Iterable<Stretch>;
}

/** All of time, counted from one origin. */
export function oneStretch(originAt: number): Stretches {
  const always = { openAt: -Infinity, closeAt: Infinity };
  const stretch = [{ ...always, grid: { ...always, originAt } }];
  return { between: () => stretch, after: () => stretch, before: () => stretch };
}

/** This many days without a point, and without a change of the clocks, show that no ordinary day has one. */
const ORDINARY_DAYS = 6;

/** A window reaches into the day after, and clocks are set by up to a day. */
const REACH_DAYS = 2;

/**
 * A window a day, without the times of the day that are `removed`; one over midnight belongs to the day on which it
 * opens, and ends where the next one opens at the latest. One with an edge that clocks show twice comes in parts, but
 * its grid counts from the first opening on.
 */
export function windowStretches(zone: Zone, window: Window, removed: readonly DayStretch[]): Stretches {
  const fromMs = clockTimeMs(window.from);
  const toMs = clockTimeMs(window.to) + (clockTimeMs(window.to) <= fromMs ? DAY_MS : 0);
  const tomorrow = removed.map(([from, to]): DayStretch => [from + DAY_MS, to + DAY_MS]);
  /** What is left of the window, in milliseconds since the midnight before it opens. */
  const pieces = without([[fromMs, toMs]], [...removed, ...tomorrow]);

  return {
    *between(from, to) {
      const last = dayAt(to) + REACH_DAYS;
      for (let day = dayAt(from) - REACH_DAYS; day <= last; day++) {
        for (const stretch of stretchesOn(day)) if (stretch.closeAt > from && stretch.openAt < to) yield stretch;
      }
    },
    *after(from) {
      let start = dayAt(from) - REACH_DAYS;
      const last = start + CLOCK_CHANGE_HORIZON_DAYS;
      while (start <= last) {
        for (let day = start; day < start + ORDINARY_DAYS; day++) {
          for (const stretch of stretchesOn(day)) if (stretch.closeAt > from) yield stretch;
        }
        start += ORDINARY_DAYS;
        start = Math.max(start, dayAt(zone.periodAt((start - REACH_DAYS) * DAY_MS).endAt) - REACH_DAYS);
      }
    },
    *before(from) {
      let start = dayAt(from) + REACH_DAYS;
      const last = start - CLOCK_CHANGE_HORIZON_DAYS;
      while (start >= last) {
        for (let day = start; day > start - ORDINARY_DAYS; day--) {
          for (const stretch of stretchesOn(day).toReversed()) if (stretch.openAt <= from) yield stretch;
        }
        start -= ORDINARY_DAYS;
        start = Math.min(start, dayAt(zone.periodAt((start + REACH_DAYS) * DAY_MS).startAt) + REACH_DAYS);
      }
    },
  };

  function dayAt(instant: number): number {
    return dayOfWall(zone.wallOf(instant));
  }

  /** In each period of a constant offset, the stretch in which clocks show times of the window, which may be its last hours again. */
  function stretchesOn(day: number): readonly Stretch[] {
    const start = day * DAY_MS + fromMs;
    const end = day * DAY_MS + toMs;
    const originAt = zone.openingOf(start);
    const endAt = Math.min(zone.closingOf(end), zone.openingOf(start + DAY_MS));
    const stretches: Stretch[] = [];
    const grid = { originAt, openAt: originAt, closeAt: endAt };
    for (let at = originAt; at < endAt; at = zone.periodAt(at).endAt) {
      const { offsetMs, endAt: periodEndAt } = zone.periodAt(at);
      for (const asideMs of [-DAY_MS - offsetMs, -offsetMs]) {
        for (const [from, to] of pieces) {
          const openAt = Math.max(at, day * DAY_MS + from + asideMs);
          const closeAt = Math.min(periodEndAt, endAt, day * DAY_MS + to + asideMs);
          if (openAt < closeAt) stretches.push({ openAt, closeAt, grid });
        }
      }
    }
    return stretches;
  }
}
