import { expect } from 'chai';
import { Registry, ScheduleError } from '../../lib/index.js';
import { simulate } from '../../lib/testing/index.js';
import { rejection } from '../support/rejection.js';

const PERIOD = { from: '2026-03-02', to: '2026-03-03' };

/** What people type, and what they are told. */
const MISTAKES: readonly (readonly [args: readonly unknown[], message: string])[] = [
  [
    [new Registry()],
    "simulate takes a Registry and then a period, as simulate(registry, { from: '2026-01-01', to: '2027-01-01' })",
  ],
  [
    ['jobs', PERIOD],
    "simulate takes a Registry and then a period, as simulate(registry, { from: '2026-01-01', to: '2027-01-01' })",
  ],
  [
    [new Registry(), { ...PERIOD, duration: { report: 5 } }],
    "simulate has no option 'duration': did you mean 'durations'? it takes from, to, maxConcurrency, durations, failures",
  ],
  [
    [new Registry(), PERIOD, { durations: {} }],
    'simulate(…) takes 2 arguments, and was also given {"durations":{}}; leave it out',
  ],
  [
    [registryOf('report'), { ...PERIOD, durations: new Map([['report', 5]]) }],
    'durations are said by name, as { report: { minutes: 5 } }, not by a Map',
  ],
  [
    [registryOf('report'), { ...PERIOD, failures: { report: 'now and then' } }],
    "the failure of job 'report' must be true, false or an Error, not 'now and then'",
  ],
];

describe('a mistake in a call of simulate is answered by a message that names the thing and the remedy:', () => {
  for (const [args, message] of MISTAKES) {
    it(message, async () => {
      expect(await rejection(Reflect.apply(simulate, undefined, args))).to.equal(String(new ScheduleError(message)));
    });
  }
});

function registryOf(name: string): Registry {
  const registry = new Registry({ zone: 'UTC' });
  registry
    .schedule(() => {})
    .withName(name)
    .toRunEvery(1)
    .hours();
  return registry;
}
