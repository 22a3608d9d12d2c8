import { expect } from 'chai';
import { declared, type Words } from '../support/declared.js';

/** A zone, words, and what they say in English. */
const ROWS: readonly (readonly [zone: string, words: Words, text: string])[] = [
  ['UTC', s => s.toRunEvery(1).days(), 'every day at 00:00 (UTC)'],
  ['UTC', s => s.toRunEvery(1).days().at(21, 15), 'every day at 21:15 (UTC)'],
  ['UTC', s => s.toRunEvery(2).days().at(9), 'every second day at 09:00 (UTC), counted from 1 January 2024'],
  ['UTC', s => s.toRunEvery(3).days(), 'every third day at 00:00 (UTC), counted from 1 January 2024'],
  ['UTC', s => s.toRunEvery(4).days(), 'every fourth day at 00:00 (UTC), counted from 1 January 2024'],
  ['UTC', s => s.toRunEvery(5).days(), 'every 5th day at 00:00 (UTC), counted from 1 January 2024'],
  [
    'UTC',
    s => s.toRunEvery(22).days().at(9).at(12).at(17, 30),
    'every 22nd day at 09:00, 12:00 and 17:30 (UTC), counted from 1 January 2024',
  ],
  ['UTC', s => s.toRunEvery(111).days(), 'every 111th day at 00:00 (UTC), counted from 1 January 2024'],
  ['UTC', s => s.toRunEvery(1).weekdays().at(9), 'every weekday at 09:00 (UTC)'],
  ['UTC', s => s.toRunEvery(2).weekdays().at(9), 'every second weekday at 09:00 (UTC), counted from 1 January 2024'],
  [
    'UTC',
    s => s.toRunEvery(2).weekends().at(9, 30, 15),
    'every second weekend day at 09:30:15 (UTC), counted from 1 January 2024',
  ],
  ['UTC', s => s.toRunEvery(1).weeks(), 'every week on Monday at 00:00 (UTC)'],
  ['UTC', s => s.toRunEvery(1).weeks().on(1, 3, 5).at(9), 'every week on Monday, Wednesday and Friday at 09:00 (UTC)'],
  ['UTC', s => s.toRunEvery(1).weeks().on(1, 2, 3, 4).at(9), 'every week on Monday to Thursday at 09:00 (UTC)'],
  [
    'UTC',
    s => s.toRunEvery(3).weeks().on(6, 7),
    'every third week on Saturday and Sunday at 00:00 (UTC), counted from 1 January 2024',
  ],
  ['UTC', s => s.toRunEvery(1).days().except(6), 'every day at 00:00 (UTC), not on Saturday'],
  ['UTC', s => s.toRunEvery(1).days().except(2, 4), 'every day at 00:00 (UTC), not on Tuesday and Thursday'],
  ['UTC', s => s.toRunEvery(1).days().except(6, 7), 'every day at 00:00 (UTC), only on Monday to Friday'],
  ['UTC', s => s.toRunEvery(1).months().on(20, 5), 'every month on the 5th and the 20th at 00:00 (UTC)'],
  [
    'UTC',
    s => s.toRunEvery(1).months().onTheLast(5).onTheFirst(1).on(-1, 10),
    'every month on the 10th, the last day, the first Monday and the last Friday at 00:00 (UTC)',
  ],
  ['UTC', s => s.toRunEvery(1).months(), 'every month on the 1st at 00:00 (UTC)'],
  ['UTC', s => s.toRunEvery(1).months().on(1, 15), 'every month on the 1st and the 15th at 00:00 (UTC)'],
  [
    'UTC',
    s => s.toRunEvery(1).months().on(31).at(9),
    'every month on the 31st (or the last day of a shorter month) at 09:00 (UTC)',
  ],
  [
    'UTC',
    s => s.toRunEvery(1).months().on(31, { ifMissing: 'skip' }),
    'every month on the 31st (where there is one) at 00:00 (UTC)',
  ],
  ['UTC', s => s.toRunEvery(1).months().on(-2), 'every month on the 2nd to last day at 00:00 (UTC)'],
  [
    'UTC',
    s => s.toRunEvery(1).months().on(-31),
    'every month on the 31st to last day (or the first day of a shorter month) at 00:00 (UTC)',
  ],
  ['UTC', s => s.toRunEvery(1).months().onTheLastDay().at(23, 59), 'every month on the last day at 23:59 (UTC)'],
  [
    'UTC',
    s => s.toRunEvery(1).months().onTheFirst(1).onTheThird(1),
    'every month on the first Monday and the third Monday at 00:00 (UTC)',
  ],
  ['UTC', s => s.toRunEvery(1).months().onTheLast(5), 'every month on the last Friday at 00:00 (UTC)'],
  [
    'UTC',
    s => s.toRunEvery(1).months().onTheFifth(1),
    'every month on the fifth Monday (where there is one) at 00:00 (UTC)',
  ],
  [
    'UTC',
    s => s.toRunEvery(1).months().onTheFifth(1, { ifMissing: 'clamp' }),
    'every month on the fifth Monday (or the last of a month without it) at 00:00 (UTC)',
  ],
  [
    'UTC',
    s => s.toRunEvery(6).months().on(5).weekdaysOnly(),
    'every 6th month on the 5th (or the next Monday if that is on a weekend) at 00:00 (UTC), counted from 1 January 2024',
  ],
  ['UTC', s => s.toRunEvery(1).months().onTheFirstWeekday(), 'every month on the first weekday at 00:00 (UTC)'],
  ['UTC', s => s.toRunEvery(1).years(), 'every year on 1 January at 00:00 (UTC)'],
  ['UTC', s => s.toRunEvery(1).years().in(4).on(6).at(9), 'every year on 6 April at 09:00 (UTC)'],
  [
    'UTC',
    s => s.toRunEvery(1).years().in(2).on(29),
    'every year on 29 February (or the last day of the month where there is none) at 00:00 (UTC)',
  ],
  [
    'UTC',
    s => s.toRunEvery(1).years().in(2).on(29, { ifMissing: 'skip' }),
    'every year on 29 February (in leap years only) at 00:00 (UTC)',
  ],
  [
    'UTC',
    s => s.toRunEvery(2).years().in(4, 10).onTheFirst(1),
    'every second year on the first Monday of April and October at 00:00 (UTC), counted from 1 January 2024',
  ],
  ['UTC', s => s.toRunEvery(1).years().in(12).onTheLastDay(), 'every year on the last day of December at 00:00 (UTC)'],
  ['UTC', s => s.toRunEvery(1).seconds(), 'every second (UTC)'],
  ['UTC', s => s.toRunEvery(500).milliseconds(), 'every 500 milliseconds (UTC)'],
  ['UTC', s => s.toRunEvery(5).minutes(), 'every 5 minutes (UTC)'],
  ['UTC', s => s.toRunEvery(7).minutes(), 'every 7 minutes (UTC), counted from 1 January 2024'],
  ['UTC', s => s.toRunEvery(1).hours(), 'every hour (UTC)'],
  ['UTC', s => s.toRunEvery(1).hours().at(15), 'every hour at minute 15 (UTC)'],
  [
    'UTC',
    s => s.toRunEvery(6).hours().at(15).at(45),
    'every 6 hours at minutes 15 and 45 (UTC), counted from 1 January 2024',
  ],
  ['UTC', s => s.toRunOnceAt('2026-12-24T18:00'), 'once on 24 December 2026 at 18:00 (UTC)'],
  ['UTC', s => s.toRunOnceAt('2026-12-24'), 'once on 24 December 2026 at 00:00 (UTC)'],
];

describe('what a rule says', () => {
  for (const [zone, words, text] of ROWS) {
    it(text, () => {
      expect(declared(words, { zone }).schedule.describe()).to.equal(text);
    });
  }
});
