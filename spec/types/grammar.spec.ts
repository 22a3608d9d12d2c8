import { expect } from 'chai';
import { DateTime } from 'luxon';
import type { ScheduleClause } from '../../lib/grammar/schedule-clause.js';
import type { Words } from '../../lib/grammar/words.js';
import { Job, type JobClass } from '../../lib/job/job.js';
import { DayOfWeek, Month } from '../../lib/recurrence/recurrence.js';
import { declared } from '../support/declared.js';

// What the compiler says of these chains is the test: a legal one that does not compile, or an illegal one that does,
// stops the build.

const legal: readonly ((s: ScheduleClause) => unknown)[] = [
  s => s.toRunNow().andEvery(2).seconds(),
  s => s.toRunNow().delayFor(5).minutes().andEvery(1).hours().at(15),
  s => s.toRunNow().andEvery(1).months().onTheFirst(DayOfWeek.Monday).at(3, 0),
  s => s.toRunEvery(20).seconds().between(22, 0, 6, 0).except(DayOfWeek.Sunday),
  s => s.toRunEvery(1).hours().at(15).at(45).between(5, 0, 15, 0).at(30),
  s =>
    s
      .toRunEvery(1)
      .days()
      .at(21)
      .at(9, 30)
      .at(2, 30, 59)
      .weekdaysOnly()
      .exceptOn('2026-12-24', date => date.day === 1),
  s =>
    s
      .toRunEvery(1)
      .days()
      .exceptOn(['2026-12-24', DateTime.utc(2027)])
      .at(9),
  s => s.toRunEvery(2).weekdays().at(9).onlyOn(DayOfWeek.Monday, DayOfWeek.Friday),
  s => s.toRunEvery(2).weekends().startingAt(new Date(0)).at(9, 15),
  s => s.toRunEvery(2).weeks().on(DayOfWeek.Monday).on(DayOfWeek.Tuesday, DayOfWeek.Friday).at(9).until('2027-01-01'),
  s =>
    s.toRunEvery(1).months().on(1, -1).on(31, { ifMissing: 'skip' }).onTheLastDay().onTheFirstWeekday().weekdaysOnly(),
  s => s.toRunEvery(1).months().at(3, 15).on(29, 31, { ifMissing: 'clamp' }).onTheLastWeekday(),
  s => s.toRunEvery(1).years().in(Month.May, Month.November).on(31).in(Month.July).onTheFifth(DayOfWeek.Friday),
  s => s.toRunEvery(1).years().onTheSecond(DayOfWeek.Monday).at(21, 59),
  s => s.toRunOnceIn(5).minutes().withName('warm-up'),
  s => s.toRunNow().withJitter({ seconds: 30 }).andEvery(1).hours().at(15),
  s => s.withJitter({ minutes: 5 }).toRunOnceAt('2027-01-01'),
  s => s.toRunOnceAt('2027-01-01').withJitter({ minutes: 5 }),
  s => s.toRunOnceAt(21, 15).andEvery(1).days().at(21, 15),
  s => s.toRunOnceAt(0, 0, 30),
  s => s.toRunOnceAt(DateTime.utc(2027)).delayFor(1).days(),
  s => s.toRunOnceAt(new Date(0)).andEvery(1).weeks(),
  s => s.toRunCron('0 9 * * MON-FRI').except(DayOfWeek.Monday).times(3).delayFor(1).weeks().inZone('UTC'),
  s => s.toRunEvery(5).minutes().afterCompletion().times(3).withJitter({ seconds: 1 }).withName('poll'),
  s =>
    s
      .nonReentrant()
      .andThen(() => {})
      .toRunEvery(1)
      .days(),
  s => s.withName('x').inZone('UTC').between(9, 0, 17, 0).startingAt(0).toRunEvery(1).hours().at(5),
  s =>
    s
      .toRunEvery(1)
      .days()
      .when(context => context.attempt === 1)
      .at(5)
      .onFailure(record => record.key)
      .at(6),
  s =>
    s
      .toRunEvery(1)
      .days()
      .whenMissed('runAll', { within: { hours: 1 }, max: 5 })
      .at(1)
      .whenOverlapping('runAfter')
      .at(2),
  s => s.toRunEvery(1).days().withRetry({ attempts: 3, delay: 'PT1S', jitter: 0.1 }).withTimeout({ minutes: 5 }).at(2),
];

