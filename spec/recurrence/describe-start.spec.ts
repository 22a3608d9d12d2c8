import { expect } from 'chai';
import { declared, type Words } from '../support/declared.js';

/** A zone, words, and what they say in English. */
const ROWS: readonly (readonly [zone: string, words: Words, text: string])[] = [
  ['Europe/Berlin', s => s.toRunNow(), 'once at the start'],
  ['Europe/Berlin', s => s.toRunNow().andEvery(5).minutes(), 'at the start and then every 5 minutes (Europe/Berlin)'],
  ['Europe/Berlin', s => s.toRunNow().delayFor(5).minutes(), 'once, 5 minutes after the start'],
  ['Europe/Berlin', s => s.toRunOnceIn(5).minutes(), 'once, 5 minutes after the start'],
  ['Europe/Berlin', s => s.toRunOnceIn(1).days(), 'once, 1 day after the start (Europe/Berlin)'],
  ['Europe/Berlin', s => s.toRunOnceAt(21, 15), 'once, at the first 21:15 after the start (Europe/Berlin)'],
  [
    'Europe/Berlin',
    s => s.toRunOnceIn(5).minutes().andEvery(10).minutes(),
    '5 minutes after the start and then every 10 minutes (Europe/Berlin), counted from there',
  ],
  // It counts from each opening instead.
  [
    'Europe/Berlin',
    s => s.toRunOnceAt(21, 15).andEvery(7).minutes().between(9, 0, 17, 0),
    'at the first 21:15 after the start and then every 7 minutes between 09:00 and 17:00, anew each day (Europe/Berlin)',
  ],
  [
    'Europe/Berlin',
    s => s.toRunOnceAt(21, 15).andEvery(2).weeks().at(9),
    'at the first 21:15 after the start and then every second week on the same day of the week at 09:00 (Europe/Berlin), counted from there',
  ],
  [
    'Europe/Berlin',
    s => s.toRunOnceIn(2).days().andEvery(1).months(),
    '2 days after the start and then every month on the same day at 00:00 (Europe/Berlin)',
  ],
  [
    'Europe/Berlin',
    s => s.toRunOnceIn(2).days().andEvery(1).years(),
    '2 days after the start and then every year on the same date at 00:00 (Europe/Berlin)',
  ],
  [
    'Europe/Berlin',
    s => s.toRunEvery(5).minutes().delayFor(1).hours(),
    'every 5 minutes (Europe/Berlin), nothing before 1 hour after the start',
  ],
  [
    'Europe/Berlin',
    s => s.toRunOnceIn(5).minutes().delayFor(1).hours(),
    'once, 5 minutes after the start, delayed by 1 hour',
  ],
  // An hour after the start it runs first, since the grid comes to it, and the moment that it counts from comes later.
  [
    'Europe/Berlin',
    s => s.toRunOnceIn(50).minutes().andEvery(10).minutes().delayFor(1).hours(),
    '50 minutes after the start and then every 10 minutes (Europe/Berlin), counted from there, that moment delayed by 1 hour, nothing else before 1 hour after the start',
  ],
  [
    'Europe/Berlin',
    s => s.toRunOnceAt('2026-12-24T18:00').andEvery(1).days().at(9).delayFor(1).days(),
    'on 24 December 2026 at 18:00 and then every day at 09:00 (Europe/Berlin), that moment delayed by 1 day, nothing else before 1 day after the start',
  ],
  [
    'Europe/Berlin',
    s => s.toRunEvery(30).seconds().afterCompletion(),
    '30 seconds after each run has ended, the first 30 seconds after the start',
  ],
  [
    'Europe/Berlin',
    s => s.toRunEvery(1).days().afterCompletion(),
    '1 day after each run has ended (Europe/Berlin), the first 1 day after the start',
  ],
  [
    'Europe/Berlin',
    s => s.toRunNow().andEvery(30).seconds().afterCompletion(),
    '30 seconds after each run has ended, the first at the start',
  ],
  [
    'Europe/Berlin',
    s => s.toRunEvery(5).minutes().times(3),
    'every 5 minutes (Europe/Berlin), for 3 runs from the start on',
  ],
  [
    'Europe/Berlin',
    s => s.toRunEvery(5).minutes().times(1),
    'every 5 minutes (Europe/Berlin), for 1 run from the start on',
  ],
];

describe('what is relative to the start', () => {
  for (const [zone, words, text] of ROWS) {
    it(text, () => {
      expect(declared(words, { zone }).schedule.describe()).to.equal(text);
    });
  }
});
