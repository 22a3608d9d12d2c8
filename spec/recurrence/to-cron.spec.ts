import { expect } from 'chai';
import fc from 'fast-check';
import { timetableOf } from '../../lib/recurrence/compile.js';
import { NO_FILTERS } from '../../lib/recurrence/filters.js';
import type { SchedulePlan } from '../../lib/recurrence/plan.js';
import type { Recurrence } from '../../lib/recurrence/recurrence.js';
import { toCron } from '../../lib/recurrence/to-cron/to-cron.js';
import { arbitraryFilters, arbitraryRule, ZONES } from '../support/arbitrary-plan.js';
import { declared, type Words } from '../support/declared.js';

const BERLIN = 'Europe/Berlin';
const LORD_HOWE = 'Australia/Lord_Howe';

/** A zone, words, and their cron text. */
const SAID: readonly (readonly [zone: string, words: Words, cron: string])[] = [
  [BERLIN, s => s.toRunEvery(5).minutes(), '*/5 * * * *'],
  [LORD_HOWE, s => s.toRunEvery(5).minutes(), '*/5 * * * *'],
  [BERLIN, s => s.toRunEvery(20).minutes(), '*/20 * * * *'],
  ['Asia/Kathmandu', s => s.toRunEvery(1).hours(), '0 * * * *'],
  ['Asia/Kathmandu', s => s.toRunEvery(6).hours(), '0 */6 * * *'],
  ['UTC', s => s.toRunEvery(6).hours(), '0 */6 * * *'],
  ['UTC', s => s.toRunEvery(24).hours(), '0 0 * * *'],
  ['Asia/Colombo', s => s.toRunEvery(6).hours(), '0 */6 * * *'],
  ['Europe/Istanbul', s => s.toRunEvery(6).hours(), '0 */6 * * *'],
  ['America/Sao_Paulo', s => s.toRunEvery(6).hours(), '0 */6 * * *'],
  [BERLIN, s => s.toRunEvery(10).seconds(), '*/10 * * * * *'],
  [BERLIN, s => s.toRunEvery(1).hours().at(15), '15 * * * *'],
  [BERLIN, s => s.toRunEvery(1).hours().at(15).at(45), '15,45 * * * *'],
  ['UTC', s => s.toRunEvery(2).hours().at(15), '15 */2 * * *'],
  [BERLIN, s => s.toRunEvery(5).minutes().between(9, 0, 17, 0), '*/5 9-16 * * *'],
  [BERLIN, s => s.toRunEvery(5).minutes().between(22, 0, 6, 0), '*/5 0-5,22-23 * * *'],
  [BERLIN, s => s.toRunEvery(5).minutes().between(2, 0, 4, 0), '*/5 2-3 * * *'],
  [BERLIN, s => s.toRunEvery(2).hours().between(9, 0, 17, 0).onlyOn(1), '0 9,11,13,15 * * 1'],
  ['UTC', s => s.toRunEvery(5).hours().between(22, 30, 14, 0), '30 3,8,13,22 * * *'],
  [BERLIN, s => s.toRunEvery(30).minutes().between(9, 15, 11, 15), '15,45 9,10 * * *'],
  [BERLIN, s => s.toRunEvery(1).days().at(21, 15), '15 21 * * *'],
  [BERLIN, s => s.toRunEvery(1).days().at(2, 30), '30 2 * * *'],
  [BERLIN, s => s.toRunEvery(1).days().at(9).at(17), '0 9,17 * * *'],
  [BERLIN, s => s.toRunEvery(1).days().at(9, 0, 30), '30 0 9 * * *'],
  [BERLIN, s => s.toRunEvery(1).days().at(9).weekdaysOnly(), '0 9 * * 1-5'],
  [BERLIN, s => s.toRunEvery(7).days(), '0 0 * * 1'],
  [BERLIN, s => s.toRunEvery(1).weekdays().at(9), '0 9 * * 1-5'],
  [BERLIN, s => s.toRunEvery(1).weekends(), '0 0 * * 0,6'],
  [BERLIN, s => s.toRunEvery(1).weeks().on(7, 3), '0 0 * * 0,3'],
  [BERLIN, s => s.toRunEvery(1).months(), '0 0 1 * *'],
  [BERLIN, s => s.toRunEvery(3).months().on(15), '0 0 15 1,4,7,10 *'],
  [BERLIN, s => s.toRunEvery(1).months().on(31), '0 0 L * *'],
  [BERLIN, s => s.toRunEvery(1).months().on(30, { ifMissing: 'skip' }), '0 0 30 * *'],
  [BERLIN, s => s.toRunEvery(1).months().on(-2), '0 0 L-1 * *'],
  [BERLIN, s => s.toRunEvery(1).months().on(-31), '0 0 1 * *'],
  [BERLIN, s => s.toRunEvery(1).months().onTheFirst(1).on(15), '0 0 15 * 1#1'],
  [BERLIN, s => s.toRunEvery(1).months().onTheLast(7), '0 0 * * 0L'],
  [BERLIN, s => s.toRunEvery(1).months().onTheFirstWeekday().onTheLastWeekday(), '0 0 1W,LW * *'],
  [BERLIN, s => s.toRunEvery(1).years().in(2).on(29), '0 0 L 2 *'],
  [BERLIN, s => s.toRunEvery(1).years().in(4, 6).on(30), '0 0 30 4,6 *'],
  [BERLIN, s => s.toRunEvery(1).years().in(1).on(31), '0 0 31 1 *'],
  [BERLIN, s => s.toRunCron('@daily'), '0 0 * * *'],
  [BERLIN, s => s.toRunCron('0 */5 9-17 * * mon'), '*/5 9-17 * * MON'],
  [BERLIN, s => s.toRunCron('0 0 9 ? * 2-6', { dialect: 'quartz' }), '0 9 ? * MON-FRI'],
  [BERLIN, s => s.toRunCron('0 9 ? * 6L *', { dialect: 'aws' }), '0 9 ? * FRIL'],
  [BERLIN, s => s.toRunEvery(5).minutes().between(6, 0, 9, 0).between(16, 0, 20, 0), '*/5 6-8,16-19 * * *'],
  [BERLIN, s => s.toRunEvery(5).minutes().unlessBetween(9, 0, 17, 0), '*/5 0-8,17-23 * * *'],
];

