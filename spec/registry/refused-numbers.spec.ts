import { ScheduleRangeError } from '../../lib/errors.js';
import { expectRefusal, type UntypedChain } from '../support/refusal.js';

const TABLE: readonly (readonly [chain: UntypedChain, message: string])[] = [
  [
    s => s.say('toRunEvery', 0),
    'the number of toRunEvery(…) must be a whole number, 1 or more, not 0; as in toRunEvery(5).minutes()',
  ],
  [
    s => s.say('toRunEvery', -5),
    'the number of toRunEvery(…) must be a whole number, 1 or more, not -5; as in toRunEvery(5).minutes()',
  ],
  [
    s => s.say('toRunEvery', 1.5).say('hours'),
    'toRunEvery(1.5).hours() is no whole number of hours; say toRunEvery(90).minutes()',
  ],
  [
    s => s.say('toRunEvery', 1.5).say('months'),
    'toRunEvery(1.5).months() is no whole number of months; say a whole number of them, or a smaller unit',
  ],
  [
    s => s.say('toRunEvery', NaN),
    'the number of toRunEvery(…) must be a whole number, 1 or more, not NaN; as in toRunEvery(5).minutes()',
  ],
  [
    s => s.say('toRunEvery', '5'),
    "the number of toRunEvery(…) must be a whole number, 1 or more, not '5'; say toRunEvery(5)",
  ],
  [
    s => s.say('toRunEvery', 1001).say('years'),
    'the number of years of toRunEvery(…) must be a whole number from 1 to 1000, not 1001; it ends at a thousand years',
  ],
  [
    s => s.say('toRunEvery', 1e15).say('milliseconds'),
    'the number of milliseconds of toRunEvery(…) must be a whole number from 1 to 31622400000000, not 1000000000000000; it ends at a thousand years',
  ],
  [
    s => s.say('toRunOnceIn', 5e13).say('minutes'),
    'the number of minutes of toRunOnceIn(…) must be a whole number from 1 to 527040000, not 50000000000000; it ends at a thousand years',
  ],
  [
    s => s.say('toRunNow').say('andEvery', undefined),
    'the number of andEvery(…) must be a whole number, 1 or more, not undefined; as in andEvery(5).minutes()',
  ],
  [
    s => s.say('toRunOnceIn', Infinity),
    'the number of toRunOnceIn(…) must be a whole number, 1 or more, not Infinity; as in toRunOnceIn(5).minutes()',
  ],
  [
    s => s.say('toRunOnceAt', 9),
    'toRunOnceAt(9) names an instant of 1970; for a clock time say the minute too, toRunOnceAt(9, 0)',
  ],
  [
    s => s.say('toRunOnceAt', 9.5),
    "toRunOnceAt(9.5) names an instant of the early seventies; say epoch milliseconds, or ISO text such as '2026-12-24T18:00'",
  ],
  [
    s => s.say('toRunOnceAt', 17_640_000_000),
    "toRunOnceAt(17640000000) names an instant of the early seventies; say epoch milliseconds, or ISO text such as '2026-12-24T18:00'",
  ],
  [
    s => s.say('toRunOnceAt', 24, 0),
    'the hour of toRunOnceAt(…) must be a whole number from 0 to 23, not 24; midnight is 0, and minutes are the next number',
  ],
  [
    s => s.say('toRunOnceAt', '9', 0),
    "the hour of toRunOnceAt(…) must be a whole number from 0 to 23, not '9'; say 9, without quotes",
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('at', 25),
    'the hour of at(…) must be a whole number from 0 to 23, not 25; midnight is 0, and minutes are the next number',
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('at', NaN),
    'the hour of at(…) must be a whole number from 0 to 23, not NaN; midnight is 0, and minutes are the next number',
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
    s => s.say('toRunEvery', 1).say('months').say('on', 1, [15]),
    'the day of on(…) must be a whole number from 1 to 31, or from -1 (the last day) to -31, not [15]',
  ],
  [
    s => s.say('toRunEvery', 1).say('weeks').say('on', 1, { ifMissing: 'skip' }),
    'the day of the week of on(…) must be a whole number from 1 to 7, not {"ifMissing":"skip"}; say DayOfWeek.Monday (1) to DayOfWeek.Sunday (7, not 0)',
  ],
  [
    s => s.say('toRunEvery', 1).say('months').say('on', '1'),
    "the day of on(…) must be a whole number from 1 to 31, or from -1 (the last day) to -31, not '1'; say 1, without quotes",
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
    'the hour of between(…) must be a whole number from 0 to 23, not 24; midnight is 0, and minutes are the next number',
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

describe('a number out of its range is refused', () => {
  for (const [chain, message] of TABLE) it(String(chain), () => expectRefusal(chain, ScheduleRangeError, message));
});
