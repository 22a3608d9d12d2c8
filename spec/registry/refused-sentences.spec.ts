import { expect } from 'chai';
import { ScheduleError } from '../../lib/errors.js';
import { Registry } from '../../lib/registry/registry.js';
import { report, untyped } from '../support/declared.js';
import { expectRefusal, type UntypedChain } from '../support/refusal.js';

const AT_ONCE: readonly (readonly [chain: UntypedChain, message: string])[] = [
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
    s => s.say('whenAsked').say('andEvery', 5),
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
    s => s.say('toRunEvery', 1).say('months').say('on', 31, { ifmissing: 'skip' }),
    "on(…) has no option 'ifmissing': did you mean 'ifMissing'? it takes ifMissing",
  ],
  [
    s => s.say('toRunEvery', 1).say('months').say('onTheFifth', 1, 'clamp'),
    "onTheFifth(…) takes options such as { ifMissing: … }, not 'clamp'",
  ],
  [
    s => s.say('toRunEvery', 1).say('hours').say('at', 9, 30),
    'at(…) takes one minute of the hour after hours(): for a second one say at again, for a clock time toRunEvery(1).days().at(9, 30)',
  ],
  [
    s => s.say('toRunEvery', 1).say('hours').say('at', 9, null),
    'at(…) takes one minute of the hour after hours(): for a second one say at again, for a clock time toRunEvery(1).days().at(9, 30)',
  ],
  [s => s.say('toRunEvery', 1).say('years').say('in'), 'in(…) takes at least one month'],
  [s => s.say('toRunEvery', 1).say('days').say('except'), 'except(…) takes at least one day'],
  [s => s.say('withRetry'), 'withRetry(…) takes options such as { attempts: … }, not undefined'],
  [
    s => s.say('withRetry', { attempts: 3, delayMs: 5 }),
    "withRetry(…) has no option 'delayMs': did you mean 'delay'? it takes attempts, delay, factor, maxDelay, jitter, attemptTimeout",
  ],
  [s => s.say('whenMissed', 'runOnce', { max: 5 }), "whenMissed('runOnce') has no option 'max': it takes within"],
  [s => s.say('whenMissed', 'runAll', null), "whenMissed('runAll') takes options such as { max: … }, not null"],
  [
    s => s.say('toRunEvery', 1).say('weeks').say('weekdaysOnly'),
    'weekdaysOnly(…) follows days(), months(), years(), not weeks(…)',
  ],
  [
    s => s.say('toRunEvery', 1).say('days').say('skippingDays', '2026-12-25'),
    'skippingDays(…) follows months(), years(), not days(…)',
  ],
  [
    s => s.say('toRunEvery', 1).say('months').say('weekdaysOnly', { roll: 'nearest' }),
    "roll of weekdaysOnly(…) is 'forward' or 'back', not 'nearest'",
  ],
  [
    s => s.say('toRunEvery', 1).say('months').say('weekdaysOnly').say('weekdaysOnly', { roll: 'back' }),
    'weekdaysOnly(…) says again what was said before: keep one of the two',
  ],
  [
    s => s.say('toRunEvery', 2).say('weekdays').say('afterCompletion'),
    'afterCompletion() follows a length of time, as in toRunEvery(5).minutes().afterCompletion()',
  ],
  [s => s.say('toRunCron', 5), "toRunCron(…) takes text such as '0 9 * * MON-FRI', not 5"],
  [
    s => s.say('withTimeout', 5).say('withTimeout', 5),
    'withTimeout(…) says again what was said before: keep one of the two',
  ],
  [s => s.say('nonReentrant').say('reentrant'), 'reentrant(…) says again what was said before: keep one of the two'],
  [
    s => s.say('toRunEvery', 1).say('days').say('onlyOn', 1).say('except', 1),
    'except(…) leaves no day of the week: it would never run',
  ],
  [s => s.say('withName', ' '), "withName(…) takes a name of 1 to 200 whole characters, not ' '"],
  [s => s.say('withName', '🔔'.slice(0, 1)), "withName(…) takes a name of 1 to 200 whole characters, not '\ud83d'"],
  [s => s.say('inGroup', undefined), 'inGroup(…) takes a name of 1 to 200 whole characters, not undefined'],
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

