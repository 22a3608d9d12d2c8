import fc from 'fast-check';
import type { Word } from '../oracle/words.js';
import { cronWords } from './cron-texts.js';
import { texts } from './moments.js';
import { shuffled } from './shuffled.js';

/** A schedule in words: how it begins, and what may follow in any order. */
export interface Sentence {
  readonly head: readonly Word[];
  /** Legal only after the head. */
  readonly own: readonly Word[];
  /** What narrows; legal anywhere. */
  readonly common: readonly Word[];
}

const DAY_MS = 86_400_000;
const ELAPSED = ['milliseconds', 'seconds', 'minutes', 'hours'];

/** The hours in which clocks change come often. */
const hour = fc.oneof(fc.constantFrom(0, 1, 2, 3, 23), fc.integer({ min: 0, max: 23 }));
const minute = fc.oneof(fc.constantFrom(0, 1, 15, 30, 45, 59), fc.integer({ min: 0, max: 59 }));
const dayOfWeek = fc.integer({ min: 1, max: 7 });
const daysOfWeek = fc.uniqueArray(dayOfWeek, { minLength: 1, maxLength: 4 });
const dayOfMonth = fc.oneof(
  fc.constantFrom(1, 15, 28, 29, 30, 31, -1, -2, -28, -29, -30, -31),
  fc.integer({ min: 1, max: 31 }),
);
const ifMissing = fc.constantFrom('clamp', 'skip').map(choice => ({ ifMissing: choice }));

const at: fc.Arbitrary<Word> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(hour, minute).map(([h, m]): Word => ['at', h, m]) },
  { weight: 1, arbitrary: fc.tuple(hour, minute, minute).map(([h, m, s]): Word => ['at', h, m, s]) },
);
const atMinute = minute.map((m): Word => ['at', m]);
const weekdaysOnly = fc.constant<Word>(['weekdaysOnly']);
const onDaysOfWeek = daysOfWeek.map((days): Word => ['on', ...days]);
const inMonths = fc
  .uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 })
  .map((months): Word => ['in', ...months]);
const onDays: fc.Arbitrary<Word> = fc.oneof(
  fc.uniqueArray(dayOfMonth, { minLength: 1, maxLength: 3 }).map((days): Word => ['on', ...days]),
  fc.tuple(dayOfMonth, ifMissing).map(([day, options]): Word => ['on', day, options]),
  fc
    .tuple(fc.constantFrom('onTheFirst', 'onTheSecond', 'onTheThird', 'onTheFourth', 'onTheLast'), dayOfWeek)
    .map(([word, day]): Word => [word, day]),
  fc.tuple(dayOfWeek, ifMissing).map(([day, options]): Word => ['onTheFifth', day, options]),
  dayOfWeek.map((day): Word => ['onTheFifth', day]),
  fc.constantFrom<Word>(['onTheLastDay'], ['onTheFirstWeekday'], ['onTheLastWeekday']),
);

/** Rolling, either way, often over some days about now that are no working days. */
function rollings(nearMs: number): fc.Arbitrary<readonly Word[]> {
  const rollBack: Word = ['weekdaysOnly', { roll: 'back' }];
  const onWeekdays = fc.constantFrom<Word>(['weekdaysOnly'], ['weekdaysOnly', { roll: 'forward' }], rollBack, rollBack);
  const start = fc.integer({ min: -40, max: 40 });
  const holidays = fc.tuple(start, fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 9 }) }, fc.constant(33)));
  const skipping = holidays.map(
    ([from, length]): Word => ['skippingDays', ...datesFrom(nearMs + from * DAY_MS, length)],
  );
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: onWeekdays.map(word => [word]) },
    { weight: 1, arbitrary: fc.tuple(onWeekdays, skipping) },
  );
}

function datesFrom(ms: number, length: number): readonly string[] {
  return Array.from({ length }, (_, index) => new Date(ms + index * DAY_MS).toISOString().slice(0, 10));
}

