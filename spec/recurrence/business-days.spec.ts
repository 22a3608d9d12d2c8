import { expect } from 'chai';
import { NeverFiresError, ScheduleError } from '../../lib/errors.js';
import { declared, type Words } from '../support/declared.js';

/** Words, the date after which they are asked, and the dates that come next. */
const TABLE: readonly (readonly [words: Words, after: string, next: readonly string[]])[] = [
  // 5 December 2026 is a Saturday.
  [s => s.toRunEvery(1).months().on(5).weekdaysOnly(), '2026-12-01', ['2026-12-07', '2027-01-05', '2027-02-05']],
  [s => s.toRunEvery(1).months().on(5).weekdaysOnly({ roll: 'forward' }), '2026-12-01', ['2026-12-07']],
  [s => s.toRunEvery(1).months().on(5).weekdaysOnly({ roll: 'back' }), '2026-12-01', ['2026-12-04', '2027-01-05']],
  // 1 August 2026 is a Saturday, 1 November a Sunday: back over the start of the month.
  [
    s => s.toRunEvery(1).months().on(1).weekdaysOnly({ roll: 'back' }),
    '2026-07-02',
    ['2026-07-31', '2026-09-01', '2026-10-01', '2026-10-30'],
  ],
  [s => s.toRunEvery(3).months().on(1).weekdaysOnly({ roll: 'back' }), '2027-01-02', ['2027-04-01', '2027-07-01']],
  // 31 October 2026 is a Saturday: forward over the end of the month.
  [s => s.toRunEvery(1).months().on(31).weekdaysOnly(), '2026-10-01', ['2026-11-02', '2026-11-30']],
  [
    s => s.toRunEvery(1).months().on(25).weekdaysOnly().skippingDays('2026-12-25', '2026-12-28'),
    '2026-11-26',
    ['2026-12-29', '2027-01-25'],
  ],
  [
    s => s.toRunEvery(1).months().on(25).weekdaysOnly({ roll: 'back' }).skippingDays(['2026-12-25', '2026-12-24']),
    '2026-11-26',
    ['2026-12-23', '2027-01-25'],
  ],
  [
    s =>
      s
        .toRunEvery(1)
        .years()
        .in(1)
        .on(1)
        .weekdaysOnly({ roll: 'back' })
        .skippingDays(({ month, day }) => month === 1 && day === 1),
    '2026-01-02',
    ['2026-12-31', '2027-12-31', '2028-12-29'],
  ],
  // Two that roll to one day are one.
  [s => s.toRunEvery(1).months().on(5, 6, 7).weekdaysOnly(), '2026-12-01', ['2026-12-07', '2027-01-05', '2027-01-06']],
  // Rolling comes first, then filters.
  [s => s.toRunEvery(1).months().on(5).weekdaysOnly().onlyOn(1), '2026-12-01', ['2026-12-07', '2027-04-05']],
  [s => s.toRunEvery(1).months().on(5).weekdaysOnly().exceptOn('2026-12-07'), '2026-12-01', ['2027-01-05']],
  [
    s => s.toRunEvery(1).months().on(25).weekdaysOnly().skippingDays('2026-12-25').exceptOn('2026-12-28'),
    '2026-12-01',
    ['2027-01-25'],
  ],
];

function daysFrom(first: string, days: number): readonly string[] {
  return Array.from({ length: days }, (_, index) =>
    new Date(Date.parse(first) + index * 86_400_000).toISOString().slice(0, 10),
  );
}

describe('business days', () => {
  for (const [words, after, next] of TABLE) {
    it(String(words).replace('s => s.', ''), () => {
      const { schedule } = declared(words, { zone: 'Europe/Berlin' });
      const found: (string | null)[] = [];
      for (let at = schedule.next(after); at !== undefined && found.length < next.length; at = schedule.next(at))
        found.push(at.toISODate());
      expect(found).to.deep.equal(next);
      const back: (string | null)[] = [];
      let before = schedule.previous(`${next.at(-1)}T23:59`);
      for (; before !== undefined && back.length < next.length; before = schedule.previous(before))
        back.unshift(before.toISODate());
      expect(back).to.deep.equal(next);
    });
  }

  it('have no occurrence where more than 31 days in a row are none', () => {
    const skipping = (days: number) =>
      declared(s =>
        s
          .toRunEvery(1)
          .months()
          .on(1)
          .weekdaysOnly()
          .skippingDays(...daysFrom('2026-12-01', days)),
      ).schedule;
    // 31 days from Tuesday the 1st on, then Friday 1 January.
    expect(skipping(31).next('2026-11-15')?.toISODate()).to.equal('2027-01-01');
    expect(skipping(31).next('2027-01-01')?.toISODate()).to.equal('2027-02-01');
    expect(skipping(32).next('2026-11-15')?.toISODate()).to.equal('2027-01-04');
    expect(skipping(32).previous('2027-01-04')?.toISODate()).to.equal('2026-11-02');
    expect(skipping(60).next('2026-11-15')?.toISODate()).to.equal('2027-02-01');
  });

  it('are refused where there is none at all', () => {
    const never: Words = s =>
      s
        .toRunEvery(1)
        .months()
        .weekdaysOnly()
        .skippingDays(() => true);
    expect(() => declared(never)).to.throw(NeverFiresError);
  });

  it('ask about no day far from those that are counted', () => {
    const years = new Set<number>();
    const { schedule } = declared(s =>
      s
        .toRunEvery(1)
        .months()
        .on(1, 15)
        .weekdaysOnly({ roll: 'back' })
        .skippingDays(({ year }) => {
          years.add(year);
          return year < 2100;
        })
        .exceptOn('2026-12-24'),
    );
    years.clear();
    expect(schedule.bind(0).count(Date.UTC(2020, 5), Date.UTC(2026, 5))).to.equal(0);
    expect(Math.max(...years)).to.equal(2026);
  });

  it('ask about each weekday once a search, however many roll over it', () => {
    let asked = 0;
    const { schedule } = declared(s =>
      s
        .toRunEvery(1)
        .months()
        .on(1, 10, 20)
        .weekdaysOnly()
        .skippingDays(({ year }) => {
          asked += 1;
          return year > 2026;
        }),
    );
    asked = 0;
    expect(schedule.next('2027-01-01')).to.equal(undefined);
    // Those of 400 years, for what clocks show and for what a gap may shift.
    expect(asked).to.be.at.most(2 * 104_355 + 200);
  });

  it('name the word whose function fails', () => {
    const faulty: Words = s =>
      s
        .toRunEvery(1)
        .months()
        .weekdaysOnly()
        .skippingDays(() => {
          throw new Error('no holidays here');
        });
    expect(() => declared(faulty)).to.throw(ScheduleError, 'a function given to skippingDays(…) failed for');
  });

  it('are told in English', () => {
    const texts: readonly (readonly [words: Words, text: string])[] = [
      [
        s => s.toRunEvery(1).months().on(5).weekdaysOnly({ roll: 'back' }),
        'every month on the 5th (or the Friday before if that is on a weekend) at 00:00 (UTC)',
      ],
      [
        s => s.toRunEvery(1).months().on(5).weekdaysOnly().skippingDays('2026-12-25', '2026-12-28'),
        'every month on the 5th (or the next working day if that is on a weekend or one of 2 dates that are skipped) at 00:00 (UTC)',
      ],
    ];
    for (const [words, text] of texts) expect(declared(words).schedule.describe()).to.equal(text);
  });
});
