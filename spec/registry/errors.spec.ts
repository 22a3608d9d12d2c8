import { expect } from 'chai';
import { DateTime } from 'luxon';
import { InvalidTimeError, ScheduleError, ScheduleRangeError, UnknownZoneError } from '../../lib/errors.js';
import { Job } from '../../lib/job/job.js';
import { Registry } from '../../lib/registry/registry.js';
import { report, type Untyped, untyped } from '../support/declared.js';

type Chain = (s: Untyped) => unknown;

class Poll extends Job {
  override execute() {}
}
class Stranger {}

const RANGE: readonly (readonly [chain: Chain, message: string])[] = [
  [
    s => s.say('toRunEvery', 0),
    'the number of toRunEvery(…) must be a whole number from 1 to 31622400000000, not 0; as in toRunEvery(5).minutes()',
  ],
  [
    s => s.say('toRunEvery', -5),
    'the number of toRunEvery(…) must be a whole number from 1 to 31622400000000, not -5; as in toRunEvery(5).minutes()',
  ],
  [
    s => s.say('toRunEvery', 1.5),
    'the number of toRunEvery(…) must be a whole number from 1 to 31622400000000, not 1.5; as in toRunEvery(5).minutes()',
  ],
  [
    s => s.say('toRunEvery', NaN),
    'the number of toRunEvery(…) must be a whole number from 1 to 31622400000000, not NaN; as in toRunEvery(5).minutes()',
  ],
  [
    s => s.say('toRunEvery', '5'),
    "the number of toRunEvery(…) must be a whole number from 1 to 31622400000000, not '5'; as in toRunEvery(5).minutes()",
  ],
  [
    s => s.say('toRunEvery', 1001).say('years'),
    'the number of years of toRunEvery(…) must be a whole number from 1 to 1000, not 1001; it ends at a thousand years',
  ],
  [
    s => s.say('toRunNow').say('andEvery', undefined),
    'the number of andEvery(…) must be a whole number from 1 to 31622400000000, not undefined; as in andEvery(5).minutes()',
  ],
  [
    s => s.say('toRunOnceIn', Infinity),
    'the number of toRunOnceIn(…) must be a whole number from 1 to 31622400000000, not Infinity; as in toRunOnceIn(5).minutes()',
  ],
  [
    s => s.say('toRunOnceAt', 9),
    'toRunOnceAt(9) names an instant of 1970; for a clock time say the minute too, toRunOnceAt(9, 0)',
  ],
  [
    s => s.say('toRunOnceAt', 24, 0),
    'the hour of toRunOnceAt(…) must be a whole number from 0 to 23, not 24; midnight is 0',
  ],
  [
    s => s.say('toRunOnceAt', '9', 0),
    "the hour of toRunOnceAt(…) must be a whole number from 0 to 23, not '9'; midnight is 0",
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('at', 25),
    'the hour of at(…) must be a whole number from 0 to 23, not 25; midnight is 0',
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('at', NaN),
    'the hour of at(…) must be a whole number from 0 to 23, not NaN; midnight is 0',
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('at', 9, 60),
    'the minute of at(…) must be a whole number from 0 to 59, not 60; the full hour is 0',
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('at', 9, 0, -1),
    'the second of at(…) must be a whole number from 0 to 59, not -1; the full minute is 0',
  ],
  [
    s => s.say('toRunEvery', 1).say('hours').say('at', 60),
    'the minute of at(…) must be a whole number from 0 to 59, not 60; the full hour is 0',
  ],
  [
    s => s.say('toRunEvery', 1).say('weeks').say('on', 0),
    'the day of the week of on(…) must be a whole number from 1 to 7, not 0; say DayOfWeek.Monday (1) to DayOfWeek.Sunday (7, not 0)',
  ],
  [
    s => s.say('toRunEvery', 1).say('months').say('on', 0),
    'the day of on(…) must be a whole number from 1 to 31, or from -1 (the last day) to -31, not 0',
  ],
  [
    s => s.say('toRunEvery', 1).say('months').say('on', 1, 32),
    'the day of on(…) must be a whole number from 1 to 31, or from -1 (the last day) to -31, not 32',
  ],
  [
    s => s.say('toRunEvery', 1).say('months').say('on', '1'),
    "the day of on(…) must be a whole number from 1 to 31, or from -1 (the last day) to -31, not '1'",
  ],
  [
    s => s.say('toRunEvery', 1).say('months').say('onTheFirst', 8),
    'the day of the week of onTheFirst(…) must be a whole number from 1 to 7, not 8; say DayOfWeek.Monday (1) to DayOfWeek.Sunday (7, not 0)',
  ],
  [
    s => s.say('toRunEvery', 1).say('years').say('in', 0),
    'the month of in(…) must be a whole number from 1 to 12, not 0; say Month.January (1, not 0) to Month.December (12)',
  ],
  [
    s => s.say('toRunEvery', 1).say('minutes').say('between', 9, 0, 9, 0),
    'between(9, 0, 9, 0) starts where it ends: leave it out for the whole day',
  ],
  [
    s => s.say('toRunEvery', 1).say('minutes').say('between', 9, 0, 24, 0),
    'the hour of between(…) must be a whole number from 0 to 23, not 24; midnight is 0',
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('except', 0),
    'the day of the week of except(…) must be a whole number from 1 to 7, not 0; say DayOfWeek.Monday (1) to DayOfWeek.Sunday (7, not 0)',
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('onlyOn', 'Monday'),
    "the day of the week of onlyOn(…) must be a whole number from 1 to 7, not 'Monday'; say DayOfWeek.Monday (1) to DayOfWeek.Sunday (7, not 0)",
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('times', 0),
    'the number of runs of times(…) must be a whole number from 1 to 1000000000, not 0; leave the word out for no limit',
  ],
  [
    s => s.say('withRetry', { attempts: 1 }),
    'the number of attempts of withRetry(…) must be a whole number from 2 to 100, not 1; it counts the first attempt too',
  ],
  [
    s => s.say('withRetry', { attempts: 2, factor: 0.5 }),
    'the factor of withRetry(…) must be a number from 1 to 100, not 0.5; 1 keeps the delay as it is',
  ],
  [
    s => s.say('withRetry', { attempts: 2, jitter: 2 }),
    'the jitter of withRetry(…) must be a number from 0 to 1, not 2; it is a share of the delay',
  ],
  [
    s => s.say('whenMissed', 'runAll', { max: 0 }),
    "the max of whenMissed(…) must be a whole number from 1 to 10000, not 0; say whenMissed('skip') to make up for nothing",
  ],
];

