import { expect } from 'chai';
import { DateTime } from 'luxon';
import { Job, type MinutesClause, Registry, type RunRecord } from '../../lib/index.js';
import { simulate } from '../../lib/testing/index.js';
import { rejection } from '../support/rejection.js';

const MORNING = { from: '2026-03-02T08:00', to: '2026-03-02T09:00' };

describe('simulate', () => {
  it('runs the schedules of a registry over a period, in its zone, each occurrence with one outcome', async () => {
    const { ledger } = await simulate(daily('America/New_York'), { from: '2026-03-07', to: '2026-03-10' });
    expect(ledger.map(shown)).to.deep.equal([
      '2026-03-07T02:30:00.000-05:00 succeeded',
      '2026-03-08T03:30:00.000-04:00 succeeded',
      '2026-03-09T02:30:00.000-04:00 succeeded',
    ]);
  });

  it('takes what is due at the beginning of the period, and not what is due at its end', async () => {
    const { ledger } = await simulate(every(20), MORNING);
    expect(ledger.map(minute)).to.deep.equal([0, 20, 40]);
    const instants = { from: DateTime.fromISO(MORNING.from, { zone: 'utc' }), to: new Date('2026-03-02T08:40Z') };
    expect((await simulate(every(20), instants)).ledger.map(minute)).to.deep.equal([0, 20]);
  });

  it('calls nothing of the application', async () => {
    const called: string[] = [];
    class Injected extends Job {
      constructor(database: object) {
        super('never');
        called.push(`made with ${String(database)}`);
      }
      override execute(): void {
        called.push('executed');
      }
    }
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(Injected)
      .withName('injected')
      .toRunEvery(10)
      .minutes()
      .when(() => !called.push('predicate'))
      .before(() => called.push('before'))
      .after(() => called.push('after'))
      .andThen(() => called.push('andThen'));
    const { ledger } = await simulate(registry, MORNING);
    expect(ledger.map(({ outcome }) => outcome.kind)).to.deep.equal(Array(6).fill('succeeded'));
    expect(called).to.deep.equal([]);
  });

  it('lets runs take their time, always the same or by occurrence and attempt', async () => {
    const fixed = await simulate(every(10), { ...MORNING, durations: { job: { minutes: 35 } } });
    expect(fixed.ledger.map(fate)).to.deep.equal([
      '10 skipped',
      '20 skipped',
      '30 skipped',
      '0 succeeded',
      '50 skipped',
      '40 succeeded',
    ]);
    const durations = { job: ({ minute }: DateTime) => (minute === 20 ? 'PT15M' : { seconds: 1 }) };
    const varying = await simulate(every(10), { ...MORNING, durations });
    expect(varying.ledger.map(fate)).to.deep.equal([
      '0 succeeded',
      '10 succeeded',
      '30 skipped',
      '20 succeeded',
      '40 succeeded',
      '50 succeeded',
    ]);
    expect(varying.ledger[3]?.duration?.as('minutes')).to.equal(15);
  });

  it('lets runs fail, always the same or by occurrence and attempt', async () => {
    const always = await simulate(every(30), { ...MORNING, failures: { job: true } });
    expect(always.ledger.map(({ error }) => String(error))).to.deep.equal(
      Array(2).fill("Error: job 'job' is supposed to fail"),
    );
    const lost = new Error('connection lost');
    const failures = { job: ({ minute }: DateTime, attempt: number) => minute === 30 && attempt < 3 && lost };
    const registry = every(30, job => job.withRetry({ attempts: 3, delay: { minutes: 1 }, factor: 1 }));
    const { ledger } = await simulate(registry, { ...MORNING, failures, durations: { job: { minutes: 2 } } });
    expect(ledger.map(fate)).to.deep.equal(['0 succeeded', '30 succeeded']);
    expect(ledger[1]).to.deep.include({ attempts: 3, retriedErrors: [lost, lost] });
    expect(ledger[1]?.duration?.as('minutes')).to.equal(8);
  });

  it('holds the timeout, also over attempts, and the overlap policy', async () => {
    const slow = { ...MORNING, durations: { job: { minutes: 25 } } };
    const timed = await simulate(
      every(30, job => job.withTimeout({ minutes: 20 })),
      slow,
    );
    expect(timed.ledger.map(run => [fate(run), run.duration?.as('minutes')])).to.deep.equal([
      ['0 timedOut', 20],
      ['30 timedOut', 20],
    ]);
    const retried = every(60, job => job.withTimeout({ minutes: 40 }).withRetry({ attempts: 9, delay: 1 }));
    const { ledger } = await simulate(retried, { ...slow, failures: { job: true } });
    expect(ledger.map(run => [fate(run), run.attempts, run.duration?.as('minutes')])).to.deep.equal([
      ['0 timedOut', 2, 40],
    ]);
    const newest = await simulate(
      every(20, job => job.whenOverlapping('cancelPrevious')),
      slow,
    );
    expect(newest.ledger.map(fate)).to.deep.equal(['0 cancelled', '20 cancelled', '40 succeeded']);
  });

  it('lets what runs at the end of the period end', async () => {
    const { ledger } = await simulate(every(60), { ...MORNING, durations: { job: { days: 40 } } });
    expect(ledger.map(run => [fate(run), run.duration?.as('days')])).to.deep.equal([['0 succeeded', 40]]);
  });

  it('finds the greatest overlap and the busiest minute, the first of each', async () => {
    const { greatestOverlap, busiestMinute } = await simulate(three(), {
      ...MORNING,
      durations: { b: { minutes: 7 } },
    });
    expect(greatestOverlap).to.deep.include({ count: 2, jobs: ['b', 'c'] });
    expect(String(greatestOverlap?.at)).to.equal('2026-03-02T08:05:40.000+01:00');
    expect(busiestMinute?.starts).to.equal(3);
    expect(String(busiestMinute?.at)).to.equal('2026-03-02T08:05:00.000+01:00');
  });

  it('holds the bounds on what runs at once', async () => {
    const durations = { a: { minutes: 2 }, b: { minutes: 2 }, c: { minutes: 2 } };
    const atOnce = async (registry: Registry, more = {}) =>
      (await simulate(registry, { ...MORNING, durations, ...more })).greatestOverlap?.count;
    expect(await atOnce(three())).to.equal(3);
    expect(await atOnce(three({ serial: true }))).to.equal(1);
    expect(await atOnce(three(), { maxConcurrency: 2 })).to.equal(2);
  });

  it('says nothing of overlap where nothing ran', async () => {
    const { ledger, ...rest } = await simulate(daily('UTC'), MORNING);
    expect([ledger, rest]).to.deep.equal([[], { greatestOverlap: undefined, busiestMinute: undefined }]);
  });

  it('goes through a year of fifty jobs, and loses nothing', async () => {
    const registry = new Registry({ zone: 'Europe/Berlin' });
    for (let i = 0; i < 50; i += 1) {
      const job = registry.schedule(() => {}).withName(`job ${i}`);
      if (i < 2) job.toRunEvery(1).hours().at(i);
      else
        job
          .toRunEvery(1)
          .days()
          .at(i % 24, i % 20);
    }
    const year = { from: '2026-01-01', to: '2027-01-01' };
    const expected = registry.compile().map(schedule => schedule.occurrencesBetween(year.from, year.to).length);
    const { ledger, busiestMinute } = await simulate(registry, { ...year, durations: { 'job 7': { minutes: 50 } } });
    expect(ledger).to.have.length(expected.reduce((sum, count) => sum + count));
    expect(new Set(ledger.map(({ key }) => key)).size).to.equal(ledger.length);
    expect(busiestMinute?.starts).to.equal(2);
  });

  const refused: readonly [string, () => Promise<unknown>, RegExp][] = [
    [
      'an empty period',
      () => simulate(every(5), { from: MORNING.to, to: MORNING.from }),
      /from '2026-03-02T09:00' to '2026-03-02T08:00' is empty/,
    ],
    [
      'a period that is none',
      () => simulate(every(5), { ...MORNING, to: 'soon' }),
      /to of simulate must be .* not 'soon'/,
    ],
    [
      'durations of a job that is not there',
      () => simulate(three(), { ...MORNING, durations: { d: 5 } }),
      /durations names 'd'.* it has a, b, c/,
    ],
    [
      'failures of a job that is not there',
      () => simulate(every(5), { ...MORNING, failures: { jop: true } }),
      /failures names 'jop'/,
    ],
    [
      'a duration that is none',
      () => simulate(every(5), { ...MORNING, durations: { job: 'long' } }),
      /the duration of job 'job' must be .* not 'long'/,
    ],
    [
      'a duration that has not even its shape',
      () => simulate(every(5), { ...MORNING, durations: { job: () => null as never } }),
      /not null/,
    ],
    [
      'a negative duration',
      () => simulate(every(5), { ...MORNING, durations: { job: -1 } }),
      /must be .* of 0 ms or more/,
    ],
    ['a function that throws', () => simulate(every(5), { ...MORNING, failures: { job: fail } }), /broken/],
    ['a schedule that throws', () => simulate(brokenFrom('2026-03-02'), MORNING), /job 'job': .*broken/],
  ];
  for (const [what, call, words] of refused) {
    it(`rejects for ${what}`, async () => {
      expect(await rejection(call())).to.match(words);
    });
  }
});

