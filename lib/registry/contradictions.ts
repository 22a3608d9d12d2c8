import { ScheduleError } from '../errors.js';
import { type Draft, jobLabel, saidOverlap } from './draft.js';

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

/** What is asked for has no schedule that could be narrowed. */
function refuseBesideAsked(draft: Draft): void {
  const { timing, behaviour } = draft;
  const remedy = 'has no place beside whenAsked(), which has no schedule: leave one of them out';
  const { limit: times, delay: delayFor, jitterMs: withJitter } = timing;
  const word = firstSaid({ times, delayFor, withJitter, whenMissed: behaviour.missed });
  refuse(draft, narrowingWord(draft) ?? calendarWord(draft) ?? word, remedy);
  refuseBehaviourBesideAsked(draft);
}

/** Refuses what is said, or kept by an edit, of a job that is never skipped for overlap, and runs on one host. */
export function refuseBehaviourBesideAsked(draft: Draft): void {
  const { behaviour, kept } = draft;
  if (behaviour.everyHost ?? kept?.everyHost)
    refuse(draft, 'onEveryHost', 'has no place beside whenAsked(): one host runs what is asked for');
  const overlap = saidOverlap(draft);
  if (overlap !== 'skip' && overlap !== 'cancelPrevious') return;
  const instead = "what is asked for is never skipped: say whenOverlapping('runAfter') for one at a time, or nothing";
  throw new ScheduleError(
    `${jobLabel(draft)}: whenOverlapping('${overlap}') has no place beside whenAsked(): ${instead}`,
  );
}

function refuse(draft: Draft, word: string | undefined, why: string): void {
  if (word !== undefined) throw new ScheduleError(`${jobLabel(draft)}: ${word}(…) ${why}`);
}

function narrowingWord({ narrowing }: Draft): string | undefined {
  const { between, unlessBetween, onlyOn, exceptOn, exceptWhere, startingAt, until } = narrowing;
  const dates = names(exceptOn) || names(exceptWhere) || undefined;
  return firstSaid({ between, unlessBetween, 'except(…) or onlyOn': onlyOn, exceptOn: dates, startingAt, until });
}

function calendarWord(draft: Draft): string | undefined {
  const { clockTimes, minutesOfHour, daysOfWeek, daysOfMonth, months, weekdaysOnly } = draft.calendar;
  const at = clockTimes ?? minutesOfHour;
  const on = daysOfWeek ?? daysOfMonth;
  return firstSaid({ at, on, in: months, weekdaysOnly, skippingDays: skipsDays(draft) || undefined });
}

/** The first of these words that was said. */
function firstSaid(words: Readonly<Record<string, unknown>>): string | undefined {
  return Object.keys(words).find(word => words[word] !== undefined);
}

/** A list of dates may be given that is empty. */
function names(dates: readonly unknown[] | undefined): boolean {
  return dates !== undefined && dates.length > 0;
}
