import { DAY_MS, greatestCommonDivisor, HOUR_MS, MINUTE_MS } from '../time/calendar.js';
import type { Zone } from '../time/zone.js';
import { ALL_WEEK, isInWeek } from './days/day-set.js';
import { countedByDays } from './days-alike.js';
import { EvenGrid } from './even-grid.js';
import type { Sieve } from './filters.js';
import { type Grid, plainGrid } from './grid.js';
import { GridAtTimes } from './grid-at-times.js';
import { clockChangeHorizonMs, horizonMs } from './horizon.js';
import { hourlyGrid, movedAnchors } from './hourly-grid.js';
import { onPassingDays } from './passing-days.js';
import { onPassingTimes } from './passing-times.js';
import type { ElapsedRule, ElapsedUnit, Filters } from './recurrence.js';
import { oneStretch, type Stretches, windowStretches } from './stretches.js';
import type { Timetable } from './timetable.js';
import { unionOf } from './union.js';
import { stretchesOf } from './windows.js';

const UNIT_MS: Readonly<Record<ElapsedUnit, number>> = {
  milliseconds: 1,
  seconds: 1000,
  minutes: MINUTE_MS,
  hours: HOUR_MS,
};

/**
 * A grid of physical time from the anchor on or, where windows are said, anew from each opening of each window. The
 * days are filtered by what clocks show at the occurrence.
 */
export function elapsedTimetable(
  rule: ElapsedRule,
  zone: Zone,
  anchorAt: number,
  filters: Filters,
  sieve: Sieve,
): Timetable {
  const points = atTimes(rule, zone, anchorAt, filters, sieve);
  if (!sieve.narrowsDays) return points;
  const passing = onDays(rule, zone, points, filters, sieve);
  return filters.between.length > 0 ? countedByDays(passing, zone, sieve) : passing;
}

/** The points on days that pass: those on days of the week and, of these, those on no excepted date. */
function onDays(rule: ElapsedRule, zone: Zone, points: Timetable, { between }: Filters, sieve: Sieve): Timetable {
  // In windows it begins anew each day, however long a step is.
  const stepMs = between.length > 0 ? DAY_MS : elapsedStepMs(rule);
  const { week, exceptsDates } = sieve;
  // What comes over and over, week by week, only a change of the clocks could move to a day of the week that passes.
  const weekHorizonMs = isSoonWeekly(stepMs) ? clockChangeHorizonMs(stepMs) : horizonMs(stepMs);
  const weekSieve = { ...sieve, passesDay: (day: number) => isInWeek(week, day) };
  const ofWeek = week === ALL_WEEK ? points : onPassingDays(points, zone, weekSieve, weekHorizonMs);
  return exceptsDates ? onPassingDays(ofWeek, zone, sieve, horizonMs(stepMs)) : ofWeek;
}

/** The grid at the times of the day that pass, on every day. */
function atTimes(
  rule: ElapsedRule,
  zone: Zone,
  anchorAt: number,
  { between, unlessBetween }: Filters,
  sieve: Sieve,
): Timetable {
  const stepMs = elapsedStepMs(rule);
  const isMoved = rule.atMinutes.length > 0;
  const grid = isMoved ? hourlyGrid(zone, stepMs, rule.atMinutes) : plainGrid(stepMs);
  if (between.length > 0) {
    const removed = stretchesOf(unlessBetween);
    const points = unionOf(between.map(window => gridTimetable(grid, windowStretches(zone, window, removed))));
    return sieve.narrowsDays ? points : countedByDays(points, zone, sieve);
  }
  if (!sieve.narrowsTimes) return isMoved ? gridTimetable(grid, oneStretch(anchorAt)) : new EvenGrid(anchorAt, stepMs);
  if (!isMoved) return new GridAtTimes(new EvenGrid(anchorAt, stepMs), zone, sieve.stretches);
  const evenGrids = (offsetMs: number) =>
    movedAnchors(anchorAt, offsetMs, rule.atMinutes).map(at => new EvenGrid(at, stepMs));
  const points = gridTimetable(grid, oneStretch(anchorAt));
  return onPassingTimes(points, zone, sieve, evenGrids, clockChangeHorizonMs(stepMs));
}

/** The distance between two points of the grid. */
export function elapsedStepMs({ every, unit }: ElapsedRule): number {
  return every * UNIT_MS[unit];
}

const WEEK_MS = 7 * DAY_MS;

/** Less than clocks mostly stay as they are. */
const SEASON_MS = 100 * DAY_MS;

/** Whether a grid has gone through all its times of the week within six steps or a season, and begins anew. */
function isSoonWeekly(stepMs: number): boolean {
  const steps = WEEK_MS / greatestCommonDivisor(stepMs, WEEK_MS);
  return steps <= 6 || steps * stepMs <= SEASON_MS;
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
      for (const stretch of stretches.between(fromMs, toMs)) count += grid.count(fromMs, toMs, stretch);
      return count;
    },
  };
}