/** A zone, words, and why cron can't say them. */
const UNSAID: readonly (readonly [zone: string, words: Words, reason: string])[] = [
  [LORD_HOWE, s => s.toRunEvery(20).minutes(), 'clockChanges'],
  [LORD_HOWE, s => s.toRunEvery(1).hours(), 'clockChanges'],
  [BERLIN, s => s.toRunEvery(6).hours(), 'clockChanges'],
  [BERLIN, s => s.toRunEvery(7).minutes(), 'unevenSteps'],
  [BERLIN, s => s.toRunEvery(90).seconds(), 'unevenSteps'],
  [BERLIN, s => s.toRunEvery(500).milliseconds(), 'unevenSteps'],
  [BERLIN, s => s.toRunEvery(5).minutes().between(9, 30, 17, 0), 'window'],
  [BERLIN, s => s.toRunEvery(90).minutes().between(9, 0, 12, 0), 'unevenSteps'],
  [BERLIN, s => s.toRunEvery(5).hours().between(22, 30, 14, 0), 'clockChanges'],
  [BERLIN, s => s.toRunEvery(1).days().at(9).at(17, 30), 'times'],
  [BERLIN, s => s.toRunEvery(1).hours().between(22, 0, 3, 0).onlyOn(5), 'days'],
  [BERLIN, s => s.toRunCron('0 9 ? * 6L 2030', { dialect: 'aws' }), 'bounds'],
  // Fridays are days away from where clocks change, and show it all the same.
  ['America/Asuncion', s => s.toRunEvery(6).hours().onlyOn(5), 'clockChanges'],
  [BERLIN, s => s.toRunEvery(2).days(), 'everyNth'],
  [BERLIN, s => s.toRunEvery(2).weeks(), 'everyNth'],
  [BERLIN, s => s.toRunEvery(5).months(), 'everyNth'],
  [BERLIN, s => s.toRunEvery(1).months().on(30), 'days'],
  [BERLIN, s => s.toRunEvery(1).months().on(5).weekdaysOnly(), 'days'],
  [BERLIN, s => s.toRunNow().andEvery(5).minutes(), 'relative'],
  [BERLIN, s => s.toRunEvery(5).minutes().withJitter({ seconds: 1 }), 'jitter'],
  [BERLIN, s => s.toRunEvery(1).days().until('2030-01-01'), 'bounds'],
  [BERLIN, s => s.toRunEvery(1).days().exceptOn('2030-01-01'), 'exceptions'],
  [BERLIN, s => s.toRunOnceAt('2030-01-01'), 'bounds'],
];

