import { expect } from 'chai';
import { InvalidTimeError, ScheduleError, ScheduleRangeError } from '../../lib/errors.js';
import type { JobDefinition } from '../../lib/job/definition.js';
import { type LintFinding, lint } from '../../lib/recurrence/lint/lint.js';
import { type LintCode, SEVERITY } from '../../lib/recurrence/lint/severity.js';
import { DayOfWeek } from '../../lib/recurrence/recurrence.js';
import { Registry } from '../../lib/registry/registry.js';
import { declared, report, type Words } from '../support/declared.js';
import { LINT_CASES } from '../support/lint-cases.js';

const YEAR = { from: '2026-01-01', to: '2027-01-01' };
const BERLIN = { zone: 'Europe/Berlin' };

describe('lint', () => {
  it('finds a long pause in the midst of the period, too', () => {
    const leapDays = declared(s => s.toRunEvery(1).years().in(2).on(29, { ifMissing: 'skip' }), BERLIN);
    const found = (to: string) => lint([leapDays], { from: '2026-01-01', to }).map(({ message }) => message);
    expect(found('2120-01-01')).to.deep.equal([
      'after 29 February 2096 at 00:00 it does not run again until 29 February 2104 at 00:00',
    ]);
    expect(found('2096-01-01')).to.deep.equal([]);
  });

  for (const [code, has, hasNot, message] of LINT_CASES) {
    it(`finds ${code}: ${message}`, () => {
      const [found, ...others] = of(code, declared(has, BERLIN));
      expect(others).to.deep.equal([]);
      expect(found).to.include({ job: 'report', message });
      expect(found?.remedy).to.be.a('string').that.is.not.empty;
    });

    it(`finds no ${code} where there is none, beside: ${message}`, () => {
      expect(of(code, declared(hasNot, BERLIN))).to.deep.equal([]);
    });
  }

  it('finds hours that clocks show otherwise, at the start of the period', () => {
    const definition = declared(s => s.toRunEvery(2).hours(), BERLIN);
    const found = (from: string) => lint([definition], { from, to: '2027-01-01' }).map(({ message }) => message);
    expect(found('2026-07-01')).to.deep.equal([
      'it counts elapsed hours, which clocks show at 01:00, 03:00, 05:00 and so on at the start of the period',
    ]);
    expect(found('2026-01-01')).to.deep.equal([]);
  });

  it('finds runs that take longer than their interval where the next one cancels them', () => {
    const { schedule } = declared(s => s.toRunEvery(5).minutes(), BERLIN);
    const subject = { schedule, overlap: 'cancelPrevious', takesMs: 400_000 };
    expect(lint([subject], YEAR).map(({ code, message }) => `${code}: ${message}`)).to.deep.equal([
      'cancelledByNext: a run takes 400 seconds, but the next is due 5 minutes later and cancels it: work that always takes so long never ends',
    ]);
    expect(lint([{ ...subject, takesMs: 200_000 }], YEAR)).to.deep.equal([]);
  });

  it('finds names that code or words have given, and that may change with them', () => {
    const registry = new Registry(BERLIN);
    const short: Readonly<Record<string, () => void>> = { Xe: () => {}, t2$: () => {}, run: () => {} };
    for (const work of Object.values(short)) registry.schedule(work).toRunEvery(1).days().at(12);
    registry
      .schedule(() => {})
      .toRunEvery(1)
      .days()
      .at(12);
    registry
      .schedule(() => {})
      .toRunEvery(1)
      .days()
      .at(12)
      .withName('a');
    expect(lint(registry, YEAR).map(({ job, code, severity }) => `${job}: ${code}, ${severity}`)).to.deep.equal([
      'Xe: minifiedName, warning',
      't2$: minifiedName, warning',
      'every day at 12:00: namedByWords, note',
    ]);
  });

  it('says of each finding how much it matters', () => {
    expect(new Set(Object.values(SEVERITY))).to.deep.equal(new Set(['error', 'warning', 'note']));
    const never = lint([{ version: 1, name: 'far', zone: 'Mars/Olympus' }], YEAR);
    expect(never.map(({ severity }) => severity)).to.deep.equal(['error']);
  });

  it('finds nothing wrong with an ordinary schedule', () => {
    expect(lint([declared(s => s.toRunEvery(1).days().at(21, 15), BERLIN)], YEAR)).to.deep.equal([]);
  });

  it('says when, in the zone of the schedule, for each year of the period', () => {
    const found = lint([declared(s => s.toRunEvery(1).days().at(2, 30), BERLIN)], {
      from: '2026-01-01',
      to: '2028-01-01',
    });
    expect(found.map(({ code, at }) => `${code} ${at?.toISO()}`)).to.deep.equal([
      'gap 2026-03-29T03:30:00.000+02:00',
      'overlap 2026-10-25T02:30:00.000+02:00',
      'gap 2027-03-28T03:30:00.000+02:00',
      'overlap 2027-10-31T02:30:00.000+02:00',
    ]);
  });

  it('says of what a gap moves that filters take it, by its time or by its day', () => {
    const inWindow = declared(s => s.toRunEvery(1).days().at(2, 30).unlessBetween(3, 0, 4, 0), BERLIN);
    const onDay = declared(s => s.toRunEvery(1).days().at(9).onlyOn(DayOfWeek.Friday), { zone: 'Pacific/Apia' });
    const gaps = [
      ...lint([inWindow], { from: '2026-03-01', to: '2026-04-01' }),
      ...lint([onDay], { from: '2011-12-01', to: '2012-01-01' }),
    ];
    expect(gaps.map(({ code, message }) => `${code}: ${message}`)).to.deep.equal([
      'gap: clocks skip 29 March 2026 at 02:30: it does not run, since its filters take it where it is moved to',
      'gap: clocks skip 30 December 2011 at 09:00: it does not run, since its filters take it where it is moved to',
    ]);
  });

  it('lays on a window what the window takes, and not what a day takes', () => {
    const mondays = declared(s => s.toRunEvery(1).days().at(9).between(8, 0, 10, 0).onlyOn(DayOfWeek.Monday), BERLIN);
    expect(lint([mondays], { from: '2026-11-24', to: '2026-11-25' })).to.deep.equal([]);
  });

  it('goes by the times that clocks show at a grid of hours', () => {
    const hours = declared(s => s.toRunEvery(8).hours().unlessBetween(8, 1, 3, 15), { zone: 'America/St_Johns' });
    const found = (from: string, to: string) => lint([hours], { from, to }).map(({ code }) => code);
    expect(found('2029-10-18', '2029-10-28')).to.include('emptyWindow');
    expect(found('2029-12-18', '2029-12-28')).not.to.include('emptyWindow');
  });

  it('tells apart the times of a grid from the moment that it counts from', () => {
    const words: Words = s => s.toRunOnceAt('2026-03-28T11:00').andEvery(1).days().at(1).between(7, 0, 16, 0);
    expect(lint([declared(words, BERLIN)], YEAR).map(({ message }) => message)).to.deep.equal([
      'none of the times that andEvery(…) adds lies between 07:00 and 16:00 in the period',
    ]);
  });

  it('says nothing of a grid that only the start of a scheduler will tell', () => {
    const counted = declared(s => s.toRunOnceIn(1).days().andEvery(2).days().at(2, 30), BERLIN);
    const daily = declared(s => s.toRunOnceIn(1).days().andEvery(1).days().at(2, 30), BERLIN);
    const short = declared(s => s.toRunOnceIn(1).hours().andEvery(5).minutes().withTimeout({ minutes: 6 }), BERLIN);
    expect(lint([counted], YEAR).map(({ code }) => code)).to.deep.equal(['relative']);
    expect(lint([short], YEAR).map(({ code }) => code)).to.deep.equal(['relative', 'timeoutOverInterval']);
    expect(lint([daily], YEAR).map(({ code }) => code)).to.deep.equal(['relative', 'gap', 'overlap']);
  });

  it('says nothing of what no filter lets by its name, nor of what lies beyond the bounds', () => {
    const excepted = declared(s => s.toRunEvery(1).days().exceptOn('2026-04-24'), { zone: 'Africa/Cairo' });
    const bounded = declared(s => s.toRunEvery(1).days().at(2, 30).between(2, 0, 3, 0).until('2026-03-28'), BERLIN);
    const endsInGap = declared(s => s.toRunEvery(1).days().at(2, 30).until('2026-03-29T03:00'), BERLIN);
    expect(lint([excepted, bounded, endsInGap], { from: '2026-03-01', to: '2026-05-01' })).to.deep.equal([]);
  });

  it('looks through a registry, job by job', () => {
    const registry = new Registry(BERLIN);
    registry.schedule(report).toRunEvery(1).days().at(2, 30).withName('early');
    registry.schedule(report).toRunNow().withName('now');
    expect(lint(registry, YEAR).map(({ job, code }) => `${job} ${code}`)).to.deep.equal([
      'early gap',
      'early overlap',
      'now relative',
    ]);
  });

  it('looks through schedules and their JSON, and finds what can be none', () => {
    const { schedule } = declared(s => s.toRunEvery(1).days().at(2, 30), BERLIN);
    const rule = { kind: 'daily', every: 7, counting: 'days' };
    const subjects = [
      schedule,
      schedule.toJSON(),
      { version: 1, name: 'far', zone: 'Mars/Olympus' },
      {
        version: 1,
        name: 'never',
        zone: 'UTC',
        when: { kind: 'grid', recurrence: { rule, filters: { onlyOn: [2] } } },
      },
      { version: 3, name: 'newer', zone: 'UTC' },
    ];
    expect(lint(subjects, YEAR).map(({ job, code }) => `${job} ${code}`)).to.deep.equal([
      'report gap',
      'report overlap',
      'report gap',
      'report overlap',
      'far unknownZone',
      'never neverFires',
      'newer unreadable',
    ]);
  });

  it('refuses a period that is none', () => {
    const subjects = [declared(s => s.toRunEvery(1).days())];
    expect(() => lint(subjects, { from: '2027-01-01', to: '2026-01-01' })).to.throw(ScheduleRangeError);
    expect(() => lint(subjects, { from: '2000-01-01', to: '2200-01-01' })).to.throw(ScheduleRangeError);
    expect(() => lint(subjects, { from: 'soon', to: '2200-01-01' })).to.throw(InvalidTimeError);
  });

  it('says what it takes, to callers without types', () => {
    const untyped = lint as unknown as (...args: readonly unknown[]) => readonly LintFinding[];
    const takes = 'lint(…) takes a registry or a list of schedules, not null';
    expect(() => untyped(null, { from: 0, to: 1 })).to.throw(ScheduleError, takes);
    expect(() => untyped([])).to.throw(InvalidTimeError, 'lint(…) takes a period');
    const nothing = [5, null, undefined, 'backup', {}];
    for (const none of nothing) expect(untyped([none], { from: 0, to: 1 })[0]).to.include({ code: 'unreadable' });
  });
});

function of(code: LintCode, definition: JobDefinition): readonly LintFinding[] {
  return lint([definition], YEAR).filter(finding => finding.code === code);
}
