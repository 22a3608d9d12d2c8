import { expect } from 'chai';
import type { Unit } from '../../lib/recurrence/recurrence.js';
import { meantClock, meantCount, meantFraction, meantWindow } from '../../lib/registry/slips.js';

const CLOCKS: readonly (readonly [value: unknown, meant: string | undefined])[] = [
  ['21:15', '21, 15'],
  ['9:05', '9, 5'],
  ['09:05:30', '9, 5, 30'],
  ['21', '21, 0'],
  ['9 pm', '21, 0'],
  ['12:30am', '0, 30'],
  ['12 PM', '12, 0'],
  [2115, '21, 15'],
  ['2115', '21, 15'],
  ['930', '9, 30'],
  ['21.15', '21, 15'],
  ['21h15', '21, 15'],
  ['9.15 pm', '21, 15'],
  [930, '9, 30'],
  [{ hour: 21, minute: 15 }, '21, 15'],
  [{ hour: 7 }, '7, 0'],
  [{ hour: 21, minute: 15, second: 30 }, '21, 15, 30'],
  ['25:00', undefined],
  [{ hour: -1, minute: 30 }, undefined],
  [[9, 75], undefined],
  [2460, undefined],
  ['2460', undefined],
  ['20261224', undefined],
  [24, undefined],
  [{ hour: '21' }, undefined],
  ['soon', undefined],
  [undefined, undefined],
  [null, undefined],
];

const COUNTS: readonly (readonly [value: unknown, meant: string | undefined])[] = [
  ['5', 'toRunEvery(5)'],
  ['5 minutes', 'toRunEvery(5).minutes()'],
  ['every 5 min', 'toRunEvery(5).minutes()'],
  [' every  5   min ', 'toRunEvery(5).minutes()'],
  ['90s', 'toRunEvery(90).seconds()'],
  ['1h', 'toRunEvery(1).hours()'],
  ['day', 'toRunEvery(1).days()'],
  [{ minutes: 5 }, 'toRunEvery(5).minutes()'],
  [{ hour: 2 }, 'toRunEvery(2).hours()'],
  ['0 9 * * MON-FRI', "toRunCron('0 9 * * MON-FRI')"],
  [{ hours: 1, minutes: 30 }, undefined],
  [{ minutes: 1.5 }, undefined],
  ['often', undefined],
  ['', undefined],
  [{}, undefined],
  [0, undefined],
  ['0', undefined],
  ['007', undefined],
  ['0 minutes', undefined],
  [{ minutes: -5 }, undefined],
  ['9'.repeat(20), undefined],
];

const FRACTIONS: readonly (readonly [count: number, unit: Unit, meant: string | undefined])[] = [
  [1.5, 'hours', 'toRunEvery(90).minutes()'],
  [0.1, 'hours', 'toRunEvery(6).minutes()'],
  [0.5, 'minutes', 'toRunEvery(30).seconds()'],
  [0.25, 'seconds', 'toRunEvery(250).milliseconds()'],
  [0.5, 'days', 'toRunEvery(12).hours()'],
  [1.5, 'years', 'toRunEvery(18).months()'],
  [1.5, 'weeks', undefined],
  [1.5, 'months', undefined],
  [0.5, 'milliseconds', undefined],
];

describe('a slip of the pen', () => {
  for (const [value, meant] of CLOCKS) {
    it(`as a clock time, ${JSON.stringify(value)}, is meant as ${meant}`, () => {
      expect(meantClock(value)).to.equal(meant);
    });
  }
  for (const [value, meant] of COUNTS) {
    it(`as a number, ${JSON.stringify(value)}, is meant as ${meant}`, () => {
      expect(meantCount('toRunEvery', value)).to.equal(meant);
    });
  }
  for (const [count, unit, meant] of FRACTIONS) {
    it(`of ${count} ${unit} is meant as ${meant}`, () => {
      expect(meantFraction('toRunEvery', count, unit)).to.equal(meant);
    });
  }

  it('as a window of the whole day is meant as none', () => {
    expect(meantWindow([9, 24])).to.equal('9, 0, 0, 0');
    expect(meantWindow([0, 24])).to.equal(undefined);
    expect(meantWindow(['09:00', '9:00'])).to.equal(undefined);
  });

  it('is looked for in no time, however many spaces there are', () => {
    expect(meantCount('toRunEvery', `every${' '.repeat(3000)}!`)).to.equal(undefined);
    expect(meantCount('toRunEvery', `5${' '.repeat(100_000)}!`)).to.equal(undefined);
    expect(meantClock(`9${' '.repeat(100_000)}!`)).to.equal(undefined);
  });
});
