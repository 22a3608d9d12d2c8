import { expect } from 'chai';
import fc from 'fast-check';
import { NeverFiresError, ScheduleError, UnknownZoneError } from '../../lib/errors.js';
import { planFromJson, planToJson } from '../../lib/recurrence/json/schedule-json.js';
import { Schedule } from '../../lib/recurrence/schedule.js';
import { arbitraryPlan } from '../support/arbitrary-plan.js';
import { declared, planned, type Words } from '../support/declared.js';

const DAILY = { kind: 'daily', every: 1, counting: 'days' };
const CRON = { kind: 'cron', text: '0 9 * * *' };
const INSTANT = { kind: 'instant', at: '2030-01-01T00:00:00Z' };
const WINDOW = { from: '09:00', to: '17:00' };
const START = { startingAt: '2026-01-01T00:00:00Z' };
const IN_FIVE_MINUTES = { kind: 'afterStart', by: { in: { minutes: 5 } } };
const STARTUP = { kind: 'startup' };
const ASKED = { kind: 'asked' };
const GOOD = { version: 1, name: 'report', zone: 'UTC', when: { kind: 'grid', recurrence: { rule: DAILY } } };

function withRule(rule: unknown, more?: object): unknown {
  return { ...GOOD, when: { kind: 'grid', recurrence: { rule, ...more } } };
}

function withWhen(when: object, more?: object): unknown {
  return { ...GOOD, when: { ...when, ...more } };
}

