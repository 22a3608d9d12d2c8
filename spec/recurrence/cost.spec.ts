import { expect } from 'chai';
import { DateTime } from 'luxon';
import sinon from 'sinon';
import { ScheduleError } from '../../lib/errors.js';
import { DailyDays } from '../../lib/recurrence/days/daily.js';
import { weekMask } from '../../lib/recurrence/days/day-set.js';
import { MonthDays, type MonthSet } from '../../lib/recurrence/days/month-days.js';
import { WeeklyDays } from '../../lib/recurrence/days/weekly.js';
import type { CalendarDate } from '../../lib/recurrence/recurrence.js';
import type { Schedule } from '../../lib/recurrence/schedule.js';
import { dayOfDate } from '../../lib/time/calendar.js';
import { OffsetPeriods } from '../../lib/time/offset-periods.js';
import { parseChain } from '../support/oracle/words.js';
import { spoken } from '../support/spoken.js';

/** Looks into the tables of offsets and of days for one answer, wherever it lies; a walk by days would take thousands. */
const MOST_LOOKS = 80;
/** Of a count over 20,454 days. */
const MOST_LOOKS_OF_A_COUNT = 25_000;
/** Of a refusal, which has looked at the clock changes of years. */
const MOST_LOOKS_IN_VAIN = 5000;

const ZONE = 'America/New_York';
const FAR = Date.UTC(2399, 6, 4, 12);

const chains: readonly string[] = [
  'toRunEvery(1).milliseconds()',
  'toRunEvery(1).seconds().between(9, 0, 17, 0)',
  'toRunEvery(7).minutes().between(22, 0, 6, 0).onlyOn(DayOfWeek.Monday)',
  'toRunEvery(1).hours().at(15).at(45)',
  'toRunEvery(1000).hours()',
  'toRunEvery(1).days().at(21, 15)',
  'toRunEvery(400).days().at(2, 30)',
  'toRunEvery(9).weekdays()',
  'toRunEvery(1).weekends().at(1, 30)',
  'toRunEvery(50).weeks().on(DayOfWeek.Sunday).at(2, 30)',
  'toRunEvery(1).months().onTheFirst(DayOfWeek.Monday).at(3)',
  'toRunEvery(7).months().on(31, { ifMissing: "skip" })',
  'toRunEvery(40).years().in(Month.March).on(8).at(2, 30)',
  'toRunEvery(1).years().in(Month.February).on(29, { ifMissing: "skip" })',
  "toRunCron('* * * * * *')",
  "toRunCron('0 0 29 2 *')",
  "toRunCron('0 12 13 * *').onlyOn(DayOfWeek.Friday)",
  'toRunEvery(8784000).hours().unlessBetween(15, 10, 15, 11)',
];

const counted: readonly string[] = [
  'toRunEvery(1).seconds()',
  'toRunEvery(1).hours().at(15)',
  `toRunEvery(1).hours()${everyMinute()}`,
  'toRunEvery(5).hours().at(15).at(40).unlessBetween(9, 0, 12, 0)',
  `toRunEvery(1).hours()${everyMinute()}.unlessBetween(1, 0, 4, 0)`,
  'toRunEvery(1).hours().at(15).between(9, 0, 17, 0)',
  'toRunEvery(7).seconds().between(9, 0, 12, 0).between(22, 0, 3, 0).onlyOn(1, 5)',
  'toRunEvery(1).seconds().between(8, 0, 18, 0).unlessBetween(9, 0, 12, 0)',
  "toRunEvery(7).minutes().exceptOn('2020-12-24')",
  "toRunEvery(1).hours().at(15).exceptOn('2020-12-24').unlessBetween(1, 0, 4, 0)",
  'toRunEvery(7).minutes().onlyOn(1, 5)',
  'toRunEvery(1).days().at(9).at(17)',
  "toRunEvery(1).months().on(1, 25).weekdaysOnly().skippingDays('2020-12-25')",
  "toRunCron('* * * * * *')",
  "toRunCron('*/5 9-17 * * MON-FRI')",
];

