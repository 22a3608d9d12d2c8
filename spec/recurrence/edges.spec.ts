import { expect } from 'chai';
import { declared, type Words } from '../support/declared.js';

/** No date is later than 8.64e15. */
const BEYOND = [Number.MAX_SAFE_INTEGER, 8e15, Number.MAX_VALUE];

/** Words, and the first and the last that they name in the years 1 to 9999 of UTC. */
const ROWS: readonly (readonly [words: Words, first: string, last: string])[] = [
  [s => s.toRunEvery(1).days().at(9), '0001-01-01T08:06:32.000Z', '9999-12-31T08:00:00.000Z'],
  [s => s.toRunEvery(6).hours(), '0001-01-01T05:00:00.000Z', '9999-12-31T23:00:00.000Z'],
  [s => s.toRunEvery(1).hours().at(15), '0001-01-01T00:21:32.000Z', '9999-12-31T23:15:00.000Z'],
  [s => s.toRunEvery(7).minutes().between(9, 0, 17, 0), '0001-01-01T08:06:32.000Z', '9999-12-31T15:56:00.000Z'],
  [s => s.toRunCron('*/5 * * * *'), '0001-01-01T00:01:32.000Z', '9999-12-31T23:55:00.000Z'],
  [s => s.toRunEvery(1).months().on(2), '0001-01-01T23:06:32.000Z', '9999-12-01T23:00:00.000Z'],
];

describe('a schedule that is asked from beyond the years 1 to 9999', () => {
  for (const [words, first, last] of ROWS) {
    it(`tells the first or the last of all: ${String(words).replace('s => s.', '')}`, () => {
      const { schedule } = declared(words, { zone: 'Europe/Berlin' });
      for (const ms of BEYOND) {
        expect([schedule.nextMs(ms), schedule.previousMs(-ms)]).to.deep.equal([undefined, undefined]);
        expect(new Date(schedule.nextMs(-ms) ?? 0).toISOString()).to.equal(first);
        expect(new Date(schedule.previousMs(ms) ?? 0).toISOString()).to.equal(last);
      }
    });
  }
});
