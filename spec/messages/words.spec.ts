import { expect } from 'chai';
import { Duration, Settings } from 'luxon';
import { InvalidTimeError, Registry, ScheduleError, ScheduleRangeError, UnknownZoneError } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/index.js';
import { report, type Untyped, untyped } from '../support/declared.js';
import { expectMessage, type Kind } from '../support/mistake.js';

class Mailer {
  execute(): void {}
}

/** As other libraries for dates have it: it prints as what we take, and is not taken. */
class MomentDuration {
  readonly _milliseconds = 300_000;
  asMilliseconds(): number {
    return this._milliseconds;
  }
  toString(): string {
    return 'PT5M';
  }
}

/** What people type, and what they are told: what is wrong, with which job, and what to say instead. */
const WORDS: readonly (readonly [chain: (s: Untyped) => unknown, kind: Kind, message: string])[] = [
  [
    s => s.say('toRunEvery', 1).say('days').say('at', '21:15'),
    ScheduleRangeError,
    "at(…) takes the hour, the minute and the second as numbers of their own, not '21:15'; say at(21, 15)",
  ],
  [
    s => s.say('toRunEvery', 1).say('weeks').say('at', '9 pm'),
    ScheduleRangeError,
    "at(…) takes the hour, the minute and the second as numbers of their own, not '9 pm'; say at(21, 0)",
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('at', 2115),
    ScheduleRangeError,
    'at(…) takes the hour, the minute and the second as numbers of their own, not 2115; say at(21, 15)',
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('at', { hour: 21, minute: 15 }),
    ScheduleRangeError,
    'at(…) takes the hour, the minute and the second as numbers of their own, not {"hour":21,"minute":15}; say at(21, 15)',
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('at', '21', '15'),
    ScheduleRangeError,
    "the hour of at(…) must be a whole number from 0 to 23, not '21'; say 21, without quotes",
  ],
  [
    s => s.say('toRunOnceAt', 2026, 12, 24),
    ScheduleRangeError,
    "toRunOnceAt(2026, …) takes an hour, a minute and a second, or one instant: for a date say toRunOnceAt('2026-12-24')",
  ],
  [
    s => s.say('toRunOnceAt', '0930'),
    ScheduleRangeError,
    "toRunOnceAt('0930') names no instant, which has a date; for a clock time say toRunOnceAt(9, 30)",
  ],
  [
    s => s.say('toRunOnceAt', '21:15'),
    ScheduleRangeError,
    "toRunOnceAt('21:15') names no instant, which has a date; for a clock time say toRunOnceAt(21, 15)",
  ],
  [
    s => s.say('toRunEvery', 7).say('minutes').say('between', 9, 17),
    ScheduleRangeError,
    'between(…) takes four numbers, the hour and the minute of its start and of its end, not 9, 17; say between(9, 0, 17, 0)',
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('at', [21, 15]),
    ScheduleRangeError,
    'at(…) takes the hour, the minute and the second as numbers of their own, not [21,15]; say at(21, 15)',
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('at', 21.15),
    ScheduleRangeError,
    'the hour of at(…) must be a whole number from 0 to 23, not 21.15; midnight is 0, and minutes are the next number',
  ],
  [
    s => s.say('toRunEvery', 1).say('hours').say('withTimeout', Duration.invalid('no length')),
    InvalidTimeError,
    "the duration of withTimeout(…) must be a duration of 1 ms or more, such as { seconds: 30 } or 'PT30S', not an invalid Duration (no length)",
  ],
  [
    s => s.say('toRunEvery', 7).say('minutes').say('between', 9, 0, 17),
    ScheduleRangeError,
    'between(…) takes four numbers, the hour and the minute of its start and of its end, not 9, 0, 17; say between(9, 0, 17, 0)',
  ],
  [
    s => s.say('toRunEvery', 7).say('minutes').say('between', '9:00', '17:30'),
    ScheduleRangeError,
    "between(…) takes four numbers, the hour and the minute of its start and of its end, not '9:00', '17:30'; say between(9, 0, 17, 30)",
  ],
  [
    s => s.say('toRunEvery', 7).say('minutes').say('between', 22, 24),
    ScheduleRangeError,
    'between(…) takes four numbers, the hour and the minute of its start and of its end, not 22, 24; say between(22, 0, 0, 0)',
  ],
  [
    s => s.say('toRunEvery', '5 minutes'),
    ScheduleRangeError,
    "the number of toRunEvery(…) must be a whole number, 1 or more, not '5 minutes'; say toRunEvery(5).minutes()",
  ],
  [
    s => s.say('toRunEvery', { minutes: 5 }),
    ScheduleRangeError,
    'the number of toRunEvery(…) must be a whole number, 1 or more, not {"minutes":5}; say toRunEvery(5).minutes()',
  ],
  [
    s => s.say('toRunEvery', '0 9 * * MON-FRI'),
    ScheduleRangeError,
    "the number of toRunEvery(…) must be a whole number, 1 or more, not '0 9 * * MON-FRI'; say toRunCron('0 9 * * MON-FRI')",
  ],
  [
    s => s.say('toRunOnceIn', 0.5).say('minutes'),
    ScheduleRangeError,
    'toRunOnceIn(0.5).minutes() is no whole number of minutes; say toRunOnceIn(30).seconds()',
  ],
  [
    s => s.say('toRunEvery', 1).say('months').say('on', 32),
    ScheduleRangeError,
    'the day of on(…) must be a whole number from 1 to 31, or from -1 (the last day) to -31, not 32',
  ],
  [
    s => s.say('toRunEvery', 1).say('months').say('on', '15'),
    ScheduleRangeError,
    "the day of on(…) must be a whole number from 1 to 31, or from -1 (the last day) to -31, not '15'; say 15, without quotes",
  ],
  [
    s => s.say('toRunEvery', 1).say('months').say('on', 'Monday'),
    ScheduleRangeError,
    "the day of on(…) must be a whole number from 1 to 31, or from -1 (the last day) to -31, not 'Monday'; for a day of the week say onTheFirst(DayOfWeek.Monday) or its like, for the last day onTheLastDay()",
  ],
  [
    s => s.say('toRunEvery', 1).say('months').say('on', [1, 15]),
    ScheduleError,
    'on(…) takes days one by one, not a list: say on(...days)',
  ],
  [
    s => s.say('toRunEvery', 1).say('years').say('in', [4, 10]),
    ScheduleError,
    'in(…) takes months one by one, not a list: say in(...months)',
  ],
  [
    s => s.say('toRunEvery', 1).say('hours').say('unlessBetween', 12, 0, 12, 0),
    ScheduleRangeError,
    'unlessBetween(12, 0, 12, 0) starts where it ends: leave it out to remove nothing',
  ],
  [
    s => s.say('toRunEvery', 1).say('hours').say('andThen', new Registry().schedule(report)),
    ScheduleError,
    'andThen(…) takes a Job, a class that extends Job, or a function, not a Chain: it is a schedule that was begun already; give its work itself',
  ],
  [
    s => s.say('toRunEvery', 1).say('hours').say('startingAt', 1_764_000_000),
    InvalidTimeError,
    'what startingAt(…) takes is 1764000000, which counts seconds: say milliseconds, as 1764000000 * 1000',
  ],
  [
    s => s.say('toRunOnceAt', 1_764_000_000),
    InvalidTimeError,
    'what toRunOnceAt(…) takes is 1764000000, which counts seconds: say milliseconds, as 1764000000 * 1000',
  ],
  [
    s => s.say('toRunOnceAt', { toDate: () => new Date(0), toString: () => 'Sat, 28 Nov 2026 05:34:59 GMT' }),
    InvalidTimeError,
    "what toRunOnceAt(…) takes must be a DateTime, a Date, epoch milliseconds or ISO 8601 text such as '2026-11-20T21:15' in the years 1 to 9999, not {}; say its toDate()",
  ],
  [
    s => s.say('toRunEvery', 1).say('hours').say('withTimeout', new MomentDuration()),
    InvalidTimeError,
    "the duration of withTimeout(…) must be a duration of 1 ms or more, such as { seconds: 30 } or 'PT30S', not PT5M; say its asMilliseconds()",
  ],
  [
    s => s.say('toRunEvery', 1).say('hours').say('until', 'tomorrow'),
    InvalidTimeError,
    "what until(…) takes must be a DateTime, a Date, epoch milliseconds or ISO 8601 text such as '2026-11-20T21:15' in the years 1 to 9999, not 'tomorrow'",
  ],
  [
    s => s.say('toRunEvery', 1).say('hours').say('until', '2026-12-24 18:00:00+01'),
    InvalidTimeError,
    "what until(…) takes must be a DateTime, a Date, epoch milliseconds or ISO 8601 text such as '2026-11-20T21:15' in the years 1 to 9999, not '2026-12-24 18:00:00+01'; say '2026-12-24T18:00:00+01'",
  ],
  [
    s => s.say('toRunEvery', 1).say('hours').say('withTimeout', '5 minutes'),
    InvalidTimeError,
    "the duration of withTimeout(…) must be a duration of 1 ms or more, such as { seconds: 30 } or 'PT30S', not '5 minutes'; say { minutes: 5 }",
  ],
  [
    s => s.say('toRunEvery', 1).say('hours').say('withRetry', { attempts: 3, attemptTimeout: 0 }),
    InvalidTimeError,
    "the duration of withRetry(…) must be a duration of 1 ms or more, such as { seconds: 30 } or 'PT30S', not 0",
  ],
  [
    s => s.say('toRunEvery', 1).say('hours').say('andThen', new Mailer()),
    ScheduleError,
    'andThen(…) takes a Job, a class that extends Job, or a function, not a Mailer: class Mailer does not extend Job; let it, or schedule a function that calls its execute',
  ],
  [
    s => s.say('toRunEvery', 1).say('hours').say('tagged'),
    ScheduleError,
    "tagged(…) takes at least one tag, as in tagged('mail')",
  ],
  [
    s => s.say('toRunEvery', 1).say('hours').say('tagged', ['mail']),
    ScheduleError,
    'tagged(…) takes each tag as text of 1 to 100 characters, not ["mail"]',
  ],
  [
    s => s.say('describedAs', ''),
    ScheduleError,
    "describedAs(…) takes what the job is for as text of 1 to 1000 characters, not ''",
  ],
  [
    s => s.say('toRunEvery', 1).say('hours').say('describedAs', 'a').say('describedAs', 'b'),
    ScheduleError,
    'describedAs(…) says again what was said before: keep one of the two',
  ],
];

describe('a mistake in words is answered by a message that names the job, the word and the remedy:', () => {
  for (const [chain, kind, message] of WORDS) {
    it(String(chain), () => {
      const begun = untyped(new Registry({ zone: 'UTC' }).schedule(report));
      expectMessage(() => chain(begun), kind, `job 'report': ${message}`);
    });
  }

  it('where an application has set throwOnInvalid of Luxon, the same', () => {
    const begun = () => untyped(new Registry({ zone: 'UTC' }).schedule(report));
    Settings.throwOnInvalid = true;
    try {
      for (const [word, value] of [
        ['toRunOnceAt', '2026-02-30'],
        ['startingAt', 'soon'],
        ['withTimeout', 'soon'],
        ['withTimeout', { parsecs: 5 }],
        ['exceptOn', '2026-02-30'],
      ] as const) {
        expect(() => begun().say(word, value)).to.throw(InvalidTimeError, `job 'report': `);
      }
      expect(() => new Registry({ zone: 'Mars/Olympus' })).to.throw(UnknownZoneError);
      expect(() => new VirtualClock('soon')).to.throw(InvalidTimeError);
    } finally {
      Settings.throwOnInvalid = false;
    }
  });
});
