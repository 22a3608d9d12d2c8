import { expect } from 'chai';
import { readyPlan } from '../../lib/recurrence/ready-plan.js';
import { planned, type Words } from '../support/declared.js';

const START = Date.UTC(2026, 0, 1);

/** No two of them say the same. */
const DIFFERENT: readonly Words[] = [
  s => s.toRunEvery(1).days(),
  s => s.toRunEvery(2).days(),
  s => s.toRunEvery(1).weekdays(),
  s => s.toRunEvery(1).weekends(),
  s => s.toRunEvery(1).days().at(9),
  s => s.toRunEvery(1).days().at(9, 1),
  s => s.toRunEvery(1).days().at(9, 0, 1),
  s => s.toRunEvery(1).days().at(9).at(10),
  s => s.toRunEvery(1).days().at(9).inZone('Asia/Tokyo'),
  s => s.toRunEvery(1).days().at(9).withJitter(1),
  s => s.toRunEvery(1).days().at(9).except(1),
  s => s.toRunEvery(1).days().at(9).except(2),
  s => s.toRunEvery(1).days().at(9).startingAt('2026-01-01'),
  s => s.toRunEvery(1).days().at(9).startingAt('2026-01-02'),
  s => s.toRunEvery(1).days().at(9).until('2026-01-01'),
  s => s.toRunEvery(1).days().at(9).until('2026-01-02'),
  s => s.toRunEvery(1).days().at(9).delayFor(1).days(),
  s => s.toRunEvery(1).days().at(9).delayFor(2).days(),
  s => s.toRunEvery(1).days().at(9).times(1),
  s => s.toRunEvery(1).days().at(9).times(2),
  s => s.toRunEvery(1).weeks().at(9),
  s => s.toRunEvery(1).weeks().on(2).at(9),
  s => s.toRunEvery(1).months().at(9),
  s => s.toRunEvery(1).months().weekdaysOnly().at(9),
  s => s.toRunEvery(1).months().weekdaysOnly().skippingDays('2026-01-01').at(9),
  s => s.toRunEvery(1).hours(),
  s => s.toRunEvery(1).hours().at(9),
  s => s.toRunCron('0 9 * * *'),
];

describe('a plan made ready', () => {
  it('is shared by those that say the same, and by no others', () => {
    const made = DIFFERENT.map(words => readyPlan(planned(words)));
    expect(DIFFERENT.map(words => made.indexOf(readyPlan(planned(words))))).to.deep.equal([...DIFFERENT.keys()]);
  });

  it('is not shared where a function has a say', () => {
    const plan = (day: number) =>
      planned(s =>
        s
          .toRunEvery(1)
          .days()
          .exceptOn(date => date.day === day),
      );
    expect(readyPlan(plan(1)).timetable.next(START - 1)).not.to.equal(readyPlan(plan(2)).timetable.next(START - 1));
  });

  it('is bound once to one start, but for jitter, which hangs on the name', () => {
    const plain = readyPlan(planned(s => s.toRunEvery(1).hours().delayFor(1).days()));
    expect(plain.bind(START, 'one')).to.equal(plain.bind(START, 'other'));
    expect(plain.bind(START + 1, 'one').next(START)).to.be.greaterThan(plain.bind(START, 'one').next(START) as number);
    const spread = readyPlan(planned(s => s.toRunEvery(1).hours().withJitter(60_000)));
    const jitters = ['one', 'other'].map(name => spread.bind(START, name).jitterMs(START));
    expect(new Set(jitters).size).to.equal(2);
  });
});
