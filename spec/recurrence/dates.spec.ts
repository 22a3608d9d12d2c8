import { expect } from 'chai';
import { ScheduleError } from '../../lib/errors.js';
import { lint } from '../../lib/recurrence/lint/lint.js';
import type { CalendarDate } from '../../lib/recurrence/recurrence.js';
import { declared, type Words } from '../support/declared.js';

/** A holiday service that is out of order for the dates from 21 November 2026 on. */
let isBroken = false;
function isHoliday({ iso }: CalendarDate): boolean {
  if (isBroken && iso > '2026-11-20') throw new Error('the service is down');
  return iso === '2026-11-21' || iso === '2026-12-25';
}

const EACH: Readonly<Record<string, readonly [words: Words, next: string]>> = {
  days: [s => s.toRunEvery(1).days().at(9).exceptOn(isHoliday), '2026-11-22T09:00:00.000Z'],
  minutes: [s => s.toRunEvery(7).minutes().between(9, 0, 9, 5).exceptOn(isHoliday), '2026-11-22T09:00:00.000Z'],
  hours: [s => s.toRunEvery(12).hours().exceptOn(isHoliday), '2026-11-22T00:00:00.000Z'],
  cron: [s => s.toRunCron('*/30 9 * * *').exceptOn(isHoliday), '2026-11-22T09:00:00.000Z'],
  roll: [s => s.toRunEvery(1).months().on(25).weekdaysOnly().skippingDays(isHoliday), '2026-11-25T00:00:00.000Z'],
};

describe('a function of dates that fails', () => {
  afterEach(() => {
    isBroken = false;
  });

  for (const [name, [words, expected]] of Object.entries(EACH)) {
    it(`throws to who asks, and is asked again: ${name}`, () => {
      const { schedule } = declared(words);
      const bound = schedule.bind(0);
      const [from, to] = [Date.UTC(2026, 10, 20, 12), Date.UTC(2026, 11, 31)];
      const count = bound.count(from, to);
      // An answer is not kept: the next may be another.
      bound.next(from);
      isBroken = true;
      for (let again = 0; again < 2; again++) {
        expect(() => schedule.next(from)).to.throw(ScheduleError, 'failed for 2026-11-');
        expect(() => bound.next(from)).to.throw(ScheduleError, 'the service is down');
        expect(() => bound.count(from, to)).to.throw(ScheduleError);
      }
      isBroken = false;
      expect(schedule.next(from)?.toISO()).to.equal(expected);
      expect(bound.count(from, to)).to.equal(count);
    });

    it(`is found by lint, and leaves out of a description what it leaves open: ${name}`, () => {
      const { schedule } = declared(words);
      isBroken = true;
      const [found, ...others] = lint([schedule], { from: '2026-01-01', to: '2027-01-01' });
      expect([found?.code, others], found?.message).to.deep.equal(['failingFunction', []]);
      expect(found?.message).to.match(
        /^a function given to (?:exceptOn|skippingDays)\(…\) failed for 20[23]\d-\d\d-\d\d/,
      );
      expect(schedule.notes).to.deep.equal([]);
      expect(schedule.describe()).to.include(schedule.words.split(',')[0]);
    });
  }
});
