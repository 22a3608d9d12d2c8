import { expect } from 'chai';
import fc from 'fast-check';
import { firstMultipleIn } from '../../lib/recurrence/congruence.js';
import { declared, type Words } from '../support/declared.js';

const DAY_MS = 86_400_000;

/** A zone, words, the instant after which they are asked, and what comes next by local clocks. */
const TABLE: Readonly<
  Record<string, readonly (readonly [zone: string, words: Words, after: string, next: readonly string[]])[]>
> = {
  'a window over midnight belongs to the day on which it opens': [
    [
      'Europe/Berlin',
      s => s.toRunEvery(2).hours().between(22, 0, 3, 0).onlyOn(5),
      '2026-11-20T12:00',
      ['2026-11-20T22:00', '2026-11-21T00:00', '2026-11-21T02:00', '2026-11-27T22:00'],
    ],
    [
      'Europe/Berlin',
      s => s.toRunEvery(1).days().at(1).at(23).between(22, 0, 3, 0).onlyOn(5),
      '2026-11-20T00:00',
      ['2026-11-20T23:00', '2026-11-21T01:00', '2026-11-27T23:00'],
    ],
    [
      'UTC',
      s => s.toRunCron('30 1 * * *').between(22, 0, 3, 0).onlyOn(5),
      '2026-11-20T00:00',
      ['2026-11-21T01:30', '2026-11-28T01:30'],
    ],
    [
      'UTC',
      s => s.toRunCron('*/30 * * * *').between(23, 30, 0, 30).except(1, 2, 3, 4, 6, 7),
      '2026-11-20T00:00',
      ['2026-11-20T23:30', '2026-11-21T00:00', '2026-11-27T23:30'],
    ],
    [
      'UTC',
      s => s.toRunEvery(1).days().at(1).at(23).between(22, 0, 3, 0).exceptOn('2026-12-24'),
      '2026-12-23T22:00',
      ['2026-12-23T23:00', '2026-12-24T01:00', '2026-12-25T23:00'],
    ],
    [
      'UTC',
      s => s.toRunEvery(1).days().at(1).between(22, 0, 3, 0).weekdaysOnly(),
      '2026-11-20T12:00',
      ['2026-11-21T01:00', '2026-11-24T01:00'],
    ],
    // What ends at midnight is over no midnight.
    [
      'UTC',
      s => s.toRunEvery(1).hours().between(22, 0, 0, 0).onlyOn(5),
      '2026-11-20T12:00',
      ['2026-11-20T22:00', '2026-11-20T23:00', '2026-11-27T22:00'],
    ],
  ],
  'filters look at an occurrence where a gap has moved it': [
    // At 02:30 the window would be over; 03:30 lies in none.
    [
      'Europe/Berlin',
      s => s.toRunEvery(1).days().at(2, 30).between(22, 0, 3, 0),
      '2026-03-28T12:00',
      ['2026-03-30T02:30'],
    ],
    ['Africa/Cairo', s => s.toRunEvery(1).days().at(0, 30).onlyOn(5), '2026-04-23T12:00', ['2026-04-24T01:30']],
  ],
  'several windows': [
    [
      'UTC',
      s => s.toRunEvery(25).minutes().between(9, 0, 10, 0).between(9, 40, 9, 50).between(14, 10, 15, 0),
      '2026-11-20T08:00',
      ['2026-11-20T09:00', '2026-11-20T09:25', '2026-11-20T09:50', '2026-11-20T14:10', '2026-11-20T14:35'],
    ],
    [
      'UTC',
      s => s.toRunEvery(1).days().at(9).at(12).at(15).between(14, 0, 16, 0).between(8, 0, 10, 0),
      '2026-11-20T08:00',
      ['2026-11-20T09:00', '2026-11-20T15:00', '2026-11-21T09:00'],
    ],
    // What meets at midnight is one window over it.
    [
      'UTC',
      s => s.toRunEvery(45).minutes().between(23, 0, 0, 0).between(0, 0, 1, 0).onlyOn(5),
      '2026-11-20T12:00',
      ['2026-11-20T23:00', '2026-11-20T23:45', '2026-11-21T00:30', '2026-11-27T23:00'],
    ],
    // Each of two windows is lived through twice where clocks are set back, and neither ends the other.
    [
      'Europe/Berlin',
      s => s.toRunEvery(20).minutes().between(2, 0, 2, 30).between(2, 45, 3, 30),
      '2026-10-25T00:00',
      [
        '2026-10-25T02:00',
        '2026-10-25T02:20',
        '2026-10-25T02:45',
        '2026-10-25T02:00',
        '2026-10-25T02:20',
        '2026-10-25T02:45',
        '2026-10-25T03:05',
        '2026-10-25T03:25',
      ],
    ],
  ],
  'unlessBetween only removes': [
    [
      'UTC',
      s => s.toRunEvery(45).minutes().unlessBetween(9, 0, 12, 0),
      '2026-11-20T08:00',
      ['2026-11-20T08:15', '2026-11-20T12:00', '2026-11-20T12:45'],
    ],
    [
      'UTC',
      s => s.toRunEvery(45).minutes().between(8, 10, 13, 0).unlessBetween(9, 0, 12, 0),
      '2026-11-20T08:00',
      ['2026-11-20T08:10', '2026-11-20T08:55', '2026-11-20T12:40', '2026-11-21T08:10'],
    ],
    // It owns nothing: what is left after midnight is Saturday's.
    [
      'UTC',
      s => s.toRunEvery(1).hours().unlessBetween(3, 0, 22, 0).onlyOn(6),
      '2026-11-20T12:00',
      ['2026-11-21T00:00', '2026-11-21T01:00', '2026-11-21T02:00', '2026-11-21T22:00'],
    ],
    [
      'Europe/Berlin',
      s => s.toRunEvery(3).hours().at(30).unlessBetween(0, 0, 20, 0),
      '2026-11-20T12:00',
      ['2026-11-20T21:30', '2026-11-21T21:30'],
    ],
    // A daily grid of physical time shows midnight in winter, and one o'clock in summer.
    [
      'Europe/Berlin',
      s => s.toRunEvery(24).hours().unlessBetween(0, 0, 1, 0),
      '2026-11-20T12:00',
      ['2027-03-29T01:00'],
    ],
    // A day and a millisecond: the minute comes round only after decades.
    [
      'UTC',
      s => s.toRunEvery(86_400_001).milliseconds().unlessBetween(0, 2, 0, 1),
      '2026-11-20T12:00',
      ['2188-04-10T00:01', '2188-04-11T00:01:00.001'],
    ],
  ],
};

