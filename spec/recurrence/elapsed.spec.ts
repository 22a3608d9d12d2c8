import { expect } from 'chai';
import { declared } from '../support/declared.js';

/**
 * On 7 November 2010, a Sunday, clocks in St John's went from 00:01 back to 23:01: Sunday began at 02:30Z, was Saturday
 * again from 02:31Z, and began once more at 03:30Z.
 */
const ST_JOHNS = { zone: 'America/St_Johns' };

describe('an elapsed grid from which dates are excepted', () => {
  it('asks of no date twice in one search, however far it goes', () => {
    const asked = new Map<string, number>();
    const { schedule } = declared(
      s =>
        s
          .toRunEvery(7)
          .minutes()
          .exceptOn(({ iso, year }) => {
            asked.set(iso, (asked.get(iso) ?? 0) + 1);
            return year < 2100;
          }),
      { zone: 'America/New_York' },
    );
    for (const search of [() => schedule.next('2026-01-01'), () => schedule.previous('9026-01-01')]) {
      asked.clear();
      search();
      expect(Math.max(...asked.values())).to.be.at.most(3);
    }
  });
});

describe('an elapsed grid on some days of the week, where clocks are set back over midnight', () => {
  it('goes on to the second beginning of the day, and not back to the first', () => {
    const { schedule } = declared(s => s.toRunEvery(10).minutes().onlyOn(7), ST_JOHNS);
    expect(schedule.next('2010-11-07T02:00Z')?.toMillis()).to.equal(Date.UTC(2010, 10, 7, 2, 30));
    expect(schedule.next('2010-11-07T02:30Z')?.toMillis()).to.equal(Date.UTC(2010, 10, 7, 3, 30));
    expect(schedule.next('2010-11-07T03:00Z')?.toMillis()).to.equal(Date.UTC(2010, 10, 7, 3, 30));
  });

  it('goes back from the first beginning of the day, and not on to the second', () => {
    const { schedule } = declared(s => s.toRunEvery(10).minutes().onlyOn(6), ST_JOHNS);
    expect(schedule.previous('2010-11-07T02:30:30Z')?.toMillis()).to.equal(Date.UTC(2010, 10, 7, 2, 20));
    expect(schedule.previous('2010-11-07T04:00Z')?.toMillis()).to.equal(Date.UTC(2010, 10, 7, 3, 20));
  });

  it('counts what it names, in a bounded number of steps', () => {
    for (const day of [6, 7] as const) {
      const { schedule } = declared(s => s.toRunEvery(10).minutes().onlyOn(day), ST_JOHNS);
      const [from, to] = [Date.UTC(2010, 10, 5), Date.UTC(2010, 10, 9)];
      expect(schedule.bind(0).count(from, to)).to.equal(
        schedule.occurrencesBetween(new Date(from), new Date(to)).length,
      );
    }
  });
});
