import { expect } from 'chai';
import { type CalendarDate, DayOfWeek, Month, type Rule } from '../../lib/recurrence/recurrence.js';
import { planned, recurring, type Words } from '../support/declared.js';

const midnight = [{ hour: 0, minute: 0, second: 0 }];
const at = (hour: number, minute = 0, second = 0) => ({ hour, minute, second });
const day = (dayOfMonth: number, ifMissing: 'clamp' | 'skip' = 'clamp') =>
  ({ kind: 'dayOfMonth', day: dayOfMonth, ifMissing }) as const;
const nth = (n: 1 | 2 | 3 | 4 | 5 | -1, dayOfWeek: DayOfWeek, ifMissing: 'clamp' | 'skip' = 'skip') =>
  ({ kind: 'nthDayOfWeek', nth: n, dayOfWeek, ifMissing }) as const;
const elapsed = (
  every: number,
  unit: 'milliseconds' | 'seconds' | 'minutes' | 'hours',
  ...atMinutes: number[]
): Rule => ({
  kind: 'elapsed',
  every,
  unit,
  atMinutes,
});
const monthly = (on: readonly ReturnType<typeof day | typeof nth>[]): Rule => ({
  kind: 'monthly',
  every: 1,
  on,
  roll: undefined,
  times: midnight,
});

const FORWARD = { to: 'forward', skippingDays: [], skippingWhere: [] } as const;
const isFull = ({ day }: CalendarDate): boolean => day === 13;

const TABLE: readonly (readonly [words: Words, rule: Rule])[] = [
  [s => s.toRunEvery(250).milliseconds(), elapsed(250, 'milliseconds')],
  [s => s.toRunEvery(20).seconds(), elapsed(20, 'seconds')],
  [s => s.toRunEvery(7).minutes(), elapsed(7, 'minutes')],
  [s => s.toRunNow().andEvery(7).minutes(), elapsed(7, 'minutes')],
  [s => s.toRunEvery(24).hours(), elapsed(24, 'hours')],
  [s => s.toRunEvery(2).hours().at(45).at(15).at(45), elapsed(2, 'hours', 15, 45)],
  [s => s.toRunEvery(1).days(), { kind: 'daily', every: 1, counting: 'days', times: midnight }],
  [
    s => s.toRunEvery(3).days().at(21, 15).at(2, 30, 5),
    { kind: 'daily', every: 3, counting: 'days', times: [at(2, 30, 5), at(21, 15)] },
  ],
  [s => s.toRunEvery(2).weekdays().at(9), { kind: 'daily', every: 2, counting: 'weekdays', times: [at(9)] }],
  [s => s.toRunEvery(4).weekends().at(9, 1), { kind: 'daily', every: 4, counting: 'weekends', times: [at(9, 1)] }],
  [s => s.toRunEvery(1).weeks(), { kind: 'weekly', every: 1, on: [], times: midnight }],
  [
    s => s.toRunEvery(2).weeks().on(DayOfWeek.Friday, DayOfWeek.Monday).on(DayOfWeek.Monday).at(3),
    { kind: 'weekly', every: 2, on: [1, 5], times: [at(3)] },
  ],
  [s => s.toRunEvery(1).months(), monthly([])],
  [s => s.toRunEvery(1).months().on(15, 1), monthly([day(1), day(15)])],
  [s => s.toRunEvery(1).months().on(-1), monthly([day(-1)])],
  [s => s.toRunEvery(1).months().on(29, 31, { ifMissing: 'skip' }), monthly([day(29, 'skip'), day(31, 'skip')])],
  [s => s.toRunEvery(1).months().onTheLastDay(), monthly([day(-1)])],
  [s => s.toRunEvery(1).months().onTheFirst(DayOfWeek.Monday), monthly([nth(1, 1)])],
  [s => s.toRunEvery(1).months().onTheSecond(DayOfWeek.Tuesday), monthly([nth(2, 2)])],
  [s => s.toRunEvery(1).months().onTheThird(DayOfWeek.Wednesday), monthly([nth(3, 3)])],
  [s => s.toRunEvery(1).months().onTheFourth(DayOfWeek.Thursday), monthly([nth(4, 4)])],
  [s => s.toRunEvery(1).months().onTheFifth(DayOfWeek.Friday), monthly([nth(5, 5)])],
  [s => s.toRunEvery(1).months().onTheFifth(DayOfWeek.Friday, { ifMissing: 'clamp' }), monthly([nth(5, 5, 'clamp')])],
  [s => s.toRunEvery(1).months().onTheLast(DayOfWeek.Sunday), monthly([nth(-1, 7)])],
  [
    s => s.toRunEvery(1).months().onTheFirstWeekday().onTheLastWeekday(),
    {
      kind: 'monthly',
      every: 1,
      on: [
        { kind: 'weekday', which: 'first' },
        { kind: 'weekday', which: 'last' },
      ],
      roll: undefined,
      times: midnight,
    },
  ],
  [
    s => s.toRunEvery(6).months().on(5).at(9, 30).weekdaysOnly(),
    { kind: 'monthly', every: 6, on: [day(5)], roll: FORWARD, times: [at(9, 30)] },
  ],
  [s => s.toRunEvery(1).years(), { kind: 'yearly', every: 1, months: [], on: [], roll: undefined, times: midnight }],
  [
    s => s.toRunEvery(4).years().in(Month.November, Month.May).on(29, { ifMissing: 'skip' }).at(0, 59).weekdaysOnly(),
    { kind: 'yearly', every: 4, months: [5, 11], on: [day(29, 'skip')], roll: FORWARD, times: [at(0, 59)] },
  ],
  [
    s =>
      s
        .toRunEvery(1)
        .months()
        .skippingDays(['2026-12-25', '2026-12-24'])
        .weekdaysOnly({ roll: 'back' })
        .skippingDays('2026-12-25', isFull),
    {
      kind: 'monthly',
      every: 1,
      on: [],
      roll: { to: 'back', skippingDays: ['2026-12-24', '2026-12-25'], skippingWhere: [isFull] },
      times: midnight,
    },
  ],
  [s => s.toRunCron('0 9 * * MON-FRI'), { kind: 'cron', text: '0 9 * * MON-FRI', dialect: undefined }],
  [s => s.toRunCron('0 9 ? * 2-6 *', { dialect: 'aws' }), { kind: 'cron', text: '0 9 ? * 2-6 *', dialect: 'aws' }],
];

describe('the rule that a chain makes', () => {
  for (const [words, rule] of TABLE) {
    it(String(words), () => {
      expect(recurring(words)?.rule).to.deep.equal(rule);
    });
  }

  it('is read in the zone, wherever that is said', () => {
    const at18 = Date.UTC(2026, 11, 24, 17);
    for (const words of [
      (s => s.toRunOnceAt('2026-12-24T18:00').inZone('Europe/Berlin')) as Words,
      (s => s.inZone('Europe/Berlin').toRunOnceAt('2026-12-24T18:00')) as Words,
    ]) {
      expect(planned(words)).to.deep.include({ zone: 'Europe/Berlin' });
      expect(planned(words).when).to.deep.equal({ kind: 'instant', at: at18, andEvery: undefined });
    }
    const { when } = planned(s => s.toRunOnceAt('2026-12-24T18:00'), { zone: 'Europe/Berlin' });
    expect(when).to.have.property('at', at18);
  });
});