const impossible: readonly string[] = [
  'toRunEvery(1).days().at(20).between(9, 0, 17, 0)',
  'toRunEvery(1).weekdays().onlyOn(DayOfWeek.Sunday)',
  'toRunEvery(1).hours().at(45).between(2, 0, 2, 30)',
  'toRunEvery(168).hours().onlyOn(DayOfWeek.Thursday)',
  "toRunEvery(168).hours().onlyOn(DayOfWeek.Thursday).exceptOn('2026-12-24')",
  'toRunEvery(14).hours().onlyOn(DayOfWeek.Tuesday).unlessBetween(1, 0, 23, 0)',
  'toRunEvery(8784000).hours().unlessBetween(22, 0, 2, 0)',
  'toRunEvery(700).days().onlyOn(DayOfWeek.Thursday)',
  'toRunEvery(1).years().in(Month.February).on(30, { ifMissing: "skip" })',
  "toRunCron('0 0 31 2,4,6,9,11 *')",
];

/** On Sundays, on which clocks are changed: some name times that these skip or show twice. */
const ended: readonly string[] = [
  'toRunEvery(1).weeks().on(DayOfWeek.Sunday).at(2, 30)',
  'toRunEvery(1).weeks().on(DayOfWeek.Sunday).at(2, 30).between(3, 0, 4, 0)',
  "toRunCron('*/20 1,2 * * SUN')",
  "toRunCron('30 1,2 * * SUN')",
  'toRunEvery(8784000).hours().between(1, 0, 4, 0).onlyOn(DayOfWeek.Sunday)',
];
/** Those of 400 years, three times: for the next occurrence, the last, and what clock changes do. */
const MOST_SUNDAYS = 3 * 20_872;

