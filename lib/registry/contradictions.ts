import { ScheduleError } from '../errors.js';
import { type Draft, jobLabel } from './draft.js';

/** Refuses words that cannot both hold. The order of words means nothing, so this waits until all of them are said. */
export function refuseContradictions(draft: Draft): void {
  const grid = draft.every !== undefined || draft.cron !== undefined;
  if (!grid) refuse(draft, narrowingWord(draft), 'narrows a grid, and there is none: add .andEvery(…) or leave it out');
  if (draft.afterCompletion) {
    const remedy =
      'has no place beside afterCompletion(), which has no grid: leave one of them out, or use .when(predicate)';
    refuse(draft, narrowingWord(draft) ?? calendarWord(draft), remedy);
  }
  if (grid && (draft.head === 'toRunOnceAt' || draft.head === 'toRunOnceIn') && draft.startingAt !== undefined) {
    refuse(
      draft,
      'startingAt',
      `has no place beside ${draft.head}(…), where the grid starts already: leave one of them out`,
    );
  }
  if (draft.head === 'toRunOnceIn' || draft.head === 'toRunOnceAt') {
    if (draft.afterCompletion)
      refuse(draft, 'afterCompletion', `does not go with ${draft.head}(…): begin with toRunEvery(…)`);
  }
}

function refuse(draft: Draft, word: string | undefined, why: string): void {
  if (word !== undefined) throw new ScheduleError(`${jobLabel(draft)}: ${word}(…) ${why}`);
}

function narrowingWord(draft: Draft): string | undefined {
  if (draft.between !== undefined) return 'between';
  if (draft.onlyOn !== undefined) return 'except(…) or onlyOn';
  if (draft.exceptOn.length + draft.exceptWhere.length > 0) return 'exceptOn';
  if (draft.startingAt !== undefined) return 'startingAt';
  if (draft.until !== undefined) return 'until';
  return undefined;
}

function calendarWord(draft: Draft): string | undefined {
  if (draft.clockTimes.length + draft.minutesOfHour.length > 0) return 'at';
  if (draft.daysOfWeek.length + draft.daysOfMonth.length > 0) return 'on';
  if (draft.months.length > 0) return 'in';
  if (draft.weekdaysOnly) return 'weekdaysOnly';
  return undefined;
}
