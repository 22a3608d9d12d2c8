import { expect } from 'chai';
import { NeverFiresError } from '../../lib/errors.js';
import { lint } from '../../lib/recurrence/lint/lint.js';
import type { CalendarDate } from '../../lib/recurrence/recurrence.js';
import { declared, type Words } from '../support/declared.js';

/** A zone and words that no instant satisfies. */
const NEVER: readonly (readonly [zone: string, words: Words])[] = [
  ['UTC', s => s.toRunEvery(7).days().onlyOn(2)],
  ['Europe/Berlin', s => s.toRunEvery(7).days().at(9).onlyOn(2)],
  ['Europe/Berlin', s => s.toRunEvery(5).weekdays().onlyOn(3)],
  ['Europe/Berlin', s => s.toRunEvery(2).weeks().on(1, 3).onlyOn(2)],
  ['Europe/Berlin', s => s.toRunEvery(1).years().in(2).on(30, { ifMissing: 'skip' })],
  ['Europe/Berlin', s => s.toRunEvery(12).months().on(30, { ifMissing: 'skip' }).startingAt('2026-02-01')],
  ['Europe/Berlin', s => s.toRunEvery(4).years().in(2).on(29, { ifMissing: 'skip' }).startingAt('2026-01-01')],
  ['UTC', s => s.toRunEvery(1).days().at(2, 30).between(3, 0, 4, 0)],
  ['Europe/Berlin', s => s.toRunEvery(1).days().at(12).between(13, 0, 14, 0)],
  ['UTC', s => s.toRunEvery(1).hours().at(45).between(9, 0, 9, 30)],
  ['Europe/Berlin', s => s.toRunEvery(1).hours().at(45).between(9, 0, 9, 30)],
  ['UTC', s => s.toRunOnceIn(1).hours().andEvery(1).weeks().at(9).between(10, 0, 11, 0)],
  ['UTC', s => s.toRunOnceAt(9, 0).andEvery(1).weeks().on(1).onlyOn(2)],
  ['UTC', s => s.toRunEvery(168).hours().onlyOn(3)],
  ['Europe/Berlin', s => s.toRunEvery(168).hours().onlyOn(3)],
  ['Europe/Berlin', s => s.toRunCron('0 9 30 2 *')],
  ['Europe/Berlin', s => s.toRunCron('0 9 * * MON').onlyOn(2)],
  ['Europe/Berlin', s => s.toRunCron('*/5 9 * * *').between(10, 0, 11, 0)],
  [
    'UTC',
    s =>
      s
        .toRunEvery(1)
        .days()
        .exceptOn(() => true),
  ],
  ['Europe/Berlin', s => s.toRunEvery(1).days().at(12).startingAt('2026-01-01T13:00').until('2026-01-02T11:00')],
  [
    'UTC',
    s => s.toRunEvery(1).days().startingAt('2026-01-02').until('2026-01-03').exceptOn('2026-01-02', '2026-01-03'),
  ],
];

function beforeYear(year: number): (date: CalendarDate) => boolean {
  return date => date.year < year;
}

/** A zone and words that look impossible, and the first instant after the start of 2001 that satisfies them. */
const SELDOM: readonly (readonly [zone: string, words: Words, first: string])[] = [
  // Dates that pass only decades after the anchor.
  [
    'America/New_York',
    s => s.toRunEvery(7).minutes().between(9, 0, 17, 0).exceptOn(beforeYear(2100)),
    '2100-01-01T09:00:00.000-05:00',
  ],
  ['Europe/Berlin', s => s.toRunEvery(168).hours().exceptOn(beforeYear(2026)), '2026-01-05T00:00:00.000+01:00'],
  ['Europe/Berlin', s => s.toRunEvery(7).hours().exceptOn(beforeYear(2300)), '2300-01-01T00:00:00.000+01:00'],
  // The gap of spring moves half past two into the window.
  ['Europe/Berlin', s => s.toRunEvery(1).days().at(2, 30).between(3, 0, 4, 0), '2001-03-25T03:30:00.000+02:00'],
  // A step of 52 weeks keeps the season for half a century, and with it midnight, or Monday.
  ['Europe/Berlin', s => s.toRunEvery(8736).hours().unlessBetween(0, 0, 0, 30), '2077-10-25T01:00:00.000+02:00'],
  ['Europe/Berlin', s => s.toRunEvery(8736).hours().at(15).unlessBetween(0, 0, 0, 30), '2077-10-25T01:15:00.000+02:00'],
  [
    'Europe/Berlin',
    s => s.toRunEvery(8736).hours().startingAt('2024-01-01T23:30').onlyOn(2),
    '2077-10-26T00:30:00.000+02:00',
  ],
  // The 30th of December was skipped, and its nine o'clock came on the 31st, a Saturday.
  ['Pacific/Apia', s => s.toRunEvery(1).weeks().on(5).at(9).onlyOn(6), '2011-12-31T09:00:00.000+14:00'],
  // Before Apia left a day out, its grid of today's Mondays showed Sundays.
  ['Pacific/Apia', s => s.toRunEvery(168).hours().onlyOn(7), '2001-01-07T00:00:00.000-11:00'],
  ['UTC', s => s.toRunEvery(1).years().in(2).on(29, { ifMissing: 'skip' }).onlyOn(1), '2016-02-29T00:00:00.000Z'],
  ['UTC', s => s.toRunEvery(3).years().in(2).on(29, { ifMissing: 'skip' }), '2012-02-29T00:00:00.000Z'],
  [
    'UTC',
    s =>
      s
        .toRunEvery(1)
        .days()
        .exceptOn(({ year }) => year < 2150),
    '2150-01-01T00:00:00.000Z',
  ],
];

