import { expect } from 'chai';
import { InvalidTimeError, ScheduleError, ScheduleRangeError } from '../../lib/errors.js';
import type { JobDefinition } from '../../lib/job/definition.js';
import { type LintFinding, lint } from '../../lib/recurrence/lint/lint.js';
import type { LintCode } from '../../lib/recurrence/lint/lint-checks.js';
import { Registry } from '../../lib/registry/registry.js';
import { declared, report, type Words } from '../support/declared.js';

const YEAR = { from: '2026-01-01', to: '2027-01-01' };
const BERLIN = { zone: 'Europe/Berlin' };

/** A code, words in Berlin that have it, words that have not, and what the finding says. */
const CASES: readonly (readonly [code: LintCode, has: Words, hasNot: Words, message: string])[] = [
  [
    'neverFires',
    s => s.toRunEvery(1).days().at(12).until('2025-01-01'),
    s => s.toRunEvery(1).days().at(12).until('2026-01-02'),
    'it has no occurrence from 1 January 2026 at 00:00 on',
  ],
  [
    'rare',
    s => s.toRunEvery(1).years().in(2).on(29, { ifMissing: 'skip' }).at(12).onlyOn(1),
    s => s.toRunEvery(1).years().in(2).on(29, { ifMissing: 'skip' }).at(12),
    'after 29 February 2044 at 12:00 it does not run again until 29 February 2072 at 12:00',
  ],
  [
    'gap',
    s => s.toRunEvery(1).days().at(2, 30),
    s => s.toRunEvery(1).days().at(1, 30),
    'clocks skip 29 March 2026 at 02:30: it runs on 29 March 2026 at 03:30, once',
  ],
  [
    'gap',
    s => s.toRunCron('*/30 * * * *'),
    s => s.toRunEvery(30).minutes(),
    'clocks skip 29 March 2026 at 02:00: it goes on after the gap',
  ],
  [
    'overlap',
    s => s.toRunEvery(1).weeks().on(7).at(2),
    s => s.toRunEvery(1).weeks().on(6).at(2),
    'clocks show 25 October 2026 at 02:00 twice: it runs the first time only',
  ],
  [
    'overlap',
    s => s.toRunCron('*/30 * * * *'),
    s => s.toRunCron('*/30 9-17 * * *'),
    'clocks show 25 October 2026 at 02:00 twice: it runs both times',
  ],
  [
    'cronEitherDay',
    s => s.toRunCron('0 0 13 * FRI'),
    s => s.toRunCron('0 0 */2 * FRI'),
    "cron '0 0 13 * FRI' runs on the days of the month 13 and on the days of the week FRI, too: either may match",
  ],
  [
    'cronMissingDay',
    s => s.toRunCron('0 0 15,31 * *'),
    s => s.toRunCron('0 0 31 1,3 *'),
    "cron '0 0 15,31 * *' runs on day 31 only in months that have it: a missing day is skipped",
  ],
  [
    'cronMissingDay',
    s => s.toRunCron('0 0 29 2 *'),
    s => s.toRunCron('0 0 1-31 * *'),
    "cron '0 0 29 2 *' runs on day 29 only in months that have it: a missing day is skipped",
  ],
  [
    'cronMissingDay',
    s => s.toRunCron('0 0 29-31 * *'),
    s => s.toRunCron('0 0 27-28 * *'),
    "cron '0 0 29-31 * *' runs on days 29, 30 and 31 only in months that have them: a missing day is skipped",
  ],
  [
    'timeoutOverInterval',
    s => s.toRunEvery(5).minutes().withTimeout({ minutes: 6 }),
    s => s.toRunEvery(5).minutes().withTimeout({ minutes: 6 }).whenOverlapping('runAfter'),
    'a run may take 6 minutes, but the next is due 5 minutes later and would be skipped',
  ],
  [
    'timeoutOverInterval',
    s => s.toRunEvery(1).days().at(9).at(9, 30).withTimeout({ hours: 1 }),
    s => s.toRunEvery(1).days().at(9).at(10).withTimeout({ hours: 1 }),
    'a run may take 1 hour, but the next is due 30 minutes later and would be skipped',
  ],
  [
    'emptyWindow',
    s => s.toRunEvery(1).days().at(2, 30).between(3, 0, 4, 0),
    s => s.toRunEvery(1).days().at(3, 30).between(3, 0, 4, 0),
    'none of its times lies between 03:00 and 04:00 in the period',
  ],
  [
    'relative',
    s => s.toRunNow().andEvery(1).days().at(12).times(3),
    s => s.toRunEvery(1).days().at(12),
    'toRunNow() and times(…) depend on when a process starts, so two of them, or a restart, disagree on when it runs',
  ],
  [
    'relative',
    s => s.toRunOnceIn(5).minutes(),
    s => s.toRunOnceAt('2026-05-01T12:00'),
    'toRunOnceIn(…) depends on when a process starts, so two of them, or a restart, disagree on when it runs',
  ],
];

describe('lint', () => {
  it('finds a long pause in the midst of the period, too', () => {
    const leapDays = declared(s => s.toRunEvery(1).years().in(2).on(29, { ifMissing: 'skip' }), BERLIN);
    const found = (to: string) => lint([leapDays], { from: '2026-01-01', to }).map(({ message }) => message);
    expect(found('2120-01-01')).to.deep.equal([
      'after 29 February 2096 at 00:00 it does not run again until 29 February 2104 at 00:00',
    ]);
    expect(found('2096-01-01')).to.deep.equal([]);
  });

  for (const [code, has, hasNot, message] of CASES) {
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
    expect(untyped([5], { from: 0, to: 1 }).map(({ code }) => code)).to.deep.equal(['unreadable']);
  });
});

function of(code: LintCode, definition: JobDefinition): readonly LintFinding[] {
  return lint([definition], YEAR).filter(finding => finding.code === code);
}