function every(minutes: number, more: (job: MinutesClause) => unknown = () => {}): Registry {
  const registry = new Registry({ zone: 'UTC' });
  more(registry.schedule(fail).withName('job').toRunEvery(minutes).minutes());
  return registry;
}

function daily(zone: string): Registry {
  const registry = new Registry({ zone });
  registry.schedule(fail).withName('job').toRunEvery(1).days().at(2, 30);
  return registry;
}

/** Three jobs that start in one minute of each hour, twenty seconds apart. */
function three(options = {}): Registry {
  const registry = new Registry({ zone: 'Europe/Berlin', ...options });
  for (const [name, seconds] of Object.entries({ a: '00', b: '20', c: '40' })) {
    registry.schedule(fail).withName(name).toRunEvery(1).hours().startingAt(`2026-03-01T00:05:${seconds}`);
  }
  return registry;
}

/** A registry whose schedule breaks when it comes to this day. */
function brokenFrom(date: string): Registry {
  return every(10, job => job.exceptOn(({ month, day }) => `2026-0${month}-0${day}` === date && fail()));
}

function fail(): never {
  throw new Error('broken');
}

function shown({ occurrence, outcome }: RunRecord): string {
  return `${occurrence.toISO()} ${outcome.kind}`;
}

function fate({ occurrence, outcome }: RunRecord): string {
  return `${occurrence.minute} ${outcome.kind}`;
}

function minute({ occurrence }: RunRecord): number {
  return occurrence.minute;
}
