import { listed, numbersOf } from './lists.js';

/** Whether a sentence names a time of the day, in seconds since midnight. */
export type TimeTest = (second: number) => boolean;

/** The times that a sentence begins or ends with, and what it says beside them. */
export interface TimesRead {
  readonly isTime: TimeTest;
  readonly rest: string;
}

type Parts = Readonly<Record<string, string | undefined>>;

const DAY = 86_400;
const UNITS: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600 };
const CLOCK = '\\d\\d:\\d\\d(?::\\d\\d)?';
const NUMBERS = '\\d+(?: to \\d+)?(?:(?:, | and )\\d+)*';
const OF = `(?: of (?:every minute|minutes? (?<minutes>${NUMBERS})))?(?: of (?:every hour|(?:hour|the hours) (?<hours>${NUMBERS})))?(?<rest> .*|)$`;
const EVERY = '^every (?:(?<count>\\d+) )?(?<unit>second|minute|hour)s?';
const SECOND = '(?:,? (?:at )?second (?<second>\\d+),?)?';

/** How times may be said, and what is meant; the first that fits. */
const FORMS: readonly (readonly [form: RegExp, test: (parts: Parts) => TimeTest])[] = [
  [new RegExp(`^(?<rest>.*) at (?<clocks>${CLOCK}(?:(?:, | and )${CLOCK})*)$`), atClocks],
  [new RegExp(`^at (?<unit>minute|second)s? (?<chosen>${NUMBERS})${SECOND}${OF}`), atChosen],
  [new RegExp(`${EVERY} from (?:second|minute) (?<first>\\d+) to (?<last>\\d+)${SECOND}${OF}`), stepsWithin],
  [
    new RegExp(`${EVERY}(?: at minute (?<minute>\\d+))?${SECOND}(?: from (?<from>${CLOCK}) to (?<to>${CLOCK}))?${OF}`),
    steps,
  ],
];

/** Reads times as `describe()` says them of cron text. */
export function readTimes(text: string): TimesRead {
  for (const [form, test] of FORMS) {
    const parts: Parts | undefined = form.exec(text)?.groups;
    if (parts !== undefined) return { isTime: test(parts), rest: (parts['rest'] ?? '').trim() };
  }
  throw new SyntaxError(`no times: ${text}`);
}

/** `at 09:00 and 17:30`. */
function atClocks({ clocks = '' }: Parts): TimeTest {
  const times = listed(clocks).map(clockOf);
  return time => times.includes(time);
}

/** `at minutes 0 and 45 of every hour`. */
function atChosen({ unit, chosen = '', second = '0', ...within }: Parts): TimeTest {
  const numbers = numbersOf(chosen);
  const isWithin = withinOf(within);
  if (unit === 'second') return time => isWithin(time) && numbers.includes(time % 60);
  return time => isWithin(time) && numbers.includes(minuteOf(time)) && time % 60 === Number(second);
}

/** `every 7 minutes from minute 5 to 47 of every hour`. */
function stepsWithin({ count = '1', unit, first, last, second, ...within }: Parts): TimeTest {
  const numbers = Array.from({ length: 60 }, (_, number) => number).filter(
    number => number >= Number(first) && number <= Number(last) && (number - Number(first)) % Number(count) === 0,
  );
  return atChosen({ unit, chosen: numbers.join(', '), second, ...within });
}

/** `every 15 minutes from 09:00 to 17:45`, `every hour at minute 30`; the last of them begins where the day does. */
function steps({ count = '1', unit = '', minute = '0', second = '0', from, to, ...within }: Parts): TimeTest {
  const start = from === undefined ? Number(minute) * 60 + Number(second) : clockOf(from);
  const length = to === undefined ? DAY : (clockOf(to) - start + DAY) % DAY;
  const step = Number(count) * (UNITS[unit] ?? Number.NaN);
  const isWithin = withinOf(within);
  return time => {
    const passed = (time - start + DAY) % DAY;
    return isWithin(time) && passed <= length && passed % step === 0;
  };
}

function withinOf({ minutes, hours }: Parts): TimeTest {
  const minuteNumbers = minutes === undefined ? undefined : numbersOf(minutes);
  const hourNumbers = hours === undefined ? undefined : numbersOf(hours, 24);
  return time =>
    minuteNumbers?.includes(minuteOf(time)) !== false && hourNumbers?.includes(Math.floor(time / 3600)) !== false;
}

function minuteOf(time: number): number {
  return Math.floor(time / 60) % 60;
}

function clockOf(text: string): number {
  const [hour = 0, minute = 0, second = 0] = text.split(':').map(Number);
  return (hour * 60 + minute) * 60 + second;
}
