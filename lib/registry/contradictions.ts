import { ScheduleError } from '../errors.js';
import { type Draft, jobLabel } from './draft.js';

/** Refuses words that cannot both hold. The order of words means nothing, so this waits until all of them are said. */
export function refuseContradictions(draft: Draft): void {
  if (draft.timing.head === 'whenAsked') refuseBesideAsked(draft);
  const grid = draft.timing.every !== undefined || draft.timing.cron !== undefined;
  if (!grid) refuse(draft, narrowingWord(draft), 'narrows a grid, and there is none: add .andEvery(…) or leave it out');
  if (draft.timing.afterCompletion) {
    const remedy =
      'has no place beside afterCompletion(), which has no grid: leave one of them out, or use .when(predicate)';
    refuse(draft, narrowingWord(draft) ?? calendarWord(draft), remedy);
  }
  const { head } = draft.timing;
  const isOnce = head === 'toRunOnceAt' || head === 'toRunOnceIn';
  if (isOnce && grid && draft.narrowing.startingAt !== undefined) {
    refuse(draft, 'startingAt', `has no place beside ${head}(…), where the grid starts already: leave one of them out`);
  }
  if (skipsDays(draft) && draft.calendar.weekdaysOnly === undefined) {
    refuse(
      draft,
      'skippingDays',
      'says which days weekdaysOnly() rolls over: say that too, or exceptOn(…) to drop them',
    );
  }
  if (isOnce && draft.timing.afterCompletion) {
    refuse(draft, 'afterCompletion', `does not go with ${head}(…): begin with toRunEvery(…)`);
  }
}

function skipsDays({ calendar: { skippingDays, skippingWhere } }: Draft): boolean {
  return names(skippingDays) || names(skippingWhere);
}

/** What is asked for has no schedule that could be narrowed, and is never skipped for overlap. */
function refuseBesideAsked(draft: Draft): void {
  const { timing, behaviour } = draft;
  const remedy = 'has no place beside whenAsked(), which has no schedule: leave one of them out';
  refuse(draft, narrowingWord(draft) ?? calendarWord(draft), remedy);
  if (timing.limit !== undefined) refuse(draft, 'times', remedy);
  if (timing.delay !== undefined) refuse(draft, 'delayFor', remedy);
  if (timing.jitterMs !== undefined) refuse(draft, 'withJitter', remedy);
  if (behaviour.missed !== undefined) refuse(draft, 'whenMissed', remedy);
  if (behaviour.everyHost !== undefined)
    refuse(draft, 'onEveryHost', 'has no place beside whenAsked(): one host runs what is asked for');
  const { overlap } = behaviour;
  if (overlap !== 'skip' && overlap !== 'cancelPrevious') return;
  const instead = "what is asked for is never skipped: say whenOverlapping('runAfter') for one at a time, or nothing";
  throw new ScheduleError(
    `${jobLabel(draft)}: whenOverlapping('${overlap}') has no place beside whenAsked(): ${instead}`,
  );
}

function refuse(draft: Draft, word: string | undefined, why: string): void {
  if (word !== undefined) throw new ScheduleError(`${jobLabel(draft)}: ${word}(…) ${why}`);
}

function narrowingWord(draft: Draft): string | undefined {
  const { between, unlessBetween, onlyOn, exceptOn, exceptWhere } = draft.narrowing;
  if (between !== undefined) return 'between';
  if (unlessBetween !== undefined) return 'unlessBetween';
  if (onlyOn !== undefined) return 'except(…) or onlyOn';
  if (names(exceptOn) || names(exceptWhere)) return 'exceptOn';
  if (draft.narrowing.startingAt !== undefined) return 'startingAt';
  if (draft.narrowing.until !== undefined) return 'until';
  return undefined;
}

function calendarWord(draft: Draft): string | undefined {
  const { clockTimes, minutesOfHour, daysOfWeek, daysOfMonth, months, weekdaysOnly } = draft.calendar;
  if (clockTimes !== undefined || minutesOfHour !== undefined) return 'at';
  if (daysOfWeek !== undefined || daysOfMonth !== undefined) return 'on';
  if (months !== undefined) return 'in';
  if (weekdaysOnly !== undefined) return 'weekdaysOnly';
  if (skipsDays(draft)) return 'skippingDays';
  return undefined;
}

/** A list of dates may be given that is empty. */
function names(dates: readonly unknown[] | undefined): boolean {
  return dates !== undefined && dates.length > 0;
}
