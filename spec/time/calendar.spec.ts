import { expect } from 'chai';
import fc from 'fast-check';
import {
  CYCLE_DAYS,
  CYCLE_MONTHS,
  DAY_MS,
  dateOfDay,
  dayOfDate,
  dayOfWall,
  dayOfWeek,
  firstDayOfMonth,
  isoDate,
  lengthOfMonth,
  modulo,
  mondayOfWeek,
  monthOfDay,
  monthOfYear,
  parseIsoDate,
  weekOfDay,
  yearOfMonth,
} from '../../lib/time/calendar.js';

/** Five thousand years before and after 1970. */
const FAR_DAYS = 5000 * 366;
const anyDay = fc.integer({ min: -FAR_DAYS, max: FAR_DAYS });

/** Days at which arithmetic goes wrong, if it does: ends of years and Februaries, of leap centuries and of none. */
const EDGES = [
  -4, -1, 0, 1, 4, 100, 1600, 1700, 1899, 1900, 1969, 1970, 1999, 2000, 2001, 2024, 2100, 2400, 6969,
].flatMap(year => [
  ofDate(year, 1, 1),
  ofDate(year, 2, 28),
  ofDate(year, 3, 1) - 1,
  ofDate(year, 3, 1),
  ofDate(year, 12, 31),
]);

describe('calendar', () => {
  it('agrees with Date on every date of ten thousand years', () => {
    fc.assert(fc.property(anyDay, agreesWithDate), { numRuns: 2000 });
    for (const day of EDGES) agreesWithDate(day);
  });

  it('knows the length of every month', () => {
    for (let month = 1890 * 12; month < 2310 * 12; month++) {
      const expected = new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate();
      expect(lengthOfMonth(month), isoDate(firstDayOfMonth(month))).to.equal(expected);
    }
  });

  it('repeats after 400 years, days of the week included', () => {
    fc.assert(
      fc.property(anyDay, day => {
        expect(dayOfWeek(day + CYCLE_DAYS)).to.equal(dayOfWeek(day));
        expect(monthOfDay(day + CYCLE_DAYS)).to.equal(monthOfDay(day) + CYCLE_MONTHS);
      }),
    );
  });

  it('counts weeks from Monday to Sunday', () => {
    fc.assert(
      fc.property(anyDay, day => {
        const monday = mondayOfWeek(weekOfDay(day));
        expect(dayOfWeek(monday)).to.equal(1);
        expect(day - monday).to.equal(dayOfWeek(day) - 1);
      }),
    );
    expect(weekOfDay(0)).to.equal(0);
  });

  it('gives the day of a wall time, before 1970 too', () => {
    expect([-1, 0, DAY_MS - 1, DAY_MS].map(dayOfWall)).to.deep.equal([-1, 0, 0, 1]);
  });

  it('writes and reads ISO dates, and nothing else', () => {
    expect(isoDate(ofDate(2026, 12, 24))).to.equal('2026-12-24');
    expect(isoDate(ofDate(33, 4, 3))).to.equal('0033-04-03');
    expect(parseIsoDate('2024-02-29')).to.equal(ofDate(2024, 2, 29));
    for (const text of ['2026-02-29', '2026-13-01', '2026-00-01', '2026-1-1', '2026-01-01T00:00', '24.12.2026', '']) {
      expect(parseIsoDate(text), text).to.equal(undefined);
    }
  });

  it('takes the remainder with the sign of the divisor', () => {
    expect([modulo(7, 5), modulo(-7, 5), modulo(-5, 5), modulo(0, 5)].map(rest => rest + 0)).to.deep.equal([
      2, 3, 0, 0,
    ]);
  });
});

function agreesWithDate(day: number): void {
  const date = new Date(day * DAY_MS);
  const fields = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
  const month = monthOfDay(day);
  expect(dateOfDay(day)).to.deep.equal(fields);
  expect(dayOfDate(fields)).to.equal(day);
  expect({ year: yearOfMonth(month), month: monthOfYear(month) }).to.deep.equal({
    year: fields.year,
    month: fields.month,
  });
  expect(dayOfWeek(day) % 7).to.equal(date.getUTCDay());
}

/** By `Date`, which takes the years 0 to 99 for those of the last century unless it is told otherwise. */
function ofDate(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) / DAY_MS;
}
