import { expect } from 'chai';
import { InvalidTimeError, Registry, ScheduleError, ScheduleRangeError } from '../../lib/index.js';
import { Chain } from '../../lib/registry/chain.js';
import { report, type Untyped, untyped } from '../support/declared.js';
import { expectMessage, type Kind } from '../support/mistake.js';

/** What other libraries take in the same place, and what says it here. */
const SURPLUS: readonly (readonly [chain: (s: Untyped) => unknown, kind: Kind, message: string])[] = [
  [
    s => s.say('toRunEvery', 1).say('days').say('at', 21, 15, 'Europe/Berlin'),
    ScheduleRangeError,
    "the second of at(…) must be a whole number from 0 to 59, not 'Europe/Berlin'; say inZone('Europe/Berlin')",
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('at', 21, 15, 0, 'europe/berlin'),
    ScheduleError,
    "at(…) takes 3 arguments, and was also given 'europe/berlin'; say inZone('Europe/Berlin')",
  ],
  [
    s => s.say('toRunOnceAt', '2026-12-24T18:00', 'Europe/Berlin'),
    ScheduleRangeError,
    "the minute of toRunOnceAt(…) must be a whole number from 0 to 59, not 'Europe/Berlin'; say inZone('Europe/Berlin')",
  ],
  [
    s => s.say('toRunEvery', 5, 'minutes'),
    ScheduleError,
    "toRunEvery(…) takes one argument, and was also given 'minutes'; say toRunEvery(5).minutes()",
  ],
  [
    s => s.say('toRunEvery', 1).say('minutes', 30),
    ScheduleError,
    'minutes() takes nothing, and was given 30; say toRunEvery(30).minutes()',
  ],
  [
    s => s.say('toRunEvery', 1).say('days', 'MON'),
    ScheduleError,
    "days() takes nothing, and was given 'MON'; leave it out",
  ],
  [
    s => s.say('toRunEvery', 5).say('minutes').say('between', 9, 0, 17, 0, 'Europe/Berlin'),
    ScheduleError,
    "between(…) takes 4 arguments, and was also given 'Europe/Berlin'; say inZone('Europe/Berlin')",
  ],
  [
    s => s.say('toRunEvery', 1).say('hours').say('withTimeout', 5, 'minutes'),
    ScheduleError,
    "withTimeout(…) takes one argument, and was also given 'minutes'; say withTimeout({ minutes: 5 })",
  ],
  [
    s => s.say('toRunEvery', 1).say('hours').say('andThen', report, report),
    ScheduleError,
    'andThen(…) takes one argument, and was also given function report; say andThen(…) once for each',
  ],
  [
    s => s.say('toRunEvery', 1).say('months').say('onTheFirst', 1, 2),
    ScheduleError,
    'onTheFirst(…) takes one argument, and was also given 2; say onTheFirst(…) once for each',
  ],
  [
    s => s.say('toRunEvery', 1).say('months').say('onTheFirst', 1, { ifMissing: 'skip' }),
    ScheduleError,
    'onTheFirst(…) takes one argument, and was also given {"ifMissing":"skip"}; leave it out',
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('startingAt', 2026, 1, 1),
    ScheduleError,
    "startingAt(…) takes one argument, and was also given 1, 1; say startingAt('2026-11-20T21:15')",
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('until', 2026),
    InvalidTimeError,
    "what until(…) takes is 2026, which counts milliseconds since 1970: for the year say '2026-01-01'",
  ],
];

describe('an argument that a word does not take is refused, not dropped:', () => {
  for (const [chain, kind, message] of SURPLUS) {
    it(String(chain), () => {
      const begun = untyped(new Registry({ zone: 'UTC' }).schedule(report));
      expectMessage(() => chain(begun), kind, `job 'report': ${message}`);
    });
  }

  it('each word that takes no list refuses what is more than it takes', () => {
    const words = Object.getOwnPropertyNames(Chain.prototype).filter(word => word !== 'constructor');
    const silent = words.filter(word => {
      try {
        untyped(new Registry({ zone: 'UTC' }).schedule(report)).say(word, ...Array(10).fill('surplus'));
      } catch (error) {
        return !/ (takes nothing|takes one argument|takes \d arguments), and was /.test(String(error));
      }
      return true;
    });
    expect(silent).to.have.members(['on', 'in', 'except', 'onlyOn', 'exceptOn', 'skippingDays', 'tagged']);
  });
});