const SENTENCE: readonly (readonly [chain: Chain, message: string])[] = [
  [s => s.say('days'), 'days() follows a number, as in toRunEvery(5).days()'],
  [
    s => s.say('toRunOnceIn', 2).say('weekdays'),
    'toRunOnceIn(2).weekdays() is no length of time: say days() or weeks()',
  ],
  [
    s => s.say('toRunEvery', 5).say('delayFor', 1),
    'toRunEvery(5) is unfinished: say its unit, as in toRunEvery(5).minutes()',
  ],
  [
    s => s.say('toRunEvery', 5).say('minutes').say('toRunNow'),
    'toRunNow(…) begins a schedule that toRunEvery(…) has begun: keep one of them, or declare the job twice under two names',
  ],
  [
    s => s.say('andEvery', 5),
    'andEvery(…) follows toRunNow(), toRunOnceIn(…) or toRunOnceAt(…); begin with toRunEvery(5)',
  ],
  [
    s => s.say('toRunEvery', 5).say('minutes').say('andEvery', 5),
    'andEvery(…) follows toRunNow(), toRunOnceIn(…) or toRunOnceAt(…); begin with toRunEvery(5)',
  ],
  [
    s => s.say('toRunEvery', 5).say('minutes').say('at', 5),
    'at(…) follows hours(), days(), weekdays(), weekends(), weeks(), months(), years(), not minutes(…)',
  ],
  [s => s.say('toRunEvery', 5).say('days').say('on', 5), 'on(…) follows weeks(), months(), years(), not days(…)'],
  [s => s.say('toRunEvery', 1).say('months').say('on'), 'on(…) takes at least one day'],
  [
    s => s.say('toRunEvery', 1).say('months').say('on', 31, { ifMissing: 'drop' }),
    "ifMissing of on(…) is 'clamp' or 'skip', not 'drop'",
  ],
  [
    s => s.say('toRunEvery', 1).say('weeks').say('weekdaysOnly'),
    'weekdaysOnly(…) follows days(), months(), years(), not weeks(…)',
  ],
  [
    s => s.say('toRunEvery', 2).say('weekdays').say('afterCompletion'),
    'afterCompletion() follows a length of time, as in toRunEvery(5).minutes().afterCompletion()',
  ],
  [s => s.say('toRunCron', 5), "toRunCron(…) takes text such as '0 9 * * MON-FRI', not 5"],
  [
    s => s.say('toRunEvery', 1).say('days').say('between', 1, 0, 2, 0).say('between', 3, 0, 4, 0),
    'between(…) says again what was said before: keep one of the two',
  ],
  [
    s => s.say('withName', 'a').say('withName', 'b'),
    'withName(…) says again what was said before: keep one of the two',
  ],
  [s => s.say('nonReentrant').say('reentrant'), 'reentrant(…) says again what was said before: keep one of the two'],
  [
    s => s.say('toRunEvery', 1).say('days').say('onlyOn', 1).say('except', 1),
    'except(…) leaves no day of the week: it would never run',
  ],
  [s => s.say('withName', ' '), "withName(…) takes a name of 1 to 200 characters, not ' '"],
  [s => s.say('inGroup', undefined), 'inGroup(…) takes a name of 1 to 200 characters, not undefined'],
  [
    s => s.say('whenOverlapping', 'queue'),
    "whenOverlapping(…) takes 'skip', 'runAfter', 'cancelPrevious', 'allow', not 'queue'",
  ],
  [s => s.say('whenMissed', 'all'), "whenMissed(…) takes 'runOnce', 'skip', 'runAll', not 'all'"],
  [s => s.say('when', true), 'when(…) takes a function, not true'],
  [s => s.say('onFailure', undefined), 'onFailure(…) takes a function, not undefined'],
  [
    s => s.say('withRetry', { attempts: 2, delay: 2000, maxDelay: 500 }),
    'the maxDelay of withRetry(…), 500 ms, is less than its delay, 2000 ms: say a longer one or leave it out',
  ],
];