/** These show when the whole chain is settled, and say where it was begun. */
const WHEN_COMPILED: readonly (readonly [chain: UntypedChain, message: string])[] = [
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
    s => s.say('toRunEvery', 1).say('hours').say('at', 5).say('afterCompletion'),
    "job 'report': at(…) has no place beside afterCompletion(), which has no grid: leave one of them out, or use .when(predicate)",
  ],
  [
    s => s.say('toRunEvery', 1).say('weeks').say('on', 1).say('afterCompletion'),
    "job 'report': on(…) has no place beside afterCompletion(), which has no grid: leave one of them out, or use .when(predicate)",
  ],
  [
    s => s.say('toRunEvery', 1).say('months').say('on', 1).say('afterCompletion'),
    "job 'report': on(…) has no place beside afterCompletion(), which has no grid: leave one of them out, or use .when(predicate)",
  ],
  [
    s => s.say('toRunEvery', 1).say('years').say('in', 1).say('afterCompletion'),
    "job 'report': in(…) has no place beside afterCompletion(), which has no grid: leave one of them out, or use .when(predicate)",
  ],
  [
    s => s.say('toRunEvery', 1).say('months').say('weekdaysOnly').say('afterCompletion'),
    "job 'report': weekdaysOnly(…) has no place beside afterCompletion(), which has no grid: leave one of them out, or use .when(predicate)",
  ],
  [
    s => s.say('toRunEvery', 1).say('months').say('skippingDays', '2026-12-25').say('afterCompletion'),
    "job 'report': skippingDays(…) has no place beside afterCompletion(), which has no grid: leave one of them out, or use .when(predicate)",
  ],
  [
    s => s.say('toRunEvery', 1).say('months').say('skippingDays', '2026-12-25'),
    "job 'report': skippingDays(…) says which days weekdaysOnly() rolls over: say that too, or exceptOn(…) to drop them",
  ],
  [
    s => s.say('toRunEvery', 5).say('minutes').say('between', 9, 0, 17, 0).say('between', 16, 0, 9, 0),
    "job 'report': all that is said by between(…) comes to the whole day: leave the word out",
  ],
  [
    s => s.say('toRunEvery', 5).say('minutes').say('unlessBetween', 9, 0, 0, 0).say('unlessBetween', 0, 0, 9, 0),
    "job 'report': all that is said by unlessBetween(…) comes to the whole day: it would never run",
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

/** Words that are said once, each as it may be. */
const ONCE: readonly (readonly [word: string, ...args: readonly unknown[]])[] = [
  ['withName', 'a'],
  ['inZone', 'UTC'],
  ['startingAt', '2026-01-01'],
  ['until', '2027-01-01'],
  ['times', 3],
  ['withJitter', 5],
  ['withTimeout', 5],
  ['abandonAfter', 5],
  ['withRetry', { attempts: 2 }],
  ['inGroup', 'g'],
  ['whenOverlapping', 'runAfter'],
  ['whenMissed', 'skip'],
  ['describedAs', 'a report'],
  ['onEveryHost'],
  ['atMostOnce'],
  ['taking', { '~standard': { version: 1, validate() {} } }],
];

const PLACE = / \(.*refused-sentences\.spec\.[jt]s:\d+\)/;

describe('a sentence that means nothing is refused', () => {
  for (const [chain, message] of AT_ONCE) {
    it(`at once: ${chain}`, () => expectRefusal(chain, ScheduleError, message));
  }
  for (const [word, ...args] of ONCE) {
    it(`at once: ${word}(…), said a second time`, () => {
      const said = untyped(new Registry().schedule(report))
        .say('toRunEvery', 1)
        .say('hours')
        .say(word, ...args);
      const again = `${word}(…) says again what was said before: keep one of the two`;
      expect(() => said.say(word, ...args)).to.throw(ScheduleError, again);
    });
  }
  for (const [chain, message] of WHEN_COMPILED) {
    it(`when compiled: ${chain}`, () => {
      const registry = new Registry();
      chain(untyped(registry.schedule(report)));
      expect(() => registry.compile())
        .to.throw(ScheduleError)
        .with.property('message')
        .that.satisfies((text: string) => text.replace(PLACE, '') === message && PLACE.test(text));
    });
  }
});
