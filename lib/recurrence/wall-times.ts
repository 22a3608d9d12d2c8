import { DAY_MS } from '../time/calendar.js';
import type { DaySet } from './day-set.js';
import type { TimesOfDay } from './times-of-day.js';

/** A set of wall times: certain times on certain days. */
export interface WallTimes {
  /** The least member not before `wall`, or `undefined`. */
  atOrAfter(wall: number): number | undefined;
  /** The greatest member not after `wall`, or `undefined`. */
  atOrBefore(wall: number): number | undefined;
  /** How many members lie in [from, to), counted day by day. */
  count(from: number, to: number): number;
}

export function wallTimes(days: DaySet, times: TimesOfDay): WallTimes {
  const earliest = times.atOrAfter(0);
  const latest = times.atOrBefore(DAY_MS);
  const perDay = times.countBefore(DAY_MS);

  return {
    atOrAfter(wall) {
      const today = Math.floor(wall / DAY_MS);
      let day = days.atOrAfter(today);
      if (day === undefined || earliest === undefined) return undefined;
      if (day === today) {
        const time = times.atOrAfter(wall - today * DAY_MS);
        if (time !== undefined) return day * DAY_MS + time;
        day = days.atOrAfter(today + 1);
        if (day === undefined) return undefined;
      }
      return day * DAY_MS + earliest;
    },
    atOrBefore(wall) {
      const today = Math.floor(wall / DAY_MS);
      let day = days.atOrBefore(today);
      if (day === undefined || latest === undefined) return undefined;
      if (day === today) {
        const time = times.atOrBefore(wall - today * DAY_MS);
        if (time !== undefined) return day * DAY_MS + time;
        day = days.atOrBefore(today - 1);
        if (day === undefined) return undefined;
      }
      return day * DAY_MS + latest;
    },
    count(from, to) {
      if (from >= to) return 0;
      const firstDay = Math.floor(from / DAY_MS);
      const lastDay = Math.floor(to / DAY_MS);
      let count = 0;
      for (let day = days.atOrAfter(firstDay); day !== undefined && day <= lastDay; day = days.atOrAfter(day + 1)) {
        count += day === lastDay ? times.countBefore(to - day * DAY_MS) : perDay;
        if (day === firstDay) count -= times.countBefore(from - day * DAY_MS);
      }
      return count;
    },
  };
}
