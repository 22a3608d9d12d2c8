import { expect } from 'chai';
import { DateTime } from 'luxon';
import { DayOfWeek, type Recurrence, type RelativeWords } from '../../lib/recurrence/recurrence.js';
import { planned, type Words } from '../support/declared.js';

const CHRISTMAS = Date.UTC(2026, 11, 24, 18);
const isFull: (date: { readonly day: number }) => boolean = date => date.day === 1;

const NARROWED: readonly (readonly [words: Words, expected: Partial<Recurrence['filters']>])[] = [
  [
    s => s.toRunEvery(7).minutes().between(9, 30, 17, 0),
    { between: { from: { hour: 9, minute: 30, second: 0 }, to: { hour: 17, minute: 0, second: 0 } } },
  ],
  [
    s => s.toRunEvery(1).days().at(23).between(22, 0, 0, 0),
    { between: { from: { hour: 22, minute: 0, second: 0 }, to: { hour: 0, minute: 0, second: 0 } } },
  ],
  [s => s.toRunEvery(1).days().except(DayOfWeek.Sunday, DayOfWeek.Monday), { onlyOn: [2, 3, 4, 5, 6] }],
  [s => s.toRunEvery(1).days().except(DayOfWeek.Sunday).except(DayOfWeek.Monday), { onlyOn: [2, 3, 4, 5, 6] }],
  [s => s.toRunEvery(1).days().onlyOn(DayOfWeek.Sunday, DayOfWeek.Monday), { onlyOn: [1, 7] }],
  [s => s.toRunEvery(1).days().onlyOn(1, 7).except(7), { onlyOn: [1] }],
  [s => s.toRunEvery(1).days().onlyOn(1, 2, 3, 4, 5, 6, 7), { onlyOn: undefined }],
  [s => s.toRunEvery(1).days().weekdaysOnly(), { onlyOn: [1, 2, 3, 4, 5] }],
  [s => s.toRunEvery(1).days().weekdaysOnly().except(1, 6), { onlyOn: [2, 3, 4, 5] }],
  [s => s.toRunEvery(1).months().on(5).weekdaysOnly(), {}],
  [
    s =>
      s
        .toRunEvery(1)
        .days()
        .exceptOn('2026-12-25', DateTime.utc(2026, 12, 24))
        .exceptOn(['2026-12-25', isFull]),
    { exceptOn: ['2026-12-24', '2026-12-25'], exceptWhere: [isFull] },
  ],
];

const RELATIVE: readonly (readonly [words: Words, expected: Partial<RelativeWords>])[] = [
  [s => s.toRunEvery(5).minutes(), {}],
  [s => s.toRunNow(), { runNow: true }],
  [s => s.toRunNow().andEvery(5).minutes().times(3), { runNow: true, times: 3 }],
  [s => s.toRunNow().delayFor(10).seconds(), { runNow: true, delay: { count: 10, unit: 'seconds' } }],
  [s => s.toRunOnceIn(2).weeks(), { once: { in: { count: 2, unit: 'weeks' } } }],
  [s => s.toRunOnceIn(2).weeks().andEvery(1).days(), { once: { in: { count: 2, unit: 'weeks' } } }],
  [s => s.toRunOnceAt(21, 15), { once: { at: { hour: 21, minute: 15, second: 0 } } }],
  [s => s.toRunOnceAt(0, 0, 59), { once: { at: { hour: 0, minute: 0, second: 59 } } }],
  [s => s.toRunEvery(1).days().delayFor(3).months(), { delay: { count: 3, unit: 'months' } }],
  [s => s.toRunEvery(5).minutes().afterCompletion(), { afterCompletion: { count: 5, unit: 'minutes' } }],
];

describe('a plan', () => {
  for (const [words, filters] of NARROWED) {
    it(`narrows: ${words}`, () => {
      const none = { between: undefined, onlyOn: undefined, exceptOn: [], exceptWhere: [] };
      expect(planned(words).recurrence?.filters).to.deep.equal({ ...none, ...filters });
    });
  }

  for (const [words, relative] of RELATIVE) {
    it(`is relative to the start: ${words}`, () => {
      const none = { runNow: false, once: undefined, delay: undefined, afterCompletion: undefined, times: undefined };
      expect(planned(words).relative).to.deep.equal({ ...none, ...relative });
    });
  }

  it('has no recurrence where the words name nothing but moments relative to the start', () => {
    const relativeOnly: readonly Words[] = [
      s => s.toRunNow(),
      s => s.toRunOnceIn(5).minutes(),
      s => s.toRunOnceAt(21, 15),
      s => s.toRunEvery(5).minutes().afterCompletion(),
    ];
    for (const words of relativeOnly) expect(planned(words).recurrence, String(words)).to.equal(undefined);
  });

  it('takes an instant in every form', () => {
    const forms = [
      CHRISTMAS,
      new Date(CHRISTMAS),
      DateTime.fromMillis(CHRISTMAS, { zone: 'Asia/Tokyo' }),
      '2026-12-24T18:00',
      '2026-12-24T18:00:00Z',
      '2026-12-24T19:00+01:00',
    ];
    for (const form of forms) {
      const words: Words = s => s.toRunEvery(1).hours().startingAt(form);
      expect(planned(words).recurrence).to.deep.include({
        startingAt: CHRISTMAS,
        includeStart: false,
        until: undefined,
      });
    }
  });

  it('is not changed by a Date that is changed later', () => {
    const date = new Date(CHRISTMAS);
    const plan = planned(s => {
      const chain = s.toRunEvery(1).hours().until(date);
      date.setTime(0);
      return chain;
    });
    expect(plan.recurrence?.until).to.equal(CHRISTMAS);
  });

  it('counts from the instant of toRunOnceAt, which is an occurrence itself', () => {
    const plan = planned(s => s.toRunOnceAt(CHRISTMAS).andEvery(12).hours());
    expect(plan.recurrence).to.deep.include({ startingAt: CHRISTMAS, includeStart: true });
    expect(plan.recurrence?.rule).to.deep.equal({ kind: 'elapsed', every: 12, unit: 'hours', atMinutes: [] });
  });

  it('has its name, its zone and its jitter', () => {
    const plan = planned(s =>
      s.toRunEvery(1).days().withName('digest').inZone('Europe/Berlin').withJitter({ seconds: 3 }),
    );
    expect(plan).to.deep.include({ name: 'digest', zone: 'Europe/Berlin', jitterMs: 3000 });
    expect(planned(s => s.toRunEvery(1).days().withJitter(1.9)).jitterMs, 'whole milliseconds').to.equal(1);
    expect(planned(s => s.toRunEvery(1).days())).to.deep.include({ name: 'report', zone: 'UTC', jitterMs: 0 });
  });

  it('is frozen to its leaves', () => {
    const words: Words = s =>
      s
        .toRunNow()
        .andEvery(2)
        .months()
        .on(1, 15)
        .at(9)
        .at(10)
        .between(9, 0, 17, 0)
        .except(7)
        .exceptOn('2027-01-01')
        .times(3);
    for (const value of leaves(planned(words))) expect(value, JSON.stringify(value)).to.satisfy(Object.isFrozen);
  });
});

function leaves(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(leaves)] : [value];
}
