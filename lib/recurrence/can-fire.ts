import { DAY_MS } from '../time/calendar.js';
import type { OffsetPeriod } from '../time/offset-periods.js';
import { zoneOf } from '../time/zone.js';
import { elapsedStepMs } from './elapsed.js';
import { NO_FILTERS } from './filters.js';
import type { Recurrence } from './recurrence.js';
import type { Timetable } from './timetable.js';
import { onUnchangingClock } from './unchanging-clock.js';

/** The default anchor. A search from here on and back from here covers the calendar's cycle. */
const SEARCH_FROM = Date.UTC(2001, 0, 1);

/** The span after which days of the week and dates meet again: time enough for a change to come upon any time it can. */
const CHANGES_SPAN_MS = 28 * 366 * DAY_MS;

/** A change is felt on its own day and the next, and by a window that opened the day before. */
const CHANGE_REACH_MS = 2 * DAY_MS;

const WEEK_MS = 7 * DAY_MS;

/**
 * Whether a recurrence has any occurrence at all; `timetable` is its own. On a clock that never changes this is a
 * matter of sets of days and times. Only a rule whose filters leave none there is tried at the clock changes of the
 * next 28 years, which can move a time into a window or onto another day; and only functions in `exceptOn` are asked
 * day by day.
 */
export function canFire(recurrence: Recurrence, timetable: Timetable): boolean {
  const { rule, startingAt, includeStart, until, filters } = recurrence;
  if (rule.kind === 'once') return fires(timetable);
  if (includeStart && startingAt !== undefined && timetable.count(startingAt, startingAt + 1) > 0) return true;
  if (!firesOrdinarily(recurrence, startingAt ?? SEARCH_FROM)) return firesByAChange(recurrence, timetable);
  if (until !== undefined) return fires(timetable);
  return filters.exceptWhere.length === 0 || fires(onUnchangingClock(recurrence, startingAt ?? SEARCH_FROM));
}

/**
 * On a clock that never changes, without a last bound, and whatever `exceptOn` says. Dates are not looked at: a list of
 * them ends, and such a rule doesn't.
 */
function firesOrdinarily(recurrence: Recurrence, offsetAt: number, filters = recurrence.filters): boolean {
  const undated = { ...filters, exceptOn: [], exceptWhere: [] };
  const endless = { ...recurrence, filters: undated, until: undefined, includeStart: false };
  return fires(onUnchangingClock(staysOnOneDay(recurrence) ? firstOf(endless) : endless, offsetAt));
}

function fires(timetable: Timetable): boolean {
  return timetable.next(SEARCH_FROM) !== undefined || timetable.previous(SEARCH_FROM + 1) !== undefined;
}

/** Whether the days of the week of an elapsed grid never change but by a clock change. */
function staysOnOneDay({ rule, filters }: Recurrence): boolean {
  if (rule.kind !== 'elapsed' || filters.between !== undefined) return false;
  return elapsedStepMs(rule) >= WEEK_MS && elapsedStepMs(rule) % WEEK_MS === 0;
}

function firstOf(recurrence: Recurrence): Recurrence {
  const anchorAt = recurrence.startingAt ?? zoneOf(recurrence.zone).instantOf(SEARCH_FROM);
  return { ...recurrence, rule: { kind: 'once', at: anchorAt }, startingAt: undefined };
}

function firesByAChange(recurrence: Recurrence, timetable: Timetable): boolean {
  if (recurrence.rule.kind !== 'elapsed' && !firesOrdinarily(recurrence, SEARCH_FROM, NO_FILTERS)) return false;
  for (const { startAt } of changesFrom(recurrence)) {
    if (timetable.count(startAt - CHANGE_REACH_MS, startAt + CHANGE_REACH_MS) > 0) return true;
    // A grid of whole weeks stays on its days of the week until the offset changes.
    if (staysOnOneDay(recurrence) && firesOrdinarily(recurrence, startAt)) return fires(timetable);
  }
  return false;
}

function* changesFrom({ zone: zoneName, startingAt }: Recurrence): Generator<OffsetPeriod> {
  const zone = zoneOf(zoneName);
  const start = startingAt ?? SEARCH_FROM;
  let period = zone.periodAt(start);
  while (period.endAt < start + CHANGES_SPAN_MS) {
    period = zone.periodAt(period.endAt);
    if (period.offsetMs !== period.offsetBeforeMs) yield period;
  }
}