/** What is wrong, and the words of the error that say so. */
const REFUSED: readonly (readonly [json: unknown, message: string])[] = [
  [undefined, 'the JSON of a schedule must be an object'],
  [null, 'not null'],
  [5n, 'not 5'],
  [Symbol('schedule'), 'not Symbol(schedule)'],
  ['text', "not 'text'"],
  [[], 'not []'],
  [{ ...GOOD, version: 2 }, 'version must be 1, not 2'],
  [{ name: 'report', zone: 'UTC' }, "lacks the key 'version'"],
  [{ ...GOOD, ['x'.repeat(1000)]: 1 }, `has an unknown key '${'x'.repeat(79)}…; it may hold`],
  [JSON.parse('{ "__proto__": {} }'), "has an unknown key '__proto__'"],
  [{ ...GOOD, name: ' ' }, "name must be text of 1 to 200 whole characters, not ' '"],
  [{ ...GOOD, name: 5 }, 'name must be text'],
  [{ ...GOOD, zone: '' }, 'zone must be a time zone'],
  [{ ...GOOD, jitterMs: 0.5 }, 'jitterMs must be a whole number'],
  [{ ...GOOD, jitterMs: Number.NaN }, 'jitterMs must be a whole number'],
  [{ version: 1, name: 'report', zone: 'UTC' }, "lacks the key 'when'"],
  [withRule({ kind: 'constructor' }), 'when.recurrence.rule must be an object whose kind is elapsed or'],
  [withRule({ ...DAILY, every: 0 }), 'when.recurrence.rule.every must be a whole number from 1 to 366000, not 0'],
  [withRule({ ...DAILY, every: '1' }), 'when.recurrence.rule.every must be a whole number'],
  [
    withRule({ ...DAILY, every: 200_000, counting: 'weekends' }),
    'when.recurrence.rule must be at most a thousand years apart',
  ],
  [withRule({ ...DAILY, times: [] }), 'when.recurrence.rule.times must be a list of one or more clock times'],
  [withRule({ ...DAILY, times: ['9:00'] }), 'when.recurrence.rule.times[0] must be a clock time'],
  [withRule({ ...DAILY, times: ['24:00'] }), 'when.recurrence.rule.times[0] must be a clock time'],
  [withRule({ ...DAILY, times: '09:00' }), 'when.recurrence.rule.times must be a list'],
  [withRule({ kind: 'weekly', every: 1, on: [0] }), 'when.recurrence.rule.on[0] must be a whole number from 1 to 7'],
  [withRule({ kind: 'monthly', every: 1, on: [{ kind: 'dayOfMonth', day: 0 }] }), 'when.recurrence.rule.on[0].day'],
  [withRule({ kind: 'monthly', every: 1, on: [{ kind: 'nthDayOfWeek', nth: 6 }] }), 'when.recurrence.rule.on[0].nth'],
  [
    withRule({ kind: 'monthly', every: 1, on: [{ kind: 'nthDayOfWeek', nth: 4, dayOfWeek: 1, ifMissing: 'clamp' }] }),
    'when.recurrence.rule.on[0] breaks the rule that ifMissing clamp requires nth 5',
  ],
  [
    withRule({ kind: 'elapsed', every: 5, unit: 'minutes', atMinutes: [1] }),
    'when.recurrence.rule breaks the rule that atMinutes requires the unit hours',
  ],
  [
    withRule({ kind: 'elapsed', every: 9_000_000, unit: 'hours' }),
    'when.recurrence.rule breaks the rule that the interval is at most a thousand years',
  ],
  [
    withRule({ kind: 'elapsed', every: 5, unit: 'days' }),
    'when.recurrence.rule.unit must be "milliseconds" or "seconds"',
  ],
  [withRule({ kind: 'cron', text: '0 9 ? * 2 *', dialect: 'spring' }), 'when.recurrence.rule.dialect must be'],
  [withRule({ kind: 'cron', text: '0 9 ? * 2 *' }), 'when.recurrence.rule.text must be cron text'],
  [withRule({ kind: 'cron', text: '99 * * * *' }), "recurrence.rule.text must be cron text: cron text '99 * * * *'"],
  [
    withRule(DAILY, { filters: { between: [{ from: '09:00', to: '09:00' }] } }),
    'when.recurrence.filters.between[0] must be a window that ends at another time',
  ],
  [
    withRule(DAILY, { filters: { between: [{ from: '09:00:30', to: '17:00' }] } }),
    'when.recurrence.filters.between[0].from must be a clock time without seconds',
  ],
  [
    withRule(DAILY, { filters: { unlessBetween: [WINDOW, { from: '17:00', to: '09:00' }] } }),
    'when.recurrence.filters.unlessBetween must be windows that leave some of the day out',
  ],
  [withRule(DAILY, { filters: { exceptOn: ['24.12.2026'] } }), 'when.recurrence.filters.exceptOn[0]'],
  [withRule(DAILY, { filters: { onlyOn: [] } }), 'when.recurrence.filters.onlyOn must be a list of one to six days'],
  [withRule(DAILY, { filters: { onlyOn: [1, 2, 3, 4, 5, 6, 7] } }), 'for every day leave it out, not [1,2,3,4,5,6,7]'],
  [
    withRule(DAILY, { ...START, until: '2025-12-31T23:59:59.999Z' }),
    'when.recurrence breaks the rule that until is not before startingAt',
  ],
  [{ ...GOOD, times: 0 }, 'times must be a whole number from 1'],
  [{ ...GOOD, delay: { minutes: 1, hours: 1 } }, 'delay must be an object of one unit'],
  [withWhen({ kind: 'relative' }), 'when must be an object whose kind is grid or startup or instant or afterStart or'],
  [withWhen({ kind: 'afterStart', by: { in: { days: 1 }, at: '09:00' } }), 'when.by must be an object of either in or'],
  [withWhen({ kind: 'afterCompletion' }), "when lacks the key 'span'"],
  [withWhen({ kind: 'afterCompletion', span: { minutes: 5 } }, { andEvery: { rule: DAILY } }), 'unknown key'],
  [withWhen(STARTUP, { andEvery: { rule: CRON } }), 'when.andEvery.rule must be an object whose kind is elapsed or'],
  [withWhen(INSTANT, { andEvery: { rule: CRON } }), 'when.andEvery.rule must be an object whose kind is elapsed or'],
  [withWhen(INSTANT, { filters: { onlyOn: [2] } }), "when has an unknown key 'filters'"],
  [withWhen(INSTANT, { andEvery: { rule: DAILY, ...START } }), "when.andEvery has an unknown key 'startingAt'"],
  [
    withWhen(INSTANT, { andEvery: { rule: DAILY, until: '2029-01-01T00:00:00Z' } }),
    'when breaks the rule that until is not before at',
  ],
  [withWhen(IN_FIVE_MINUTES, { andEvery: { rule: DAILY, ...START } }), "when.andEvery has an unknown key 'startingAt'"],
  [{ ...GOOD, when: ASKED, times: 3 }, 'breaks the rule that what is asked for has neither delay nor times'],
  [{ ...GOOD, when: ASKED, jitterMs: 5 }, 'has neither delay nor times nor jitterMs'],
  [withWhen({ kind: 'instant', at: '2026-02-30T00:00:00Z' }), 'when.at must be ISO 8601 text in UTC'],
  [withWhen({ kind: 'instant', at: 5 }), 'when.at must be ISO 8601 text in UTC'],
];