/** A sentence whose dates lie near `nearMs`. */
export function sentences(nearMs: number): fc.Arbitrary<Sentence> {
  const seldomWords = { weight: 1, arbitrary: weekdaysOnly };
  const ats = { weight: 4, arbitrary: at };
  return fc.oneof(
    { weight: 1, arbitrary: grid('milliseconds', fc.integer({ min: 1, max: 90_000_000 }), undefined, nearMs) },
    { weight: 2, arbitrary: grid('seconds', oftenOne(4000), undefined, nearMs) },
    { weight: 3, arbitrary: grid('minutes', oftenOne(2000), undefined, nearMs) },
    { weight: 4, arbitrary: grid('hours', oftenOne(60), atMinute, nearMs) },
    { weight: 3, arbitrary: grid('days', oftenOne(40), fc.oneof(ats, seldomWords), nearMs) },
    { weight: 2, arbitrary: grid('weekdays', oftenOne(15), at, nearMs) },
    { weight: 2, arbitrary: grid('weekends', oftenOne(15), at, nearMs) },
    { weight: 3, arbitrary: grid('weeks', oftenOne(60), fc.oneof(at, onDaysOfWeek), nearMs) },
    {
      weight: 3,
      arbitrary: rolling(grid('months', oftenOne(30), fc.oneof(ats, ats, ats, onDaysOften), nearMs), nearMs),
    },
    {
      weight: 3,
      arbitrary: rolling(grid('years', oftenOne(9), fc.oneof(ats, ats, onDaysOften, monthsOften), nearMs), nearMs),
    },
    { weight: 3, arbitrary: cron(nearMs) },
    { weight: 1, arbitrary: onceOnly(nearMs) },
  );
}

/** Every word of a sentence, in the order in which it was made. */
export function wordsOf({ head, own, common }: Sentence): readonly Word[] {
  return [...head, ...own, ...common];
}

/** The same words in another legal order, chosen by `numbers`. */
export function reordered({ head, own, common }: Sentence, numbers: readonly number[]): readonly Word[] {
  const [first = 0, ...rest] = numbers;
  const shuffledCommon = shuffled(common, rest);
  const before = shuffledCommon.splice(0, first % (common.length + 1));
  return [...before, ...head, ...shuffled([...own, ...shuffledCommon], rest)];
}

const onDaysOften = { weight: 4, arbitrary: onDays };
const monthsOften = { weight: 3, arbitrary: inMonths };

function oftenOne(max: number): fc.Arbitrary<number> {
  return fc.oneof(fc.constantFrom(1, 1, 2, 3), fc.integer({ min: 1, max }));
}

function grid(
  unit: string,
  count: fc.Arbitrary<number>,
  ownWord: fc.Arbitrary<Word> | undefined,
  nearMs: number,
): fc.Arbitrary<Sentence> {
  // A window leaves most grids something, and few clock times anything.
  const windowsIn = ELAPSED.includes(unit) ? 3 : 5;
  const every = count.map((n): readonly Word[] => [['toRunEvery', n], [unit]]);
  const own = ownWord === undefined ? fc.constant([]) : fc.array(ownWord, { maxLength: 4 });
  const onceFirst = fc
    .tuple(texts(near(nearMs, 3)), count)
    .map(([text, n]): readonly Word[] => [['toRunOnceAt', text], ['andEvery', n], [unit]]);
  return fc.oneof(
    { weight: 9, arbitrary: fc.record({ head: every, own, common: narrowing(nearMs, windowsIn, true) }) },
    { weight: 1, arbitrary: fc.record({ head: onceFirst, own, common: narrowing(nearMs, windowsIn, false) }) },
  );
}

function rolling(sentence: fc.Arbitrary<Sentence>, nearMs: number): fc.Arbitrary<Sentence> {
  return fc.tuple(sentence, rollings(nearMs)).map(([said, words]) => ({ ...said, own: [...said.own, ...words] }));
}