/** Words that fire from a start on another day, or at another time, than that from which others count. */
const FROM_SOME_STARTS: readonly Words[] = [
  s => s.toRunOnceIn(1).hours().andEvery(1).weeks().at(9).except(1),
  s => s.toRunOnceAt(2, 30).andEvery(7).days().onlyOn(2),
  s => s.toRunOnceIn(5).minutes().andEvery(24).hours().unlessBetween(22, 0, 2, 0),
  s => s.toRunOnceIn(1).hours().andEvery(400).years().onlyOn(3),
];

/** From a start of January they name days of January alone. */
const FROM_LATER_STARTS: readonly Words[] = [
  s =>
    s
      .toRunOnceIn(1)
      .days()
      .andEvery(1)
      .years()
      .exceptOn(date => date.month === 1),
  s =>
    s
      .toRunOnceIn(1)
      .days()
      .andEvery(1)
      .months()
      .exceptOn(date => date.day < 9),
];

/** Words that end before the default anchor, but after some starts. */
const FROM_EARLY_STARTS: readonly Words[] = [
  s => s.toRunOnceIn(1).hours().andEvery(1).weeks().until('2023-06-01'),
  s => s.toRunOnceAt(9, 0).andEvery(2).days().at(10).until('2023-06-01'),
];

describe('a schedule that can never fire', () => {
  for (const words of FROM_LATER_STARTS) {
    it(`is not one that fires from a start on another date: ${String(words).replace(/\s+/g, '').replace('s=>s.', '')}`, () => {
      const start = Date.UTC(2026, 10, 20, 12);
      expect(
        declared(words)
          .schedule.bind(start)
          .next(start + 2 * 86_400_000),
      ).to.be.above(start);
    });
  }

  for (const words of FROM_EARLY_STARTS) {
    it(`is not one that fires from a start of long ago: ${String(words).replace('s => s.', '')}`, () => {
      const start = Date.UTC(2023, 3, 3, 8);
      expect(declared(words).schedule.bind(start).previous(Date.UTC(2024, 0))).to.be.above(start + 50 * 86_400_000);
    });
  }

  for (const [zone, words] of NEVER) {
    it(`is refused in ${zone}: ${String(words).replace('s => s.', '')}`, () => {
      expect(() => declared(words, { zone })).to.throw(NeverFiresError, "job 'report' can never fire");
    });
  }

  for (const words of FROM_SOME_STARTS) {
    it(`is not one that fires from some starts: ${String(words).replace('s => s.', '')}`, () => {
      const { schedule } = declared(words);
      const starts = [0, 1, 2, 3, 4, 5, 6].map(day => Date.UTC(2026, 10, 23 + day, 6));
      // After the moment of the start itself.
      const fires = (startMs: number) => schedule.bind(startMs).next(startMs + 86_400_000) !== undefined;
      expect(starts.some(fires)).to.equal(true);
      expect(schedule.next('2026-11-23'), 'before any start').to.equal(undefined);
      const period = { from: '2026-01-01', to: '2027-01-01' };
      expect(lint([schedule], period).map(({ code }) => code)).to.deep.equal(['relative']);
    });
  }

  it('is not one that fires from the starts of one day of the week, whichever', () => {
    for (const day of [1, 2, 3, 4, 5, 6, 7] as const) {
      expect(() => declared(s => s.toRunOnceAt(2, 30).andEvery(7).days().onlyOn(day)), `${day}`).not.to.throw();
    }
  });

  for (const [zone, words, first] of SELDOM) {
    it(`is not one that seldom does, in ${zone}: ${String(words).replace('s => s.', '')}`, () => {
      expect(declared(words, { zone }).schedule.next('2001-01-02T00:00')?.toISO()).to.equal(first);
    });
  }

  it('is found by the only gap of a zone, eleven years before it and after it', () => {
    const { schedule } = declared(s => s.toRunEvery(1).days().at(2, 45).between(3, 0, 4, 0), {
      zone: 'America/Caracas',
    });
    const only = Date.parse('2016-05-01T03:15:00-04:00');
    expect(schedule.nextMs(Date.UTC(2005, 5, 1))).to.equal(only);
    expect(schedule.previousMs(Date.UTC(2027, 3, 1))).to.equal(only);
    expect(schedule.nextMs(only)).to.equal(undefined);
  });
});
