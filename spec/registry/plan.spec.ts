import { expect } from 'chai';
import { DateTime } from 'luxon';
import { NO_FILTERS } from '../../lib/recurrence/filters.js';
import { DayOfWeek, type Filters } from '../../lib/recurrence/recurrence.js';
import { declared, planned, recurring, type Words } from '../support/declared.js';

const CHRISTMAS = Date.UTC(2026, 11, 24, 18);
const isFull: (date: { readonly day: number }) => boolean = date => date.day === 1;

const NARROWED: readonly (readonly [words: Words, expected: Partial<Filters>])[] = [
  [s => s.toRunEvery(7).minutes().between(9, 30, 17, 0), { between: [windowFrom([9, 30], [17, 0])] }],
  [s => s.toRunEvery(1).days().at(23).between(22, 0, 0, 0), { between: [windowFrom([22, 0], [0, 0])] }],
  [
    s => s.toRunEvery(7).minutes().between(13, 0, 17, 0).between(9, 0, 12, 0).unlessBetween(15, 0, 15, 30),
    {
      between: [windowFrom([9, 0], [12, 0]), windowFrom([13, 0], [17, 0])],
      unlessBetween: [windowFrom([15, 0], [15, 30])],
    },
  ],
  [
    s => s.toRunEvery(7).minutes().between(22, 0, 0, 0).between(0, 0, 6, 0).between(5, 0, 9, 0).between(9, 0, 9, 1),
    { between: [windowFrom([22, 0], [9, 1])] },
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

const MINUTELY = { kind: 'elapsed', every: 5, unit: 'minutes', atMinutes: [] };
const DAILY = { kind: 'daily', every: 1, counting: 'days', times: [{ hour: 0, minute: 0, second: 0 }] };
const OPEN = { filters: NO_FILTERS, until: undefined };
const DELAY = { count: 10, unit: 'seconds' };

/** Each beginning: its kind, and what is said beside it. */
const RELATIVE: readonly (readonly [words: Words, when: object, beside?: object])[] = [
  [s => s.toRunEvery(5).minutes(), { kind: 'grid', recurrence: { rule: MINUTELY, ...OPEN, startingAt: undefined } }],
  [s => s.toRunNow(), { kind: 'startup', andEvery: undefined }],
  [
    s => s.toRunNow().andEvery(5).minutes().times(3),
    { kind: 'startup', andEvery: { rule: MINUTELY, ...OPEN, startingAt: undefined } },
    { times: 3 },
  ],
  [s => s.toRunNow().delayFor(10).seconds(), { kind: 'startup', andEvery: undefined }, { delay: DELAY }],
  [s => s.toRunOnceIn(2).weeks(), { kind: 'afterStart', by: { count: 2, unit: 'weeks' }, andEvery: undefined }],
  [
    s => s.toRunOnceIn(2).weeks().andEvery(1).days(),
    { kind: 'afterStart', by: { count: 2, unit: 'weeks' }, andEvery: { rule: DAILY, ...OPEN } },
  ],
  [
    s => s.toRunOnceAt(21, 15),
    { kind: 'afterStart', by: { at: { hour: 21, minute: 15, second: 0 } }, andEvery: undefined },
  ],
  [
    s => s.toRunOnceAt(0, 0, 59),
    { kind: 'afterStart', by: { at: { hour: 0, minute: 0, second: 59 } }, andEvery: undefined },
  ],
  [s => s.toRunOnceAt(CHRISTMAS), { kind: 'instant', at: CHRISTMAS, andEvery: undefined }],
  [
    s => s.toRunOnceAt(CHRISTMAS).andEvery(5).minutes().delayFor(10).seconds(),
    { kind: 'instant', at: CHRISTMAS, andEvery: { rule: MINUTELY, ...OPEN } },
    { delay: DELAY },
  ],
  [
    s => s.toRunEvery(5).minutes().afterCompletion(),
    { kind: 'afterCompletion', span: { count: 5, unit: 'minutes' }, atStartup: false },
  ],
  [
    s => s.toRunNow().andEvery(5).minutes().afterCompletion(),
    { kind: 'afterCompletion', span: { count: 5, unit: 'minutes' }, atStartup: true },
  ],
];

describe('a plan', () => {
  for (const [words, filters] of NARROWED) {
    it(`narrows: ${words}`, () => {
      expect(recurring(words)?.filters).to.deep.equal({ ...NO_FILTERS, ...filters });
    });
  }

  for (const [words, when, beside] of RELATIVE) {
    it(`is of one kind: ${words}`, () => {
      const { zone: _, ...plan } = planned(words);
      expect(plan).to.deep.equal({ when, delay: undefined, times: undefined, jitterMs: 0, ...beside });
    });
  }

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
      expect(recurring(words)).to.deep.include({ startingAt: CHRISTMAS, until: undefined });
    }
  });

  it('is not changed by a Date that is changed later', () => {
    const date = new Date(CHRISTMAS);
    const recurrence = recurring(s => {
      const chain = s.toRunEvery(1).hours().until(date);
      date.setTime(0);
      return chain;
    });
    expect(recurrence?.until).to.equal(CHRISTMAS);
  });

  it('has its name, its zone and its jitter', () => {
    const { schedule } = declared(s =>
      s.toRunEvery(1).days().withName('digest').inZone('Europe/Berlin').withJitter({ seconds: 3 }),
    );
    expect(schedule.name).to.equal('digest');
    expect(schedule.plan).to.deep.include({ zone: 'Europe/Berlin', jitterMs: 3000 });
    expect(planned(s => s.toRunEvery(1).days().withJitter(1.9)).jitterMs, 'whole milliseconds').to.equal(1);
    expect(planned(s => s.toRunEvery(1).days())).to.deep.include({ zone: 'UTC', jitterMs: 0 });
    expect(declared(s => s.toRunEvery(1).days()).schedule.name).to.equal('report');
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

function windowFrom(from: readonly [number, number], to: readonly [number, number]): Filters['between'][number] {
  const time = ([hour, minute]: readonly [number, number]) => ({ hour, minute, second: 0 });
  return { from: time(from), to: time(to) };
}

function leaves(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(leaves)] : [value];
}
