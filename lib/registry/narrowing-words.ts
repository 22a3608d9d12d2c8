import { ScheduleError, ScheduleRangeError, shown } from '../errors.js';
import type { DateInput } from '../grammar/narrowing.js';
import type { DayOfWeek, Window } from '../recurrence/recurrence.js';
import { type DurationInput, durationMs } from '../time/duration.js';
import type { InstantInput } from '../time/instant.js';
import { clockTime, daysOfWeek } from './calendar-words.js';
import { readDates } from './date-inputs.js';
import { also, type Draft, jobLabel, refuseTwice, sayNarrowing, sayTiming } from './draft.js';
import { checkWhole, RUNS } from './range.js';
import { meantWindow } from './slips.js';
import { moment } from './timing-words.js';

const EVERY_DAY: readonly DayOfWeek[] = [1, 2, 3, 4, 5, 6, 7];

/** The words that narrow, each from a draft to the next; what they mean is in the grammar. */
export const narrowing = { window, except, onlyOn, exceptOn, bound, times, withJitter };

/** The hours and minutes that a window begins and ends at. */
type Edges = readonly [startHour: number, startMinute: number, endHour: number, endMinute: number];

function window(draft: Draft, word: 'between' | 'unlessBetween', edges: Edges): Draft {
  return sayNarrowing(draft, { [word]: also(draft.narrowing[word], windowOf(draft, word, edges)) });
}

function except(draft: Draft, days: readonly DayOfWeek[]): Draft {
  const dropped = daysOfWeek(draft, 'except', days);
  return letThrough(draft, 'except', day => !dropped.includes(day));
}

function onlyOn(draft: Draft, days: readonly DayOfWeek[]): Draft {
  const kept = daysOfWeek(draft, 'onlyOn', days);
  return letThrough(draft, 'onlyOn', day => kept.includes(day));
}

function exceptOn(draft: Draft, inputs: readonly DateInput[]): Draft {
  const { dates, predicates } = readDates(draft, 'exceptOn', inputs);
  return sayNarrowing(draft, {
    exceptOn: also(draft.narrowing.exceptOn, ...dates),
    exceptWhere: also(draft.narrowing.exceptWhere, ...predicates),
  });
}

function bound(draft: Draft, word: 'startingAt' | 'until', instant: InstantInput): Draft {
  refuseTwice(draft, draft.narrowing[word], word);
  return sayNarrowing(draft, { [word]: moment(draft, word, instant) });
}

function times(draft: Draft, count: number): Draft {
  refuseTwice(draft, draft.timing.limit, 'times');
  checkWhole(draft, 'times', count, RUNS);
  return sayTiming(draft, { limit: count });
}

function withJitter(draft: Draft, atMost: DurationInput): Draft {
  refuseTwice(draft, draft.timing.jitterMs, 'withJitter');
  return sayTiming(draft, {
    jitterMs: Math.floor(durationMs(atMost, `${jobLabel(draft)}: what withJitter(…) takes`, 1)),
  });
}

function windowOf(draft: Draft, word: string, edges: Edges): Window {
  refuseHalfWindow(draft, word, edges);
  const [startHour, startMinute, endHour, endMinute] = edges;
  const from = clockTime(draft, word, startHour, startMinute, 0);
  const to = clockTime(draft, word, endHour, endMinute, 0);
  if (from.hour !== to.hour || from.minute !== to.minute) return { from, to };
  throw new ScheduleRangeError(
    `${jobLabel(draft)}: ${word}(${edges.join(', ')}) starts where it ends: leave it out ${word === 'between' ? 'for the whole day' : 'to remove nothing'}`,
  );
}

function refuseHalfWindow(draft: Draft, word: string, values: readonly unknown[]): void {
  const [start, end, ...others] = values;
  const asText = typeof start === 'string' && typeof end === 'string';
  if (!asText && others.every(value => value !== undefined)) return;
  const meant = meantWindow(values) ?? '9, 0, 17, 0';
  throw new ScheduleRangeError(
    `${jobLabel(draft)}: ${word}(…) takes four numbers, the hour and the minute of its start and of its end, not ${values
      .filter(value => value !== undefined)
      .map(shown)
      .join(', ')}; say ${word}(${meant})`,
  );
}

function letThrough(draft: Draft, word: string, keep: (day: DayOfWeek) => boolean): Draft {
  const left = (draft.narrowing.onlyOn ?? EVERY_DAY).filter(keep);
  if (left.length === 0)
    throw new ScheduleError(`${jobLabel(draft)}: ${word}(…) leaves no day of the week: it would never run`);
  return sayNarrowing(draft, { onlyOn: left.length === EVERY_DAY.length ? undefined : left });
}
