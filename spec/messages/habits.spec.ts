import { InvalidTimeError, Registry, ScheduleError, ScheduleRangeError, UnknownZoneError } from '../../lib/index.js';
import { report, type Untyped, untyped } from '../support/declared.js';
import { expectMessage, type Kind } from '../support/mistake.js';

/** What people say as they are used to, from other schedulers and other languages, and what they are told. */
const HABITS: readonly (readonly [chain: (s: Untyped) => unknown, kind: Kind, message: string])[] = [
  [
    s => s.say('toRunCron', 'every 5 minutes'),
    ScheduleError,
    "cron text 'every 5 minutes' is no cron text but says when in other words: say toRunEvery(5).minutes(), or toRunEvery(1).days().at(9)",
  ],
  [
    s => s.say('toRunCron', '0 9 * * *', { timezone: 'Europe/Berlin' }),
    ScheduleError,
    "toRunCron(…) has no option 'timezone': its zone is said by a word, as in inZone('Europe/Berlin')",
  ],
  [
    s => s.say('toRunCron', '0 9 * * *', { dialect: 'spring' }),
    ScheduleError,
    "the dialect of toRunCron(…) is 'quartz' or 'aws', not 'spring'; leave it out for five or six fields",
  ],
  [
    s => s.say('toRunCron', new Date(0)),
    ScheduleError,
    `toRunCron(…) takes text such as '0 9 * * MON-FRI', not ${new Date(0)}`,
  ],
  [
    s => s.say('toRunEvery', 5n),
    ScheduleRangeError,
    'the number of toRunEvery(…) must be a whole number, 1 or more, not 5n; as in toRunEvery(5).minutes()',
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('at', 'noon'),
    ScheduleRangeError,
    "at(…) takes the hour, the minute and the second as numbers of their own, not 'noon'; say at(21, 15)",
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('at'),
    ScheduleRangeError,
    'at(…) takes the hour, the minute and the second as numbers of their own, not undefined; say at(21, 15)',
  ],
  [
    s => s.say('toRunEvery', 5).say('minutes').say('at', 30),
    ScheduleError,
    'at(…) follows hours(), days(), weekdays(), weekends(), weeks(), months(), years(), not minutes(…)',
  ],
  [
    s => s.say('toRunEvery', 1).say('weeks').say('on', 'Monday'),
    ScheduleRangeError,
    "the day of the week of on(…) must be a whole number from 1 to 7, not 'Monday'; say DayOfWeek.Monday (1) to DayOfWeek.Sunday (7, not 0)",
  ],
  [
    s => s.say('toRunEvery', 1).say('weeks').say('on', [1, 3]),
    ScheduleError,
    'on(…) takes days one by one, not a list: say on(...days)',
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('exceptOn', '25.12.2026'),
    InvalidTimeError,
    "exceptOn(…) takes ISO dates such as '2026-12-24', DateTimes, and functions of a date, not '25.12.2026'",
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('weekdaysOnly', { roll: 'back' }),
    ScheduleError,
    "weekdaysOnly(…) has no option 'roll': after days() it drops Saturdays and Sundays, and rolls after months() and years() alone",
  ],
  [
    s => s.say('toRunNow').say('toRunEvery', 5).say('minutes'),
    ScheduleError,
    'toRunEvery(…) begins a schedule that toRunNow(…) has begun: keep one of them, or declare the job twice under two names',
  ],
  [
    s => s.say('toRunEvery', 5).say('minutes').say('withRetry', { retries: 3 }),
    ScheduleError,
    "withRetry(…) has no option 'retries': it takes attempts, delay, factor, maxDelay, jitter, attemptTimeout",
  ],
  [
    s =>
      s
        .say('toRunEvery', 5)
        .say('minutes')
        .say('withRetry', { ['x'.repeat(1000)]: 3 }),
    ScheduleError,
    `withRetry(…) has no option '${'x'.repeat(79)}…: it takes attempts, delay, factor, maxDelay, jitter, attemptTimeout`,
  ],
  [
    s => s.say('toRunEvery', 5).say('minutes').say('times', '3'),
    ScheduleRangeError,
    "the number of runs of times(…) must be a whole number from 1 to 1000000000, not '3'; say 3, without quotes",
  ],
  [
    s => s.say('toRunEvery', 5).say('minutes').say('andThen', undefined),
    ScheduleError,
    'andThen(…) takes a Job, a class that extends Job, or a function, not undefined: name a function without calling it, and see how it was imported',
  ],
  [s => s.say('inZone', 'berlin'), UnknownZoneError, "unknown time zone 'berlin': say 'Europe/Berlin'"],
];

/** Names of zones as people spell them, and what they are told to say. */
const ZONES: readonly (readonly [spelling: string, remedy: string])[] = [
  ['America/New York', "say 'America/New_York'"],
  ['newyork', "say 'America/New_York'"],
  ['Europe/Londno', "say 'Europe/London'"],
  ['Europe/Pariss', "say 'Europe/Paris'"],
  ['Ameria/Chicago', "say 'America/Chicago'"],
  ['GMT+2', "say 'UTC+2'"],
  ['+05:30', "say 'UTC+5:30'"],
  ['-0300', "say 'UTC-3'"],
  ['GMT+20', "use an IANA name such as 'Europe/Berlin', or 'UTC'"],
  ['Mars/Olympus', "use an IANA name such as 'Europe/Berlin', or 'UTC'"],
  ['Rom', "use an IANA name such as 'Europe/Berlin', or 'UTC'"],
  ['', "use an IANA name such as 'Europe/Berlin', or 'UTC'"],
];

describe('what people are used to say elsewhere is answered by what says it here:', () => {
  for (const [chain, kind, message] of HABITS) {
    it(String(chain).replace(/\s+/g, ' '), () => {
      const begun = untyped(new Registry({ zone: 'UTC' }).schedule(report));
      expectMessage(() => chain(begun), kind, `job 'report': ${message}`);
    });
  }

  for (const [spelling, remedy] of ZONES) {
    it(`the zone '${spelling}'`, () => {
      const message = `unknown time zone '${spelling}': ${remedy}`;
      expectMessage(() => new Registry({ zone: spelling }), UnknownZoneError, message);
    });
  }
});