const illegal: readonly ((s: ScheduleClause) => unknown)[] = [
  // @ts-expect-error a unit needs a number
  s => s.minutes(),
  // @ts-expect-error a number needs its unit first
  s => s.toRunEvery(5).at(9),
  // @ts-expect-error a number needs its unit first
  s => s.toRunEvery(5).withName('x'),
  // @ts-expect-error a number is a number
  s => s.toRunEvery('5').minutes(),
  // @ts-expect-error a schedule begins once
  s => s.toRunEvery(5).minutes().toRunEvery(5),
  // @ts-expect-error a grid has its number already
  s => s.toRunEvery(5).minutes().andEvery(5),
  // @ts-expect-error nothing goes before andEvery
  s => s.andEvery(5),
  // @ts-expect-error milliseconds have no clock time
  s => s.toRunEvery(5).milliseconds().at(5),
  // @ts-expect-error seconds have no clock time
  s => s.toRunEvery(5).seconds().at(5),
  // @ts-expect-error minutes have no clock time
  s => s.toRunEvery(5).minutes().at(5),
  // @ts-expect-error an hour has minutes only
  s => s.toRunEvery(5).hours().at(9, 30),
  // @ts-expect-error a day needs an hour
  s => s.toRunEvery(1).days().at(),
  // @ts-expect-error days have no days
  s => s.toRunEvery(1).days().on(5),
  // @ts-expect-error weekdays are weekdays only
  s => s.toRunEvery(1).weekdays().weekdaysOnly(),
  // @ts-expect-error weeks say which of their days
  s => s.toRunEvery(1).weeks().weekdaysOnly(),
  // @ts-expect-error there are seven days
  s => s.toRunEvery(1).weeks().on(0),
  // @ts-expect-error a day of the week cannot be missing
  s => s.toRunEvery(1).weeks().on(DayOfWeek.Monday, { ifMissing: 'skip' }),
  // @ts-expect-error at least one day
  s => s.toRunEvery(1).weeks().on(),
  // @ts-expect-error the first what of a week
  s => s.toRunEvery(1).weeks().onTheFirst(DayOfWeek.Monday),
  // @ts-expect-error at least one day
  s => s.toRunEvery(1).months().on(),
  // @ts-expect-error options come last
  s => s.toRunEvery(1).months().on({ ifMissing: 'skip' }, 31),
  // @ts-expect-error clamp or skip
  s => s.toRunEvery(1).months().on(31, { ifMissing: 'drop' }),
  // @ts-expect-error months have no months
  s => s.toRunEvery(1).months().in(Month.May),
  // @ts-expect-error there are twelve months
  s => s.toRunEvery(1).years().in(13),
  // @ts-expect-error cron text says its own times
  s => s.toRunCron('@daily').at(9),
  // @ts-expect-error there is no grid to narrow
  s => s.toRunNow().between(9, 0, 17, 0),
  // @ts-expect-error there is no grid to narrow
  s => s.toRunOnceIn(5).minutes().until('2027-01-01'),
  // @ts-expect-error weekdays are no length of time
  s => s.toRunOnceIn(5).weekdays(),
  // @ts-expect-error weekends are no length of time
  s => s.toRunEvery(5).minutes().delayFor(1).weekends(),
  // @ts-expect-error an hour needs its minute, and a lone text is an instant
  s => s.toRunOnceAt(),
  // @ts-expect-error there is no grid to narrow
  s => s.toRunEvery(5).minutes().afterCompletion().between(9, 0, 17, 0),
  // @ts-expect-error weekdays are no length of time
  s => s.toRunEvery(5).weekdays().afterCompletion(),
  // @ts-expect-error cron text has no length
  s => s.toRunCron('@daily').afterCompletion(),
  // @ts-expect-error a window has two ends
  s => s.toRunEvery(5).minutes().between(9, 0),
  // @ts-expect-error a Date has no date of its own
  s => s.toRunEvery(5).minutes().exceptOn(new Date(0)),
  // @ts-expect-error only runAll makes up for more than one
  s => s.toRunEvery(5).minutes().whenMissed('runOnce', { max: 5 }),
  // @ts-expect-error there is no such policy
  s => s.toRunEvery(5).minutes().whenOverlapping('queue'),
  // @ts-expect-error how often
  s => s.toRunEvery(5).minutes().withRetry({ delay: 5 }),
  s =>
    s
      .toRunEvery(5)
      .minutes()
      // @ts-expect-error a predicate answers
      .when(() => 'yes'),
  // @ts-expect-error a class that is no Job
  s => s.toRunEvery(5).minutes().andThen(Map),
];

const unfinished: readonly Words[] = [
  // @ts-expect-error a number waits for its unit
  s => s.toRunEvery(5),
  // @ts-expect-error a number waits for its unit
  s => s.toRunNow().andEvery(5),
  // @ts-expect-error a number waits for its unit
  s => s.toRunOnceIn(5),
  // @ts-expect-error a number waits for its unit
  s => s.toRunEvery(1).days().delayFor(5),
  // @ts-expect-error what is said after an await would be lost
  async s => s.toRunEvery(5).minutes(),
  s => s.toRunEvery(5).minutes().describedAs('a poll').tagged('mail', 'poll'),
];

/** Apart from the others, which a function without a result would make one with in a list. */
const inBlock: Words = s => {
  s.toRunEvery(5).minutes();
};

class Named extends Job {
  static readonly jobName = 'named';
  override execute(): void {}
}
class Numbered extends Job {
  static readonly jobName = 5;
  override execute(): void {}
}
// @ts-expect-error the name of a job is text
const classes: readonly JobClass[] = [Named, Numbered];

describe('the types of the grammar', () => {
  for (const chain of legal) {
    it(`let through what can be said: ${chain}`, () => {
      expect(() => declared(s => void chain(s))).not.to.throw();
    });
  }

  it('stop what is listed as illegal, or this would not have compiled', () => {
    expect([...illegal, ...unfinished, ...classes, inBlock]).to.have.lengthOf.above(38);
  });
});
