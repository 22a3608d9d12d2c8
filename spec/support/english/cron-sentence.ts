import { type DateTest, readDays } from './days.js';
import { numbersOf } from './lists.js';
import { readTimes, type TimeTest } from './times.js';

/** What a sentence says of dates, and of seconds since midnight. */
export interface Said {
  readonly isDate: DateTest;
  readonly isTime: TimeTest;
}

const STEPS = ['', '', 'second', 'third', 'fourth'];

/** Reads what `describe()` says of cron text in UTC; not what it notes behind. */
export function readCronSentence(text: string): Said {
  const [, sentence = '', list, nth = '', first, last] =
    /^(.*?)(?:, in (\d{4}[^(]*)|, every (\w+) year from (\d+) to (\d+))? \(UTC\)/.exec(text) ?? [];
  const { isTime, rest } = readTimes(sentence);
  const isDay = readDays(rest);
  if (list !== undefined) {
    const years = numbersOf(list);
    return { isDate: date => years.includes(date.year) && isDay(date), isTime };
  }
  if (first === undefined) return { isDate: isDay, isTime };
  const step = STEPS.indexOf(nth) > 0 ? STEPS.indexOf(nth) : Number.parseInt(nth, 10);
  return {
    isDate: date => {
      const isInYears = date.year >= Number(first) && date.year <= Number(last);
      return isInYears && (date.year - Number(first)) % step === 0 && isDay(date);
    },
    isTime,
  };
}
