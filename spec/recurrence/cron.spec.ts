import { expect } from 'chai';
import fc from 'fast-check';
import { NeverFiresError, ScheduleError } from '../../lib/errors.js';
import { parseCron } from '../../lib/recurrence/cron/cron.js';
import type { CronDialect } from '../../lib/recurrence/recurrence.js';
import { declared } from '../support/declared.js';

const FIELD_COUNT =
  'must have five or six fields (minute, hour, day of month, month, day of week, with seconds before them if you like)';

/** Bad text, and the field and the item that the error names. */
const BAD_ITEMS: readonly (readonly [text: string, field: string, item: string])[] = [
  ['60 * * * *', 'minute', '60'],
  ['*/0 * * * *', 'minute', '*/0'],
  ['*/60 * * * *', 'minute', '*/60'],
  ['1- * * * *', 'minute', '1-'],
  ['1,,2 * * * *', 'minute', ''],
  ['60 * * * * *', 'second', '60'],
  ['0 24 * * *', 'hour', '24'],
  ['0 0 0 * *', 'day of month', '0'],
  ['0 0 L-31 * *', 'day of month', 'L-31'],
  ['0 0 32w * *', 'day of month', '32W'],
  ['0 0 * 13 *', 'month', '13'],
  ['0 0 * january *', 'month', 'JANUARY'],
  ['0 0 * * 8', 'day of week', '8'],
  ['0 0 * * 5#6', 'day of week', '5#6'],
  ['0 0 * * mon#', 'day of week', 'MON#'],
];

const SHAPES = [28, 29, 30, 31].flatMap(length =>
  [1, 2, 3, 4, 5, 6, 7].map(firstDayOfWeek => ({ length, firstDayOfWeek })),
);

const OUT_OF_PLACE = 'has a ? out of place: it may be all of one of the two day fields, no more';
const DISAGREE = 'beside ?, since tools that know ? disagree about which day is 1: say names such as MON-FRI';

/** Text that is refused, what the error says, and the dialect in which it is said. */
const REFUSED: readonly (readonly [text: string, message: string, dialect?: CronDialect])[] = [
  ['? * * * *', OUT_OF_PLACE],
  ['0 ? * * *', OUT_OF_PLACE],
  ['0 0 ? * ?', OUT_OF_PLACE],
  ['0 0 ?/2 * *', OUT_OF_PLACE],
  ['0 0 * * ?,MON', OUT_OF_PLACE],
  ['0 0 12 ? * 2-6', `the day of week field can't hold '2-6' ${DISAGREE}`],
  ['0 12 ? * 1', `the day of week field can't hold '1' ${DISAGREE}`],
  ['0 12 ? * MON-5', DISAGREE],
  ['0 12 ? * 6L', DISAGREE],
  ['0 12 ? * 2#1', DISAGREE],
  [
    'CRON_TZ=Europe/Berlin 0 9 * * *',
    "names a time zone, as some tools let it: say it by a word, as in .inZone('Europe/Berlin')",
  ],
  ['TZ=UTC 0 9 * * * *', "say it by a word, as in .inZone('Europe/Berlin')"],
  ['@every 5m', 'is an interval, as some tools let it: say it in words, as in toRunEvery(5).minutes()'],
  ['@reboot', 'means once at the start: say toRunNow()'],
  ['H H * * *', 'has an H, by which Jenkins spreads runs: say a number, and .withJitter({ minutes: 30 })'],
  ['0 H * * *', 'by which Jenkins spreads runs'],
  ['H/15 * * * *', 'by which Jenkins spreads runs'],
  ['H(0-29) 3 * * *', 'by which Jenkins spreads runs'],
  ['0~59 3 * * *', 'has a ~, which picks a time at random'],
  ['0 9 * * 1 root', 'has a user or a command behind its fields, as a crontab does'],
  ['0 9 * * 1 root /usr/bin/backup --all', 'has a user or a command behind its fields'],
  ['0 9 * * * ./backup.sh', 'has a user or a command behind its fields'],
  ['0 9 * * 1 2027', "has a year last: say toRunCron(text, { dialect: 'aws' })"],
  [
    '0 10 * * ? *',
    "looks like that of AWS, with minutes first and a year last: say toRunCron(text, { dialect: 'aws' })",
  ],
  ['0 0 9 1 1 ? 2027', "has seven fields, so a year: say toRunCron(text, { dialect: 'quartz' })"],
  ['cron(0 10 * * ? *)', 'say what is in the parentheses'],
  ['cron(0 10 * * ? *)', "is that of AWS: say what is in the parentheses alone, with { dialect: 'aws' }", 'aws'],
  ['rate(5 minutes)', 'is an interval of AWS: say it in words, as in toRunEvery(5).minutes()'],
  ['every 5 minutes', 'is no cron text but says when in other words: say toRunEvery(5).minutes()'],
  ['30 seconds', 'is no cron text but says when in other words'],
  ['09:30', 'is no cron text but says when in other words: say toRunEvery(5).minutes(), or toRunEvery(1).days().at(9)'],
  ['2026-12-24T18:00', 'is a date: say toRunOnceAt(text)'],
  ['*/90 * * * *', 'that are less than the whole; an interval is said by toRunEvery(90).minutes()'],
  ['0 */36 * * *', '; an interval is said by toRunEvery(36).hours()'],
  ['0 9 * * MON-FRI', 'must have six or seven fields (second, minute, hour,', 'quartz'],
  ['0 9 * * MON-FRI', 'must have six fields (minute, hour, day of month, month, day of week, year), not 5', 'aws'],
  [
    '0 0 9 * * MON',
    "lacks a ?: in the dialect 'quartz' one of the two day fields is ?, as in '0 0 9 ? * MON-FRI'",
    'quartz',
  ],
  ['0 9 * * MON *', "lacks a ?: in the dialect 'aws'", 'aws'],
  ['0 0 9 ? * ?', OUT_OF_PLACE, 'quartz'],
  ['0 0 9 ? * 0', "the day of week field can't hold '0'; in this dialect it may hold 1 for Sunday to 7", 'quartz'],
  ['0 9 ? * 8 *', "the day of week field can't hold '8'; in this dialect", 'aws'],
  [
    '0 0 9 ? * MON,2#6',
    "the day of week field can't hold '2#6'; in this dialect it may hold 1 for Sunday to 7 for Saturday, SUN to SAT, ",
    'quartz',
  ],
  ['0 0 9 ? * MON 2030-2027', "the year field can't hold '2030-2027'; it may hold 1970 to 2199", 'quartz'],
  ['0 0 9 ? * MON 1969', "the year field can't hold '1969'; it may hold 1970 to 2199", 'quartz'],
  ['@daily', 'must have six or seven fields', 'quartz'],
];

