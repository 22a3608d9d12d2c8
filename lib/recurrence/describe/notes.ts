import { ScheduleError } from '../../errors.js';
import { DAY_MS } from '../../time/calendar.js';
import { timetableOf } from '../compile.js';
import { isoDayOfWeek } from '../cron/cron-field.js';
import { unevenSteps } from '../cron/uneven-steps.js';
import { isCountedFromStart, recurrenceOf, type SchedulePlan } from '../plan.js';
import type { CronRule, Month } from '../recurrence.js';
import { shortestInterval } from '../shortest-interval.js';
import type { Timetable } from '../timetable.js';
import { clockChangeWords } from './describe-clock-changes.js';
import { dayName, monthName, ordinal } from './english.js';
import { gridHourWords } from './grid-hour-words.js';
import { leapWords } from './leap-words.js';

/** Without a moment to look ahead from, the rules that zones have had of late decide. */
const UNDATED_FROM = Date.UTC(2030, 0, 1);

/** Intervals that are looked at for jitter that has no room, and how far ahead. */
const [MAX_INTERVALS, MAX_AHEAD_MS] = [50, 366 * DAY_MS];

/**
 * What may surprise in a plan, from `after` in epoch milliseconds on: what clocks show at an hour grid, steps that don't
 * divide, days that never come, jitter that is cut, and what clock changes do.
 */
export function notesOf(plan: SchedulePlan, timetable: Timetable, after?: number): readonly string[] {
  const recurrence = recurrenceOf(plan);
  if (recurrence === undefined) return [];
  const from = after ?? UNDATED_FROM;
  // Before the start from which it counts nobody knows its days, but what is said here holds for whichever they are.
  const looked = isCountedFromStart(plan) ? timetableOf(recurrence) : timetable;
  return [
    unlessFailing(() => gridHourWords(plan, recurrence, looked, from, after !== undefined)),
    ...(recurrence.rule.kind === 'cron' ? unevenWords(recurrence.rule) : []),
    leapWords(recurrence),
    unlessFailing(() => cutJitterWords(plan, looked, from)),
    unlessFailing(() => clockChangeWords(recurrence, looked, from)),
  ].filter(note => note !== undefined);
}

/** These look years ahead, where a function of dates may fail: what it leaves open is not said, and all else is. */
function unlessFailing(wordsOf: () => string | undefined): string | undefined {
  try {
    return wordsOf();
  } catch (error) {
    if (error instanceof ScheduleError) return undefined;
    throw error;
  }
}

/** What happens where a step has come to the end of its hour, day or year. */
export function unevenWords(rule: CronRule): readonly string[] {
  return unevenSteps(rule).map(({ field, first, rest, step }) => {
    switch (field) {
      case 'day of month':
        return `steps anew on the ${ordinal(first)} of each month`;
      case 'month':
        return `steps anew in ${monthName(first as Month)}, after ${rest} ${rest === 1 ? 'month' : 'months'}`;
      case 'day of week':
        return `steps anew on ${dayName(isoDayOfWeek(first))}`;
      default: {
        const round = { second: 'minute', minute: 'hour', hour: 'day' }[field] ?? 'round';
        return `the last step of each ${round} is ${rest} instead of ${step} ${field}s`;
      }
    }
  });
}

function cutJitterWords({ jitterMs }: SchedulePlan, timetable: Timetable, from: number): string | undefined {
  if (jitterMs === 0) return undefined;
  const shortest = shortestInterval(timetable, from, from + MAX_AHEAD_MS, MAX_INTERVALS);
  return shortest !== undefined && jitterMs >= shortest.lengthMs ? 'cut to before the next one' : undefined;
}
