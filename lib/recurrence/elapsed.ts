import { CYCLE_DAYS, DAY_MS, dayOfWall, HOUR_MS, MINUTE_MS } from '../time/calendar.js';
import type { Zone } from '../time/zone.js';
import type { Sieve } from './filters.js';
import { type Grid, hourlyGrid, plainGrid, type Stretch } from './grid.js';
import type { ElapsedRule, ElapsedUnit, Window } from './recurrence.js';
import { clockTimeMs } from './times-of-day.js';
import type { Timetable } from './timetable.js';

const UNIT_MS: Readonly<Record<ElapsedUnit, number>> = {
  milliseconds: 1,
  seconds: 1000,
  minutes: MINUTE_MS,
  hours: HOUR_MS,
};

/** No search goes further than the calendar's cycle: what doesn't happen within it never does. */
const HORIZON_MS = CYCLE_DAYS * DAY_MS;

/**
 * A grid of physical time from the anchor on or, where a window is said, anew from each opening of the window. The
 * days are filtered by what clocks show at the occurrence.
 */
export function elapsedTimetable(
  rule: ElapsedRule,
  zone: Zone,
  anchorAt: number,
  window: Window | undefined,
  sieve: Sieve,
): Timetable {
  const stepMs = rule.every * UNIT_MS[rule.unit];
  const grid = rule.atMinutes.length > 0 ? hourlyGrid(zone, stepMs, rule.atMinutes) : plainGrid(stepMs);
  const stretches = window === undefined ? oneStretch(anchorAt) : windowStretches(zone, window);
  const points = gridTimetable(grid, stretches);
  return sieve.narrowsDays ? onPassingDays(points, zone, sieve) : points;
}

/** The stretches on which a grid counts, each with its own origin. */
interface Stretches {
  /** In order, those that end after `from`. */
  after(from: number): Iterable<Stretch>;
  /** In reverse order, those that begin not after `from`. */
  before(from: number): Iterable<Stretch>;
}

function oneStretch(originAt: number): Stretches {
  const always = [{ originAt, openAt: -Infinity, closeAt: Infinity }];
  return { after: () => always, before: () => always };
}

/**
 * A window a day; one over midnight belongs to the day on which it opens, and ends where the next one opens at the
 * latest. One with an edge that clocks show twice comes in two parts, but its grid counts from the first opening on.
 */
function windowStretches(zone: Zone, window: Window): Stretches {
  const fromMs = clockTimeMs(window.from);
  const toMs = clockTimeMs(window.to) + (clockTimeMs(window.to) <= fromMs ? DAY_MS : 0);

  return {
    *after(from) {
      const today = dayOfWall(zone.wallOf(from));
      for (let day = today - 2; day <= today + CYCLE_DAYS; day++) {
        for (const stretch of stretchesOn(day)) if (stretch.closeAt > from) yield stretch;
      }
    },
    *before(from) {
      const today = dayOfWall(zone.wallOf(from));
      for (let day = today + 2; day >= today - CYCLE_DAYS; day--) {
        for (const stretch of stretchesOn(day).toReversed()) if (stretch.openAt <= from) yield stretch;
      }
    },
  };

  function stretchesOn(day: number): readonly Stretch[] {
    const start = day * DAY_MS + fromMs;
    const end = day * DAY_MS + toMs;
    const originAt = zone.openingOf(start);
    const endAt = Math.min(zone.closingOf(end), zone.openingOf(start + DAY_MS));
    const againFrom = secondPassOf(start) ?? secondPassOf(end);
    if (againFrom === undefined) return [{ originAt, openAt: originAt, closeAt: endAt }];
    return [
      { originAt, openAt: originAt, closeAt: Math.min(againFrom, zone.openingOf(end)) },
      { originAt, openAt: Math.max(againFrom, zone.closingOf(start)), closeAt: endAt },
    ];
  }

  /** Where clocks begin to show times again, if `wall` is one of these. */
  function secondPassOf(wall: number): number | undefined {
    const place = zone.locate(wall);
    return place.kind === 'overlap' ? zone.periodAt(place.last).startAt : undefined;
  }
}

function gridTimetable(grid: Grid, stretches: Stretches): Timetable {
  return {
    next(afterMs) {
      for (const stretch of stretches.after(afterMs)) {
        const point = grid.atOrAfter(afterMs + 1, stretch);
        if (point !== undefined) return point;
      }
      return undefined;
    },
    previous(beforeMs) {
      for (const stretch of stretches.before(beforeMs)) {
        const point = grid.atOrBefore(beforeMs - 1, stretch);
        if (point !== undefined) return point;
      }
      return undefined;
    },
    count(fromMs, toMs) {
      let count = 0;
      for (const stretch of stretches.after(fromMs)) {
        if (stretch.openAt >= toMs) break;
        count += grid.count(fromMs, toMs, stretch);
      }
      return count;
    },
  };
}

/** The occurrences of `points` on days that pass; from one that doesn't, the search goes on with the next day that does. */
function onPassingDays(points: Timetable, zone: Zone, sieve: Sieve): Timetable {
  return {
    next(afterMs) {
      let at = points.next(afterMs);
      while (at !== undefined && at - afterMs < HORIZON_MS) {
        const day = dayOfWall(zone.wallOf(at));
        if (sieve.passesDay(day)) return at;
        const passing = passingDay(day + 1, 1);
        // Where clocks are set back over midnight, the day before comes once more: so no further than to the end of the period.
        const end = zone.periodAt(at).endAt;
        at = passing === undefined ? undefined : points.next(Math.min(zone.openingOf(passing * DAY_MS), end) - 1);
      }
      return undefined;
    },
    previous(beforeMs) {
      let at = points.previous(beforeMs);
      while (at !== undefined && beforeMs - at < HORIZON_MS) {
        const day = dayOfWall(zone.wallOf(at));
        if (sieve.passesDay(day)) return at;
        const passing = passingDay(day - 1, -1);
        const start = zone.periodAt(at).startAt;
        at =
          passing === undefined ? undefined : points.previous(Math.max(zone.closingOf((passing + 1) * DAY_MS), start));
      }
      return undefined;
    },
    count(fromMs, toMs) {
      let count = 0;
      for (let at = fromMs; at < toMs; ) {
        const day = dayOfWall(zone.wallOf(at));
        const nextDay = Math.max(zone.openingOf((day + 1) * DAY_MS), at + 1);
        const end = Math.min(toMs, nextDay, zone.periodAt(at).endAt);
        if (sieve.passesDay(day)) count += points.count(at, end);
        at = end;
      }
      return count;
    },
  };

  function passingDay(start: number, step: 1 | -1): number | undefined {
    for (let day = start; Math.abs(day - start) <= CYCLE_DAYS; day += step) if (sieve.passesDay(day)) return day;
    return undefined;
  }
}