const WRITTEN: readonly (readonly [words: Words, json: string])[] = [
  [
    s => s.toRunEvery(1).days(),
    '"when":{"kind":"grid","recurrence":{"rule":{"kind":"daily","every":1,"counting":"days"}}}',
  ],
  [
    s => s.toRunEvery(2).weeks().on(5, 1).at(9),
    '"when":{"kind":"grid","recurrence":{"rule":{"kind":"weekly","every":2,"on":[1,5],"times":["09:00"]}}}',
  ],
  [
    s => s.toRunEvery(1).months().on(31).at(23, 59, 30),
    '"when":{"kind":"grid","recurrence":{"rule":{"kind":"monthly","every":1,"on":[{"kind":"dayOfMonth","day":31}],"times":["23:59:30"]}}}',
  ],
  [
    s => s.toRunEvery(5).minutes().startingAt('2026-01-01T00:00').withJitter({ seconds: 1 }),
    '"when":{"kind":"grid","recurrence":{"rule":{"kind":"elapsed","every":5,"unit":"minutes"},"startingAt":"2026-01-01T00:00:00.000Z"}},"jitterMs":1000',
  ],
  [
    s => s.toRunCron('0 9 ? * 2 *', { dialect: 'aws' }),
    '"when":{"kind":"grid","recurrence":{"rule":{"kind":"cron","text":"0 9 ? * 2 *","dialect":"aws"}}}',
  ],
  [s => s.toRunOnceIn(5).minutes(), '"when":{"kind":"afterStart","by":{"in":{"minutes":5}}}'],
  [
    s => s.toRunOnceAt(21, 15).delayFor(1).days(),
    '"when":{"kind":"afterStart","by":{"at":"21:15"}},"delay":{"days":1}',
  ],
];

/** Each beginning with the most that may follow it. */
const BEGUN: readonly Words[] = [
  s => s.toRunEvery(2).hours().at(15).between(9, 0, 17, 0).startingAt('2026-01-01').until('2027-01-01').times(3),
  s => s.toRunCron('0 9 * * *').onlyOn(1, 2).startingAt('2026-01-01').until('2027-01-01').delayFor(1).days(),
  s => s.withJitter(5).toRunOnceAt('2030-01-01').delayFor(1).days(),
  s =>
    s
      .toRunOnceAt('2030-01-01')
      .delayFor(1)
      .days()
      .andEvery(1)
      .months()
      .onTheFifth(1, { ifMissing: 'clamp' })
      .until('2040-01-01')
      .exceptOn('2030-12-24'),
  s => s.toRunOnceAt(21, 15, 30).delayFor(1).days(),
  s => s.toRunOnceAt(21, 15, 30).andEvery(2).weekdays().until('2040-01-01').except(1).times(3),
  s => s.toRunOnceIn(5).minutes().andEvery(1).weeks().on(1).between(22, 0, 6, 0).until('2040-01-01'),
  s => s.whenAsked(),
  s => s.toRunNow().delayFor(5).minutes(),
  s => s.toRunNow().delayFor(5).minutes().andEvery(1).years().in(4).startingAt('2026-01-01').until('2040-01-01'),
  s => s.toRunNow().delayFor(5).minutes().andEvery(1).days().afterCompletion().times(3),
  s => s.toRunEvery(2).weeks().afterCompletion().times(3).withJitter(5),
];

