import { DateTime } from 'luxon';
import { InvalidTimeError, shown } from '../errors.js';
import type { DateInput } from '../grammar/narrowing.js';
import type { DatePredicate } from '../recurrence/recurrence.js';
import { parseIsoDate } from '../time/calendar.js';
import { type Draft, jobLabel } from './draft.js';

/** What a word was given as dates: the dates, and the functions that tell more of them. */
export function readDates(draft: Draft, word: string, inputs: readonly DateInput[]): DatesGiven {
  const dates: string[] = [];
  const predicates: DatePredicate[] = [];
  for (const input of inputs.flat()) {
    if (typeof input === 'function') predicates.push(input);
    else dates.push(isoDate(draft, word, input));
  }
  return { dates, predicates };
}

/** Dates as ISO text, and functions of a date. */
export interface DatesGiven {
  readonly dates: readonly string[];
  readonly predicates: readonly DatePredicate[];
}

/** The date as it is written, or as the `DateTime` shows it; the schedule's zone has no part in that. */
function isoDate(draft: Draft, word: string, input: unknown): string {
  const text = DateTime.isDateTime(input) ? input.toISODate() : input;
  const date = typeof text === 'string' ? parseIsoDate(text) : undefined;
  if (date !== undefined) return text as string;
  throw new InvalidTimeError(
    `${jobLabel(draft)}: ${word}(…) takes ISO dates such as '2026-12-24', DateTimes, and functions of a date, not ${shown(input)}`,
  );
}