describe('the cost of an answer', () => {
  for (const chain of chains) {
    it(`does not hang on how far away it is: ${chain}`, () => {
      const schedule = spoken({ zone: ZONE, words: parseChain(chain) });
      const near = schedule.nextMs(Date.UTC(2026, 10, 20)) as number;
      for (const at of [near - 1, near, FAR, Date.UTC(1902, 0), Date.UTC(1960, 3, 24, 7)]) {
        expect(
          looksOf(() => schedule.nextMs(at)),
          `next after ${at}`,
        ).to.be.at.most(MOST_LOOKS);
        expect(
          looksOf(() => schedule.previousMs(at)),
          `previous before ${at}`,
        ).to.be.at.most(MOST_LOOKS);
      }
    });
  }

  for (const bounds of ['startingAt', 'until'] as const) {
    it(`does not hang on how far away ${bounds} is`, () => {
      for (const chain of chains) {
        const schedule: Schedule = spoken({ zone: ZONE, words: parseChain(chain), [bounds]: '2200-01-01T00:00' });
        for (const at of [Date.UTC(1902, 0), FAR]) {
          expect(
            looksOf(() => schedule.nextMs(at)),
            chain,
          ).to.be.at.most(MOST_LOOKS);
          expect(
            looksOf(() => schedule.previousMs(at)),
            chain,
          ).to.be.at.most(MOST_LOOKS);
        }
      }
    });
  }

  for (const chain of counted) {
    it(`of a count does not hang on how many there are in 56 years: ${chain}`, () => {
      const schedule = spoken({ zone: ZONE, words: parseChain(chain) }).bind(0);
      const looks = looksOf(() => schedule.count(Date.UTC(1970, 0), Date.UTC(2026, 0)));
      // Some for each of 112 changes of the clocks, and in some rules one for each day.
      expect(looks).to.be.at.most(MOST_LOOKS_OF_A_COUNT);
    });
  }

  it('is one look where it is asked for the same stretch of time again', () => {
    const schedule = spoken({ zone: ZONE, words: parseChain('toRunEvery(1).days().at(21, 15)') });
    schedule.nextMs(Date.UTC(2026, 6, 1));
    expect(looksOf(() => schedule.nextMs(Date.UTC(2026, 6, 2)))).to.be.at.most(4);
  });

  it('is no question to a function about a date outside of the search', () => {
    const years = new Set<number>();
    const isExcepted = ({ year, month }: CalendarDate) => {
      years.add(year);
      return month < 12;
    };
    const words = parseChain('toRunEvery(1).months().onTheFifth(DayOfWeek.Monday).at(2, 30)');
    const schedule = spoken({ zone: ZONE, words: [...words, ['exceptOn', isExcepted]] });
    years.clear();
    expect(schedule.next('2026-01-01')?.toISODate()).to.equal('2029-12-31');
    expect(schedule.previous('2024-12-01')?.toISODate()).to.equal('2019-12-30');
    expect([Math.min(...years), Math.max(...years)]).to.deep.equal([2019, 2029]);
  });

  for (const chain of ended) {
    it(`is few questions to a function whose dates have an end: ${chain}`, () => {
      let questions = 0;
      const isExcepted = ({ year }: CalendarDate) => {
        questions++;
        return year !== 2026;
      };
      const schedule = spoken({ zone: ZONE, words: [...parseChain(chain), ['exceptOn', isExcepted]] });
      const ask: readonly (() => unknown)[] = [
        () => schedule.nextMs(Date.UTC(2026, 11, 30)),
        () => schedule.previousMs(Date.UTC(2026, 0, 2)),
        () => schedule.bind(0).count(Date.UTC(2020, 0), Date.UTC(2076, 0)),
        () => schedule.describe('2026-06-01'),
        () => schedule.describe('2027-06-01'),
      ];
      for (const question of ask) {
        questions = 0;
        question();
        expect(questions, String(question)).to.be.at.most(MOST_SUNDAYS);
      }
    });
  }

  it('is no DateTime where more are asked for than are listed', () => {
    const schedule = spoken({ zone: ZONE, words: parseChain('toRunEvery(1).milliseconds()') });
    const made = sinon.spy(DateTime, 'fromMillis');
    try {
      expect(() => schedule.occurrencesBetween(Date.UTC(2026, 0), Date.UTC(2027, 0))).to.throw(/more than 1000000/);
      expect(made.callCount).to.equal(0);
    } finally {
      made.restore();
    }
  });

  it('visits no month that the rule does not name, and none again for a day that is rare', () => {
    const visited: number[] = [];
    const everyFebruary: MonthSet = {
      atOrAfter(month) {
        const next = Math.ceil((month - 1) / 12) * 12 + 1;
        visited.push(next);
        return next;
      },
      atOrBefore: month => month,
      monthsOfYear: [2],
      cycles: 1,
    };
    const leapMondays = new MonthDays(everyFebruary, ({ length }) => (length === 29 ? [29] : []), weekMask([1]));
    // From March 2072, after one of them: the next is on 29 February 2112.
    const march2072 = dayOfDate({ year: 2072, month: 3, day: 10 });
    expect(leapMondays.atOrAfter(march2072)).to.equal(dayOfDate({ year: 2112, month: 2, day: 29 }));
    const inOneCycle = visited.length;
    expect(inOneCycle).to.be.at.most(2 * 400);
    expect(leapMondays.atOrAfter(march2072 + 10)).to.equal(dayOfDate({ year: 2112, month: 2, day: 29 }));
    expect(visited.length - inOneCycle).to.be.at.most(4);
  });

  for (const chain of impossible) {
    it(`is small where there is none: ${chain}`, () => {
      const looks = looksOf(() =>
        expect(() => spoken({ zone: ZONE, words: parseChain(chain) })).to.throw(ScheduleError, /never fire/),
      );
      expect(looks).to.be.at.most(MOST_LOOKS_IN_VAIN);
    });
  }
});

/** Says `at` for each minute of the hour. */
function everyMinute(): string {
  return Array.from({ length: 60 }, (_, minute) => `.at(${minute})`).join('');
}

/** How often the offsets of a zone, or the days of a rule, are looked up. */
function looksOf(ask: () => unknown): number {
  const looks = [
    sinon.spy(OffsetPeriods.prototype, 'at'),
    ...[DailyDays, WeeklyDays, MonthDays].flatMap(days => [
      sinon.spy(days.prototype, 'atOrAfter'),
      sinon.spy(days.prototype, 'atOrBefore'),
    ]),
  ];
  try {
    ask();
    return looks.reduce((sum, look) => sum + look.callCount, 0);
  } finally {
    for (const look of looks) look.restore();
  }
}
