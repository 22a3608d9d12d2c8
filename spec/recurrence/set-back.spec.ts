import { expect } from 'chai';
import type { WhenSetBack } from '../../lib/recurrence/set-back.js';
import { declared, type Words } from '../support/declared.js';

const START = Date.UTC(2026, 10, 20, 12);
const HOUR_MS = 3_600_000;

/** Words, what they do when the clock is set back, and whether something of them moves with it. */
const TABLE: readonly (readonly [words: Words, does: WhenSetBack, moves?: 'moves'])[] = [
  [s => s.toRunEvery(10).seconds(), 'goesOn'],
  [s => s.toRunEvery(2).hours().at(15), 'goesOn'],
  [s => s.toRunEvery(5).minutes().between(9, 0, 17, 0).onlyOn(1), 'goesOn'],
  [s => s.toRunCron('*/5 * * * *'), 'goesOn'],
  [s => s.toRunCron('0 9 * * *'), 'namesClockTimes'],
  [s => s.toRunCron('0 9 ? * 2-6 *', { dialect: 'aws' }), 'namesClockTimes'],
  [s => s.toRunEvery(1).days().at(9), 'namesClockTimes'],
  [s => s.toRunEvery(2).weekdays(), 'namesClockTimes'],
  [s => s.toRunEvery(1).weeks().on(1), 'namesClockTimes'],
  [s => s.toRunEvery(1).months().on(31), 'namesClockTimes'],
  [s => s.toRunEvery(1).years(), 'namesClockTimes'],
  [s => s.toRunOnceAt('2026-12-24T18:00'), 'namesClockTimes'],
  [s => s.toRunOnceAt('2026-12-24T18:00').andEvery(5).minutes(), 'goesOn'],
  [s => s.toRunOnceAt(21, 15), 'namesClockTimes'],
  [s => s.toRunOnceIn(2).days(), 'namesClockTimes'],
  [s => s.toRunOnceIn(2).hours(), 'fromEvent', 'moves'],
  [s => s.toRunOnceIn(2).hours().andEvery(1).hours(), 'fromEvent', 'moves'],
  [s => s.toRunNow(), 'fromEvent', 'moves'],
  [s => s.toRunNow().andEvery(1).days(), 'namesClockTimes'],
  [s => s.toRunNow().delayFor(5).minutes(), 'fromEvent', 'moves'],
  [s => s.toRunEvery(1).days().delayFor(5).hours(), 'namesClockTimes', 'moves'],
  [s => s.toRunEvery(1).days().delayFor(5).days(), 'namesClockTimes'],
  [s => s.toRunEvery(5).minutes().afterCompletion(), 'fromEvent', 'moves'],
  [s => s.toRunEvery(1).days().afterCompletion(), 'fromEvent', 'moves'],
];

describe('a clock that is set back', () => {
  for (const [words, does, moves] of TABLE) {
    it(`${does}: ${String(words).replace('s => s.', '')}`, () => {
      const bound = declared(words).schedule.bind(START);
      expect(bound.whenSetBack).to.equal(does);
      expect(bound.movedBy(-HOUR_MS) === bound).to.equal(moves === undefined);
    });
  }

  it('moves what is measured from the start by physical time', () => {
    const next = (words: Words, at: number) => declared(words).schedule.bind(START).movedBy(-HOUR_MS).next(at);
    expect(next(s => s.toRunOnceIn(2).hours(), START - HOUR_MS)).to.equal(START + HOUR_MS);
    expect(next(s => s.toRunEvery(30).minutes().delayFor(2).hours(), START - HOUR_MS)).to.equal(START + HOUR_MS);
    expect(next(s => s.toRunEvery(30).minutes().afterCompletion(), START - HOUR_MS)).to.equal(START - HOUR_MS / 2);
  });
});