/** What the day of week field holds, and the days of a week from Monday, 1, that it names. */
const DAYS_OF_WEEK: readonly (readonly [field: string, days: readonly number[]])[] = [
  ['7', [7]],
  ['0', [7]],
  ['5-7', [5, 6, 7]],
  ['5-7/2', [5, 7]],
  ['7-3', [1, 2, 3, 7]],
  ['7-7', [7]],
  ['SUN-7', [7]],
  ['SUN-SUN', [7]],
  ['7-SUN', [7]],
  ['0-7', [1, 2, 3, 4, 5, 6, 7]],
  ['00-07', [1, 2, 3, 4, 5, 6, 7]],
  ['1-7', [1, 2, 3, 4, 5, 6, 7]],
  ['sat-tue/2', [1, 6]],
];

/** Text of another dialect, and what says the same in six fields. */
const DIALECTS: readonly (readonly [text: string, dialect: CronDialect, same: string])[] = [
  ['0 0 9 ? * 2-6', 'quartz', '0 0 9 * * MON-FRI'],
  ['0 0 9 ? * MON-FRI *', 'quartz', '0 0 9 * * 1-5'],
  ['30 0/15 8-17 ? * 1,7', 'quartz', '30 0/15 8-17 * * SAT,SUN'],
  ['0 15 10 ? * 6L', 'quartz', '0 15 10 * * FRIL'],
  ['0 15 10 ? * 6#3', 'quartz', '0 15 10 * * 5#3'],
  ['0 15 10 ? * L', 'quartz', '0 15 10 * * SAT'],
  ['0 15 10 ? * 2/2', 'quartz', '0 15 10 * * 1/2'],
  ['0 15 10 LW * ?', 'quartz', '0 15 10 LW * *'],
  ['0 9 ? * 7-2 *', 'aws', '0 0 9 * * SAT-MON'],
  ['0/10 * 1 JAN ? *', 'aws', '0 0/10 * 1 1 *'],
];

