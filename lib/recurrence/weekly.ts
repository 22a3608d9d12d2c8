import { dayOfWeek, modulo, mondayOfWeek, weekOfDay } from '../time/calendar.js';
import { type DaySet, type WeekMask, weekMask } from './day-set.js';
import type { WeeklyRule } from './recurrence.js';

/** The chosen days of every n-th ISO week from the anchor's, on the days of the week in `mask`. */
export function weeklyDays(rule: WeeklyRule, anchorDay: number, mask: WeekMask): DaySet {
  const every = rule.every;
  const phase = weekOfDay(anchorDay);
  const chosen = mask & weekMask(rule.on.length > 0 ? rule.on : [dayOfWeek(anchorDay)]);
  const firstChosen = 31 - Math.clz32(chosen & -chosen);
  const lastChosen = 31 - Math.clz32(chosen);

  return {
    atOrAfter(day) {
      if (chosen === 0) return undefined;
      const week = weekOfDay(day);
      const weeksToGo = modulo(phase - week, every);
      if (weeksToGo > 0) return mondayOfWeek(week + weeksToGo) + firstChosen - 1;
      for (let candidate = dayOfWeek(day); candidate <= lastChosen; candidate++) {
        if ((chosen >> candidate) & 1) return mondayOfWeek(week) + candidate - 1;
      }
      return mondayOfWeek(week + every) + firstChosen - 1;
    },
    atOrBefore(day) {
      if (chosen === 0) return undefined;
      const week = weekOfDay(day);
      const weeksSince = modulo(week - phase, every);
      if (weeksSince > 0) return mondayOfWeek(week - weeksSince) + lastChosen - 1;
      for (let candidate = dayOfWeek(day); candidate >= firstChosen; candidate--) {
        if ((chosen >> candidate) & 1) return mondayOfWeek(week) + candidate - 1;
      }
      return mondayOfWeek(week - every) + lastChosen - 1;
    },
  };
}
