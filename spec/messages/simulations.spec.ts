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
    "simulate has no option 'duration': it takes from, to, maxConcurrency, durations, failures",
  ],
];

describe('a mistake in a call of simulate is answered by a message that names the thing and the remedy:', () => {
  for (const [args, message] of MISTAKES) {
    it(message, async () => {
      expect(await rejection(Reflect.apply(simulate, undefined, args))).to.equal(String(new ScheduleError(message)));
    });
  }
});