describe('cron text', () => {
  for (const [text, field, item] of BAD_ITEMS) {
    it(`is refused as ${text}, naming the field and what it may hold`, () => {
      expect(() => parseCron(text))
        .to.throw(ScheduleError, `cron text '${text}': the ${field} field can't hold '${item}'; it may hold `)
        .with.property('message')
        .that.matches(/\d to \d+,.*\*, lists a,b, ranges a-b, and steps .* that are less than the whole/);
    });
  }

  it('is refused with too few fields or too many, and with a macro that there is not', () => {
    for (const [text, count] of [
      ['', 0],
      ['* * * *', 4],
      ['* * * * * * * *', 8],
    ] as const) {
      expect(() => parseCron(text)).to.throw(ScheduleError, `cron text '${text}' ${FIELD_COUNT}, not ${count}`);
    }
    expect(() => parseCron('@often')).to.throw(ScheduleError, "cron text '@often' is no macro: use one of @yearly");
  });

  it('is refused unread where it is very long', () => {
    const long = `${'0,'.repeat(480)}0 * * * *`;
    expect(parseCron(long.slice(2)).minutes).to.deep.equal([0]);
    expect(() => parseCron(`${'0,'.repeat(500)}0 * * * *`)).to.throw(
      ScheduleError,
      'cron text of 1009 characters is refused unread: say it in 1000 at most',
    );
  });

  for (const [text, message, dialect] of REFUSED) {
    it(`is refused as ${text}${dialect ? ` (${dialect})` : ''}: ${message}`, () => {
      expect(() => parseCron(text, dialect)).to.throw(ScheduleError, message);
    });
  }

  for (const [field, days] of DAYS_OF_WEEK) {
    it(`names ${days} by ${field}`, () => {
      const daysIn = parseCron(`0 0 * * ${field}`).days({ length: 28, firstDayOfWeek: 1 });
      expect(daysIn.filter(day => day <= 7).sort((a, b) => a - b)).to.deep.equal(days);
    });
  }

  for (const [text, dialect, same] of DIALECTS) {
    it(`of ${dialect} ${text} is ${same}`, () => {
      const { days, ...read } = parseCron(text, dialect);
      const { days: sameDays, ...expected } = parseCron(same);
      expect({ ...read, dayFields: '' }).to.deep.equal({ ...expected, dayFields: '' });
      for (const shape of SHAPES) expect(days(shape)).to.deep.equal(sameDays(shape));
    });
  }

  it('of another dialect says what its numbers, taken down by one, say in our own', () => {
    const day = fc.integer({ min: 1, max: 7 });
    const step = fc.integer({ min: 1, max: 6 });
    const item = fc.oneof(
      day.map(d => [`${d}`, `${d - 1}`]),
      fc.tuple(day, day).map(([a, b]) => [`${a}-${b}`, `${a - 1}-${b - 1}`]),
      fc.tuple(day, day, step).map(([a, b, n]) => [`${a}-${b}/${n}`, `${a - 1}-${b - 1}/${n}`]),
      day.map(d => [`${d}L`, `${d - 1}L`]),
      fc.tuple(day, fc.integer({ min: 1, max: 5 })).map(([d, nth]) => [`${d}#${nth}`, `${d - 1}#${nth}`]),
    );
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 4 }), items => {
        const [theirs, ours] = [0, 1].map(index => items.map(pair => pair[index]).join());
        const expected = parseCron(`5 4 * 2-11 ${ours}`);
        const same = [parseCron(`0 5 4 ? 2-11 ${theirs}`, 'quartz'), parseCron(`5 4 ? 2-11 ${theirs} *`, 'aws')];
        for (const shape of SHAPES) {
          const days = new Set(expected.days(shape));
          for (const cron of same) expect(new Set(cron.days(shape)), `${theirs} and ${ours}`).to.deep.equal(days);
        }
      }),
    );
  });

  it('has years in the dialects that have them', () => {
    expect(parseCron('0 0 9 ? * MON 2027-2033/3,2040', 'quartz').years).to.deep.equal([2027, 2030, 2033, 2040]);
    expect(parseCron('0 9 ? * MON *', 'aws').years).to.equal(undefined);
    const { schedule } = declared(s => s.toRunCron('0 9 29 2 ? 2025-2030,2035/5', { dialect: 'aws' }));
    const leapDays = schedule.occurrencesBetween('2000-01-01', '2200-01-01').map(at => at.toISODate());
    expect(leapDays.slice(0, 3)).to.deep.equal(['2028-02-29', '2040-02-29', '2060-02-29']);
    expect(schedule.previous('2300-01-01')?.toISODate()).to.equal('2180-02-29');
    expect(schedule.next('2190-01-01')).to.equal(undefined);
    expect(() => declared(s => s.toRunCron('0 9 29 2 ? 2025-2027', { dialect: 'aws' }))).to.throw(NeverFiresError);
  });

  it('is the same in capitals or not, and with any blanks between its fields', () => {
    const { days, ...read } = parseCron(' 0\t9  *  jan-mar  mon ');
    const { days: sameDays, ...same } = parseCron('0 9 * JAN-MAR MON');
    const shape = { length: 31, firstDayOfWeek: 3 };
    expect(read).to.deep.equal(same);
    expect(days(shape)).to.deep.equal(sameDays(shape));
  });
});