/** These show when the whole chain is settled. */
const SETTLED: readonly (readonly [chain: Chain, message: string])[] = [
  [s => s, "job 'report' does not say when it runs: add words such as .toRunEvery(5).minutes()"],
  [s => s.say('withTimeout', 5), "job 'report' does not say when it runs: add words such as .toRunEvery(5).minutes()"],
  [
    s => s.say('toRunEvery', 5),
    "job 'report': toRunEvery(5) is unfinished: say its unit, as in toRunEvery(5).minutes()",
  ],
  [
    s => s.say('toRunNow').say('andEvery', 5),
    "job 'report': andEvery(5) is unfinished: say its unit, as in andEvery(5).minutes()",
  ],
  [
    s => s.say('toRunNow').say('delayFor', 5),
    "job 'report': delayFor(5) is unfinished: say its unit, as in delayFor(5).minutes()",
  ],
  [
    s => s.say('toRunNow').say('between', 9, 0, 17, 0),
    "job 'report': between(…) narrows a grid, and there is none: add .andEvery(…) or leave it out",
  ],
  [
    s => s.say('toRunOnceIn', 5).say('minutes').say('until', '2027-01-01'),
    "job 'report': until(…) narrows a grid, and there is none: add .andEvery(…) or leave it out",
  ],
  [
    s => s.say('toRunEvery', 5).say('minutes').say('afterCompletion').say('exceptOn', '2027-01-01'),
    "job 'report': exceptOn(…) has no place beside afterCompletion(), which has no grid: leave one of them out, or use .when(predicate)",
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('at', 9).say('afterCompletion'),
    "job 'report': at(…) has no place beside afterCompletion(), which has no grid: leave one of them out, or use .when(predicate)",
  ],
  [
    s => s.say('toRunOnceAt', 9, 0).say('andEvery', 1).say('days').say('startingAt', '2027-01-01'),
    "job 'report': startingAt(…) has no place beside toRunOnceAt(…), where the grid starts already: leave one of them out",
  ],
  [
    s => s.say('toRunOnceIn', 9).say('hours').say('andEvery', 1).say('days').say('afterCompletion'),
    "job 'report': afterCompletion(…) does not go with toRunOnceIn(…): begin with toRunEvery(…)",
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('startingAt', '2027-01-02').say('until', '2027-01-01'),
    "job 'report': until(…) lies before the start, so it would never run: exchange the two",
  ],
  [
    s => s.say('until', '2027-01-01').say('toRunOnceAt', '2027-01-02').say('andEvery', 1).say('days'),
    "job 'report': until(…) lies before the start, so it would never run: exchange the two",
  ],
];

