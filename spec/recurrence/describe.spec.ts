import { expect } from 'chai';
import { declared, type Words } from '../support/declared.js';

const AFTER = '2026-11-20T12:00:00Z';

/** A zone, words, and what they say in English. */
const ROWS: readonly (readonly [zone: string, words: Words, text: string])[] = [
  [
    'Europe/Berlin',
    s => s.toRunEvery(2).weeks().on(1).at(9),
    'every second week on Monday at 09:00 (Europe/Berlin), counted from 1 January 2024, next 30 November 2026',
  ],
  ['Europe/Berlin', s => s.toRunEvery(1).days().at(12), 'every day at 12:00 (Europe/Berlin), next 21 November 2026'],
  [
    'Europe/Berlin',
    s => s.toRunEvery(1).days().at(2, 30),
    'every day at 02:30 (Europe/Berlin), in a gap it runs as much later, once, and in an overlap the first time only, next 21 November 2026',
  ],
  [
    'Europe/Berlin',
    s => s.toRunEvery(1).days().at(2, 30).between(2, 0, 3, 0),
    'every day at 02:30 between 02:00 and 03:00 (Europe/Berlin), in a gap it does not run where its filters take what is moved, and in an overlap the first time only, next 21 November 2026',
  ],
  [
    'America/New_York',
    s => s.toRunEvery(1).days().at(1, 30),
    'every day at 01:30 (America/New_York), in an overlap the first time only, next 21 November 2026',
  ],
  ['UTC', s => s.toRunEvery(1).days().at(2, 30), 'every day at 02:30 (UTC), next 21 November 2026'],
  [
    'Asia/Kathmandu',
    s => s.toRunEvery(1).days().at(2, 30),
    'every day at 02:30 (Asia/Kathmandu), next 21 November 2026',
  ],
  [
    'Africa/Cairo',
    s => s.toRunEvery(1).days(),
    'every day at 00:00 (Africa/Cairo), in a gap it runs as much later, once, next 21 November 2026',
  ],
  [
    'Europe/Berlin',
    s => s.toRunEvery(1).months().on(1).at(2, 30),
    'every month on the 1st at 02:30 (Europe/Berlin), next 1 December 2026',
  ],
  [
    'Europe/Berlin',
    s => s.toRunCron('*/5 * * * *'),
    'every 5 minutes (Europe/Berlin), in a gap nothing extra, and in an overlap in both passes, next 20 November 2026 at 13:05',
  ],
  [
    'Europe/Berlin',
    s => s.toRunCron('*/5 9-17 * * *'),
    'every 5 minutes from 09:00 to 17:55 (Europe/Berlin), next 20 November 2026 at 13:05',
  ],
  [
    'Europe/Berlin',
    s => s.toRunCron('30 2 * * *'),
    'every day at 02:30 (Europe/Berlin), in a gap it runs as much later, once, and in an overlap the first time only, next 21 November 2026',
  ],
  ['Europe/Berlin', s => s.toRunEvery(5).minutes(), 'every 5 minutes (Europe/Berlin), next 20 November 2026 at 13:05'],
  [
    'Europe/Berlin',
    s => s.toRunEvery(7).minutes(),
    'every 7 minutes (Europe/Berlin), counted from 1 January 2024, by elapsed time, whatever the clocks do, next 20 November 2026 at 13:05',
  ],
  [
    'Europe/Berlin',
    s => s.toRunEvery(24).hours(),
    'every 24 hours (Europe/Berlin), counted from 1 January 2024, by elapsed time, whatever the clocks do, next 21 November 2026 at 00:00',
  ],
  [
    'Australia/Lord_Howe',
    s => s.toRunEvery(1).hours(),
    'every hour (Australia/Lord_Howe), by elapsed time, whatever the clocks do, next 21 November 2026 at 00:00',
  ],
  [
    'Europe/Berlin',
    s => s.toRunEvery(7).minutes().between(9, 0, 17, 0),
    'every 7 minutes between 09:00 and 17:00, anew each day (Europe/Berlin), next 20 November 2026 at 13:05',
  ],
  [
    'Europe/Berlin',
    s => s.toRunEvery(1).days().at(9).at(20).between(22, 0, 18, 0),
    'every day at 09:00 and 20:00 between 22:00 and 18:00 (Europe/Berlin), next 21 November 2026 at 09:00',
  ],
  [
    'Europe/Berlin',
    s => s.toRunEvery(1).days().at(9).weekdaysOnly(),
    'every day at 09:00 (Europe/Berlin), only on Monday to Friday, next 23 November 2026',
  ],
  [
    'UTC',
    s => s.toRunEvery(1).hours().except(7),
    'every hour (UTC), only on Monday to Saturday, next 20 November 2026 at 13:00',
  ],
  [
    'UTC',
    s => s.toRunEvery(1).hours().onlyOn(1, 3).exceptOn('2026-12-24'),
    'every hour (UTC), only on Monday and Wednesday, not on 24 December 2026, next 23 November 2026 at 00:00',
  ],
  [
    'UTC',
    s => s.toRunEvery(1).days().exceptOn('2026-12-24', '2026-12-25'),
    'every day at 00:00 (UTC), not on 24 December 2026 or 25 December 2026, next 21 November 2026',
  ],
  [
    'UTC',
    s =>
      s
        .toRunEvery(1)
        .days()
        .exceptOn('2026-12-24', '2026-12-25', '2026-12-26', '2026-12-31', '2027-01-01', '2027-01-06'),
    'every day at 00:00 (UTC), not on 6 dates from 24 December 2026 to 6 January 2027, next 21 November 2026',
  ],
  [
    'UTC',
    s =>
      s
        .toRunEvery(1)
        .days()
        .exceptOn(date => date.day === 13),
    'every day at 00:00 (UTC), not on dates that a function excepts, next 21 November 2026',
  ],
  [
    'Europe/Berlin',
    s => s.toRunEvery(2).days().at(9).startingAt('2026-12-01T08:00'),
    'every second day at 09:00 (Europe/Berlin), starting on 1 December 2026 at 08:00 and counted from there, next 1 December 2026',
  ],
  [
    'Europe/Berlin',
    s => s.toRunEvery(1).days().at(9).startingAt('2026-12-01').until('2026-12-31T12:00'),
    'every day at 09:00 (Europe/Berlin), starting on 1 December 2026, until 31 December 2026 at 12:00, next 1 December 2026',
  ],
  [
    'Europe/Berlin',
    s => s.toRunEvery(1).weeks().startingAt('2026-12-03'),
    'every week on Thursday at 00:00 (Europe/Berlin), starting on 3 December 2026, next 3 December 2026',
  ],
  [
    'Europe/Berlin',
    s => s.toRunEvery(1).days().until('2026-01-01'),
    'every day at 00:00 (Europe/Berlin), until 1 January 2026 at 00:00, no further occurrence',
  ],
  [
    'Europe/Berlin',
    s => s.toRunOnceAt('2026-12-24T18:00').andEvery(2).weeks(),
    'on 24 December 2026 at 18:00 and then every second week on Thursday at 00:00 (Europe/Berlin), counted from there, next 24 December 2026 at 18:00',
  ],
  [
    'UTC',
    s => s.toRunEvery(5).minutes().withJitter({ seconds: 30 }),
    'every 5 minutes (UTC), each run up to 30 seconds later by jitter, next 20 November 2026 at 12:05',
  ],
  [
    'UTC',
    s => s.toRunEvery(5).minutes().withJitter({ milliseconds: 1500 }),
    'every 5 minutes (UTC), each run up to 1500 milliseconds later by jitter, next 20 November 2026 at 12:05',
  ],
];