function cron(nearMs: number): fc.Arbitrary<Sentence> {
  return fc.record({
    head: cronWords.map(word => [word]),
    own: fc.constant([]),
    common: fc.oneof(fc.constant([]), narrowing(nearMs, 3, true)),
  });
}

function onceOnly(nearMs: number): fc.Arbitrary<Sentence> {
  return fc.record({
    head: texts(near(nearMs, 3)).map((text): readonly Word[] => [['toRunOnceAt', text]]),
    own: fc.constant([]),
    common: fc.constant([]),
  });
}

/** `windowsIn`: in how many sentences there is one window. */
function narrowing(nearMs: number, windowsIn: number, maySayStart: boolean): fc.Arbitrary<readonly Word[]> {
  const day = fc.integer({ min: -3, max: 3 }).map(days => new Date(nearMs + days * DAY_MS).toISOString().slice(0, 10));
  const edges = fc.tuple(hour, minute, hour, minute).filter(([h1, m1, h2, m2]) => h1 !== h2 || m1 !== m2);
  const window = (word: string) => edges.map((said): Word => [word, ...said]);
  // Several may come to the whole day, which is refused.
  const between = fc.oneof(
    { weight: 3, arbitrary: window('between').map(word => [word]) },
    {
      weight: 1,
      arbitrary: fc.array(window('between'), { minLength: 2, maxLength: 3 }).filter(leavesSome),
    },
  );
  const unlessBetween = fc.array(window('unlessBetween'), { minLength: 1, maxLength: 2 }).filter(leavesSome);
  const startingAt = texts(near(nearMs, 30)).map((text): Word => ['startingAt', text]);
  // Later than any start, so that the two don't contradict each other.
  const until = texts(near(nearMs + 40 * DAY_MS, 9)).map((text): Word => ['until', text]);
  return fc
    .tuple(
      seldomSome(windowsIn, between),
      seldomSome(6, unlessBetween),
      seldom(
        6,
        daysOfWeek.map((days): Word => ['except', ...days]),
      ),
      seldom(
        6,
        daysOfWeek.map((days): Word => ['onlyOn', ...days]),
      ),
      seldom(
        6,
        fc.uniqueArray(day, { minLength: 1, maxLength: 3 }).map((days): Word => ['exceptOn', ...days]),
      ),
      maySayStart ? seldom(3, startingAt) : fc.constant([]),
      seldom(8, until),
    )
    .map(words => words.flat());
}

/** Once in `times` cases, the word; else nothing. */
function seldom(times: number, word: fc.Arbitrary<Word>): fc.Arbitrary<readonly Word[]> {
  return fc.oneof(
    { weight: times - 1, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: word.map(said => [said]) },
  );
}

function seldomSome(times: number, words: fc.Arbitrary<readonly Word[]>): fc.Arbitrary<readonly Word[]> {
  return fc.oneof({ weight: times - 1, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: words });
}

/** Whether windows leave some minute of the day out. */
function leavesSome(windows: readonly Word[]): boolean {
  return Array.from({ length: 1440 }, (_, minute) => minute).some(
    minute => !windows.some(([, ...said]) => isBetween(minute, said as readonly number[])),
  );
}

/** Whether a minute of the day lies in a window of these hours and minutes. */
export function isBetween(minuteOfDay: number, [h1 = 0, m1 = 0, h2 = 0, m2 = 0]: readonly number[]): boolean {
  const from = h1 * 60 + m1;
  const to = h2 * 60 + m2;
  return from < to ? minuteOfDay >= from && minuteOfDay < to : minuteOfDay >= from || minuteOfDay < to;
}

/** Up to so many days before or after, on a whole second or not. */
function near(ms: number, days: number): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: -days * 1440, max: days * 1440 }).map(minutes => ms + minutes * 60_000) },
    { weight: 1, arbitrary: fc.integer({ min: -days * DAY_MS, max: days * DAY_MS }).map(aside => ms + aside) },
  );
}
