import { expect } from 'chai';
import { declared, type Words } from '../support/declared.js';

const WINTER = '2026-11-20T12:00:00Z';
const SUMMER = '2026-07-20T12:00:00Z';

/** A zone, words, when they are looked at, and what the description says of what may surprise, between zone and next. */
const ROWS: readonly (readonly [zone: string, words: Words, after: string | undefined, notes: string])[] = [
  ['Europe/Berlin', s => s.toRunEvery(2).hours(), WINTER, 'by elapsed time, whatever the clocks do'],
  [
    'Europe/Berlin',
    s => s.toRunEvery(2).hours(),
    SUMMER,
    'now at 01:00, 03:00, 05:00 and so on, by elapsed time, whatever the clocks do',
  ],
  [
    'Europe/Berlin',
    s => s.toRunEvery(6).hours(),
    SUMMER,
    'now at 01:00, 07:00, 13:00 and 19:00, by elapsed time, whatever the clocks do',
  ],
  [
    'Europe/Berlin',
    s => s.toRunEvery(6).hours().at(15),
    SUMMER,
    'now at 01:15, 07:15, 13:15 and 19:15, by elapsed time, whatever the clocks do',
  ],
  [
    'Europe/London',
    s => s.toRunEvery(6).hours().startingAt('1940-01-01T03:00Z'),
    '1950-07-01',
    'now at 04:00, 10:00, 16:00 and 22:00, by elapsed time, whatever the clocks do',
  ],
  ['Europe/Berlin', s => s.toRunEvery(24).hours(), SUMMER, 'now at 01:00, by elapsed time, whatever the clocks do'],
  ['Europe/Berlin', s => s.toRunEvery(5).hours(), SUMMER, 'by elapsed time, whatever the clocks do'],
  ['Europe/Berlin', s => s.toRunEvery(1).hours(), SUMMER, ''],
  ['Europe/Berlin', s => s.toRunEvery(2).hours().between(9, 0, 17, 0), SUMMER, ''],
  [
    'Australia/Lord_Howe',
    s => s.toRunEvery(1).hours(),
    SUMMER,
    'now at half past, by elapsed time, whatever the clocks do',
  ],
  ['Asia/Almaty', s => s.toRunEvery(6).hours(), undefined, 'at 05:00, 11:00, 17:00 and 23:00'],
  ['Asia/Kolkata', s => s.toRunEvery(6).hours(), undefined, ''],
  ['UTC', s => s.toRunCron('0 0 */2 * *'), undefined, 'steps anew on the 1st of each month'],
  ['UTC', s => s.toRunCron('0 0 1 */5 *'), undefined, 'steps anew in January, after 2 months'],
  ['UTC', s => s.toRunCron('0 0 * * */2'), undefined, 'steps anew on Sunday'],
  ['UTC', s => s.toRunCron('0 0 2/5 * *'), undefined, 'steps anew on the 2nd of each month'],
  ['UTC', s => s.toRunCron('0 0 1 FEB/5 *'), undefined, 'steps anew in February, after 2 months'],
  ['UTC', s => s.toRunCron('0 0 * * MON/2'), undefined, 'steps anew on Monday'],
  ['UTC', s => s.toRunCron('0 0 * * SUN-SAT/2'), undefined, 'steps anew on Sunday'],
  ['UTC', s => s.toRunCron('10-59/7 * * * *'), undefined, ''],
  ['UTC', s => s.toRunCron('*/25 * * * * *'), undefined, 'the last step of each minute is 10 instead of 25 seconds'],
  ['UTC', s => s.toRunCron('0-59/7 * * * *'), undefined, 'the last step of each hour is 4 instead of 7 minutes'],
  ['UTC', s => s.toRunCron('0 0-23/5 * * *'), undefined, 'the last step of each day is 4 instead of 5 hours'],
  ['UTC', s => s.toRunCron('*/15 * * * *'), undefined, ''],
  ['UTC', s => s.toRunCron('0 9-17/3 * * *'), undefined, ''],
  [
    'UTC',
    s => s.toRunEvery(2).years().in(2).on(29).startingAt('2025-01-01'),
    undefined,
    'which never are leap years, so that 29 February never comes',
  ],
  ['UTC', s => s.toRunEvery(2).years().in(2).on(29).startingAt('2026-01-01'), undefined, ''],
  ['UTC', s => s.toRunEvery(2).years().in(2).on(28).startingAt('2025-01-01'), undefined, ''],
  ['UTC', s => s.toRunEvery(10).minutes().withJitter({ minutes: 15 }), undefined, 'cut to before the next one'],
  ['UTC', s => s.toRunEvery(1).days().at(9).at(10).withJitter({ hours: 2 }), undefined, 'cut to before the next one'],
  ['UTC', s => s.toRunEvery(10).minutes().withJitter({ minutes: 5 }), undefined, ''],
  [
    'UTC',
    s => s.toRunOnceIn(1).hours().andEvery(10).minutes().withJitter({ minutes: 15 }),
    undefined,
    'cut to before the next one',
  ],
];

describe('what may surprise', () => {
  for (const [zone, words, after, notes] of ROWS) {
    it(`${notes === '' ? 'nothing' : notes}: ${words}, ${zone}${after === undefined ? '' : `, ${after.slice(0, 7)}`}`, () => {
      const { schedule } = declared(words, { zone });
      const text = schedule.describe(after).replace(/, (?:next .*|no further occurrence)$/, '');
      expect(text.endsWith(notes)).to.equal(true, text);
      if (notes === '') expect(text).not.to.match(/now at|whatever|anew on|never|cut to|last step/);
      if (after === undefined) expect(schedule.notes.join(', ')).to.equal(notes);
    });
  }

  it('is a part of the description, beside the words and the phase', () => {
    const { schedule } = declared(
      s => s.toRunEvery(2).days().at(2, 30).except(3).until('2030-01-01').withJitter(5000),
      { zone: 'Europe/Berlin' },
    );
    expect(schedule.words).to.equal(
      'every second day at 02:30, not on Wednesday, until 1 January 2030 at 00:00, each run up to 5 seconds later by jitter',
    );
    expect(schedule.phase).to.equal('counted from 1 January 2024');
    expect(schedule.describe()).to.equal(
      'every second day at 02:30 (Europe/Berlin), counted from 1 January 2024, not on Wednesday, until 1 January 2030 at 00:00, each run up to 5 seconds later by jitter',
    );
    const daily = declared(s => s.toRunEvery(1).days().at(2, 30), { zone: 'Europe/Berlin' }).schedule;
    expect([daily.phase, daily.notes]).to.deep.equal([
      undefined,
      ['in a gap it runs as much later, once, and in an overlap the first time only'],
    ]);
  });

  it('is nothing where there is no grid', () => {
    const { schedule } = declared(s => s.toRunOnceIn(5).days());
    expect([schedule.words, schedule.phase, schedule.notes]).to.deep.equal([
      'once, 5 days after the start',
      undefined,
      [],
    ]);
  });
});