describe('describe', () => {
  for (const [zone, words, text] of ROWS) {
    it(text, () => {
      expect(declared(words, { zone }).schedule.describe(AFTER)).to.equal(text);
    });
  }

  it('says nothing of a next occurrence without an instant', () => {
    expect(declared(s => s.toRunEvery(1).days()).schedule.describe()).to.equal('every day at 00:00 (UTC)');
  });

  it('takes what an instant can be, in the zone of the schedule', () => {
    const { schedule } = declared(s => s.toRunEvery(1).days(), { zone: 'Asia/Tokyo' });
    expect(schedule.describe('2026-11-20T00:00')).to.contain('next 21 November 2026');
    expect(schedule.describe(new Date('2026-11-20T00:00Z'))).to.contain('next 21 November 2026');
    expect(() => schedule.describe('tomorrow')).to.throw('tomorrow');
  });

  it('looks ahead from the instant for clock changes, since zones change their rules', () => {
    const { schedule } = declared(s => s.toRunEvery(1).days(), { zone: 'America/Sao_Paulo' });
    expect(schedule.describe('2010-01-01')).to.contain('in a gap it runs as much later');
    expect(schedule.describe('2026-01-01')).not.to.contain('gap');
  });

  it('says of a time that clocks show twice which of the two it is', () => {
    const said = (words: Words) => declared(words, { zone: 'Europe/Berlin' }).schedule.describe('2026-10-25T00:30Z');
    expect(said(s => s.toRunOnceAt('2026-10-25T00:36Z'))).to.contain('once on 25 October 2026 at 02:36 +02:00');
    expect(said(s => s.toRunOnceAt('2026-10-25T01:36Z'))).to.contain('once on 25 October 2026 at 02:36 +01:00');
    expect(said(s => s.toRunEvery(1).hours().until('2026-10-25T01:00Z'))).to.equal(
      'every hour (Europe/Berlin), until 25 October 2026 at 02:00 +01:00, next 25 October 2026 at 02:00 +01:00',
    );
    expect(said(s => s.toRunEvery(7).hours().startingAt('2026-10-25T01:05Z'))).to.contain(
      'starting on 25 October 2026 at 02:05 +01:00 and counted from there',
    );
  });
});