describe('what a chain refuses', () => {
  for (const [chain, message] of RANGE)
    it(`a number: ${chain}`, () => refusesAtOnce(chain, ScheduleRangeError, message));
  for (const [chain, message] of SENTENCE) it(`a word: ${chain}`, () => refusesAtOnce(chain, ScheduleError, message));
  for (const [chain, message] of SETTLED) {
    it(`a sentence: ${chain}`, () => {
      const registry = new Registry();
      chain(untyped(registry.schedule(report)));
      expect(() => registry.compile())
        .to.throw(ScheduleError)
        .with.property('message', message);
    });
  }

  it('a zone that nobody knows, naming the job', () => {
    const message =
      "job 'report': unknown time zone \"Mars/Olympus\": use an IANA name such as 'Europe/Berlin', or 'UTC'";
    const inMars = () => new Registry().schedule(report).inZone('Mars/Olympus');
    expect(inMars)
      .to.throw(UnknownZoneError)
      .that.deep.includes({ message, zone: 'Mars/Olympus', code: 'ERR_UNKNOWN_ZONE' });
    expect(() => new Registry({ zone: '' })).to.throw(UnknownZoneError);
  });

  it('what is no instant, no date, or no duration, naming the job and the word', () => {
    const begun = () => new Registry().schedule(report).toRunEvery(1).hours();
    const words: readonly (readonly [say: () => unknown, word: string])[] = [
      [() => begun().startingAt('next Tuesday'), 'startingAt'],
      [() => begun().until(DateTime.invalid('a test')), 'until'],
      [() => begun().until(new Date(Number.NaN)), 'until'],
      [() => new Registry().schedule(report).toRunOnceAt('2026-02-30T09:00'), 'toRunOnceAt'],
      [() => begun().exceptOn('2026-02-30'), 'exceptOn'],
      [() => begun().exceptOn(new Date(0) as unknown as string), 'exceptOn'],
      [() => begun().exceptOn(DateTime.invalid('a test')), 'exceptOn'],
      [() => begun().withTimeout({ minutes: -1 }), 'withTimeout'],
      [() => begun().abandonAfter('soon'), 'abandonAfter'],
      [() => begun().withJitter(0), 'withJitter'],
      [() => begun().withRetry({ attempts: 2, delay: Number.NaN }), 'withRetry'],
      [() => begun().whenMissed('skip', { within: -1 }), 'whenMissed'],
    ];
    for (const [say, word] of words) {
      expect(say, word)
        .to.throw(InvalidTimeError, `job 'report': `)
        .with.property('message')
        .that.includes(`${word}(…)`);
    }
  });

  it('what cannot be run', () => {
    const registry = new Registry();
    const refused: readonly (readonly [work: unknown, what: string])[] = [
      [undefined, 'undefined'],
      [{}, '[object Object]'],
      [Stranger, 'class Stranger, which does not extend Job'],
    ];
    for (const [work, what] of refused) {
      const takes = `takes a Job, a class that extends Job, or a function, not ${what}`;
      expect(() => registry.schedule(work as () => void)).to.throw(ScheduleError, `schedule(…) ${takes}`);
      const andThen = () => registry.schedule(report).andThen(work as () => void);
      expect(andThen).to.throw(ScheduleError, `job 'report': andThen(…) ${takes}`);
    }
  });

  it('a group in a serial registry', () => {
    const inGroup = () => new Registry({ serial: true }).schedule(report).inGroup('mail');
    expect(inGroup).to.throw(ScheduleError, "job 'report': inGroup('mail') splits a serial registry");
  });

  it('an interval that is no whole number of milliseconds', () => {
    const define = () => new Registry().define(new Poll('poll', { interval: 1.5 }));
    expect(define).to.throw(ScheduleRangeError, "job 'poll': its interval must be whole milliseconds, not 1.5");
  });
});

function refusesAtOnce(chain: Chain, kind: typeof ScheduleError | typeof ScheduleRangeError, message: string): void {
  const clause = untyped(new Registry().schedule(report));
  // After withName('a') it is job 'a' that is refused a second name.
  expect(() => chain(clause))
    .to.throw(kind)
    .with.property('message')
    .that.matches(/^job '(report|a)': /)
    .and.satisfies((text: string) => text.endsWith(`': ${message}`));
}
