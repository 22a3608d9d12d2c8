import { expect } from 'chai';
import { OffsetPeriods } from '../../lib/time/offset-periods.js';

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;

describe('offset periods', () => {
  it('find a change to the second, and say what was before', () => {
    const changeAt = 1_234_567_000;
    const periods = new OffsetPeriods(instant => (instant < changeAt ? HOUR : 2 * HOUR));
    expect(periods.at(changeAt - 1)).to.include({ endAt: changeAt, offsetMs: HOUR });
    expect(periods.at(changeAt)).to.include({ startAt: changeAt, offsetMs: 2 * HOUR, offsetBeforeMs: HOUR });
  });

  it('find two changes four days apart', () => {
    const from = 50_000_000_000;
    const to = from + 4 * 24 * HOUR;
    const periods = new OffsetPeriods(instant => (instant >= from && instant < to ? HOUR : 0));
    expect(periods.at(from + 1)).to.include({ startAt: from, endAt: to, offsetMs: HOUR, offsetBeforeMs: 0 });
  });

  it('find three changes within one step of the search', () => {
    const changes = [1_000_000_000, 1_100_000_000, 1_200_000_000];
    const periods = new OffsetPeriods(instant => changes.filter(at => at <= instant).length * HOUR);
    expect(changes.map(at => periods.at(at).startAt)).to.deep.equal(changes);
  });

  it('ask once for what they have found', () => {
    const { periods, asked } = counted();
    periods.at(0);
    const before = asked();
    for (let instant = 0; instant < YEAR / 2; instant += HOUR) periods.at(instant);
    periods.at(0);
    expect(asked()).to.equal(before);
  });

  it('keep a bounded number of pages, and forget the oldest', () => {
    const { periods, asked } = counted();
    for (let year = 0; year < 1500; year++) periods.at(year * YEAR);
    const before = asked();
    periods.at(1499 * YEAR);
    periods.at(1400 * YEAR);
    expect(asked()).to.equal(before);
    periods.at(0);
    expect(asked()).to.be.greaterThan(before);
  });

  it('answer for what is no instant with what they answered last', () => {
    const periods = new OffsetPeriods(() => HOUR);
    const last = periods.at(0);
    expect(periods.at(Number.NaN)).to.equal(last);
    expect(periods.at(Infinity)).to.equal(last);
  });
});

function counted(): { readonly periods: OffsetPeriods; readonly asked: () => number } {
  let asked = 0;
  const periods = new OffsetPeriods(() => {
    asked++;
    return HOUR;
  });
  return { periods, asked: () => asked };
}