describe('windows', () => {
  for (const [name, lines] of Object.entries(TABLE)) {
    describe(name, () => {
      for (const [zone, words, after, next] of lines) {
        it(`${String(words).replace('s => s.', '')} in ${zone}`, () => {
          const { schedule } = declared(words, { zone });
          const found: (string | undefined)[] = [];
          for (let at = schedule.next(after); at !== undefined && found.length < next.length; at = schedule.next(at))
            found.push(at.toISO({ includeOffset: false, suppressSeconds: true, suppressMilliseconds: true }));
          expect(found).to.deep.equal(next);
        });
      }
    });
  }
});

/** Where clocks leave out the time at which a window opens, it opens later, in the next hour, whose minute is inside. */
const OPENED_BY_A_GAP: readonly (readonly [zone: string, occurrence: string])[] = [
  ['Pacific/Auckland', '2026-09-27T03:30+13:00'],
  ['America/Adak', '2026-03-08T03:30-09:00'],
];

describe('what only a change of the clocks lets through a window', () => {
  for (const [zone, occurrence] of OPENED_BY_A_GAP) {
    it(`is found from each day before it and after it, in ${zone}`, () => {
      const { schedule } = declared(s => s.toRunEvery(24).hours().at(30).between(2, 59, 2, 30), { zone });
      const at = Date.parse(occurrence);
      for (let days = 1; days <= 20; days++) {
        expect(schedule.nextMs(at - days * DAY_MS), `${days} days before`).to.equal(at);
        expect(schedule.previousMs(at + days * DAY_MS), `${days} days after`).to.equal(at);
      }
    });
  }
});

describe('the first multiple that leaves a remainder in a range', () => {
  it('is the one that trying each finds', () => {
    const question = fc.integer({ min: 1, max: 300 }).chain(modulus => {
      const below = fc.nat({ max: modulus - 1 });
      return fc.tuple(below, fc.constant(modulus), below, below);
    });
    fc.assert(
      fc.property(question, ([step, modulus, a, b]) => {
        const [least, most] = [Math.min(a, b), Math.max(a, b)];
        const tried = Array.from({ length: modulus }, (_, x) => x).find(x => {
          const rest = (step * x) % modulus;
          return rest >= least && rest <= most;
        });
        expect(firstMultipleIn(step, modulus, least, most)).to.equal(tried);
      }),
      { numRuns: 3000 },
    );
  });
});