const MAX_COMPARED = 20_000;

describe('toCron', () => {
  for (const [zone, words, cron] of SAID) {
    it(`says ${cron} in ${zone}`, () => {
      expect(declared(words, { zone }).schedule.toCron()).to.deep.equal({ cron });
    });
  }

  for (const [zone, words, reason] of UNSAID) {
    it(`refuses ${String(words).replace('s => s.', '')} in ${zone}: ${reason}`, () => {
      expect(declared(words, { zone }).schedule.toCron()).to.have.property('reason', reason);
    });
  }

  it('gives a sentence beside the reason', () => {
    const message = 'cron has no word for jitter';
    const { schedule } = declared(s => s.toRunEvery(5).minutes().withJitter({ seconds: 1 }));
    expect(schedule.toCron()).to.deep.equal({ reason: 'jitter', message });
  });

  it('names the same instants as the schedule through a whole year', () => {
    let said = 0;
    const recurrence = fc.record({ rule: arbitraryRule, filters: arbitraryFilters, zone: fc.constantFrom(...ZONES) });
    const year = fc.integer({ min: 2024, max: 2063 });
    fc.assert(
      fc.property(recurrence, year, (parts, from) => {
        const exceptOn = parts.filters.exceptOn.slice(1);
        const words = { ...parts, filters: { ...parts.filters, exceptOn }, startingAt: undefined, until: undefined };
        // No schedule is made of what can never fire.
        if (timetableOf(words).next(Date.UTC(from, 0, 1)) === undefined) return;
        const result = toCron(planWith(words));
        if (!('cron' in result)) return;
        said++;
        const text = {
          ...words,
          rule: { kind: 'cron', text: result.cron, dialect: undefined },
          filters: NO_FILTERS,
        } as const;
        expect(occurrences(text, from), result.cron).to.deep.equal(occurrences(words, from));
      }),
      { numRuns: 300 },
    );
    expect(said).to.be.greaterThan(20);
  });
});

function planWith({ zone, ...recurrence }: Recurrence): SchedulePlan {
  const when = { kind: 'grid', recurrence } as const;
  return { zone, when, delay: undefined, times: undefined, jitterMs: 0 };
}

/** Those of a year or, if there are very many, how many there are by the day. */
function occurrences(recurrence: Recurrence, year: number): readonly number[] {
  const timetable = timetableOf(recurrence);
  const [from, to] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
  const found: number[] = [];
  if (timetable.count(from, to) > MAX_COMPARED) {
    for (let at = from; at < to; at += 86_400_000)
      found.push(timetable.count(at, at + 86_400_000), timetable.next(at) ?? 0);
    return found;
  }
  for (let at = timetable.next(from - 1); at !== undefined && at < to; at = timetable.next(at)) found.push(at);
  return found;
}