describe('the JSON of a schedule', () => {
  it('gives the same plan back, and the same text', () => {
    fc.assert(
      fc.property(arbitraryPlan, plan => {
        const text = JSON.stringify(planToJson({ name: 'report', plan }));
        const again = planFromJson(JSON.parse(text));
        expect(again).to.deep.equal({ name: 'report', plan });
        expect(JSON.stringify(planToJson(again))).to.equal(text);
      }),
    );
  });

  for (const [words, json] of WRITTEN) {
    it(`holds only what is said: ${json}`, () => {
      expect(JSON.stringify(declared(words).schedule)).to.equal(`{"version":1,"name":"report","zone":"UTC",${json}}`);
    });
  }

  for (const words of BEGUN) {
    it(`is read again, however the words begin: ${String(words).replace('s => s.', '')}`, () => {
      const { schedule } = declared(words);
      const { name, plan } = schedule;
      expect(planFromJson(JSON.parse(JSON.stringify(schedule)))).to.deep.equal({ name, plan });
    });
  }

  it('is the same text for the same schedule in other words', () => {
    const one = declared(s => s.toRunEvery(1).weeks().on(1, 3).at(9).at(8).inZone('Asia/Tokyo').except(7)).schedule;
    const other = declared(s =>
      s.inZone('Asia/Tokyo').toRunEvery(1).weeks().at(8).at(9).on(3).on(1).onlyOn(1, 2, 3, 4, 5, 6),
    );
    expect(JSON.stringify(one)).to.equal(JSON.stringify(other.schedule));
    expect(one.equals(other.schedule)).to.equal(true);
    for (const stranger of [undefined, null, {}, one.toJSON()]) {
      expect(one.equals(stranger as Schedule)).to.equal(false);
    }
  });

  it('is read in any order, and frozen', () => {
    const rule = { kind: 'daily', times: ['17:00', '09:00', '17:00'], counting: 'days', every: 1 };
    const { version, name, zone } = GOOD;
    const { plan } = planFromJson({ when: { recurrence: { rule }, kind: 'grid' }, zone, name, version });
    expect(plan).to.deep.equal(planned(s => s.toRunEvery(1).days().at(9).at(17)));
    const { when } = plan;
    expect(when.kind === 'grid' && [plan, when, when.recurrence, when.recurrence.rule].every(Object.isFrozen)).to.equal(
      true,
    );
  });

  for (const [json, message] of REFUSED) {
    it(`refuses what is wrong: ${message}`, () => {
      expect(() => planFromJson(json)).to.throw(ScheduleError, message);
    });
  }

  it('keeps the cause of what another part refused', () => {
    expect(() => planFromJson({ ...GOOD, zone: 'Mars/Olympus' }))
      .to.throw(ScheduleError)
      .with.property('cause')
      .that.is.instanceOf(UnknownZoneError);
  });

  it('is refused by Schedule if it can never fire', () => {
    const json = withRule({ ...DAILY, every: 7 }, { filters: { onlyOn: [2] } });
    expect(() => Schedule.fromJSON(json)).to.throw(NeverFiresError, "job 'report' can never fire");
  });

  it('can hold no function', () => {
    const { schedule } = declared(s =>
      s
        .toRunEvery(1)
        .days()
        .exceptOn(({ day }) => day === 13),
    );
    expect(() => JSON.stringify(schedule)).to.throw(
      ScheduleError,
      "job 'report' can't be written as JSON: exceptOn(…)",
    );
  });
});
