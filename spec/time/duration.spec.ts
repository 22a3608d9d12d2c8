import { expect } from 'chai';
import { Duration } from 'luxon';
import { InvalidTimeError } from '../../lib/errors.js';
import { type DurationInput, durationMs } from '../../lib/time/duration.js';
import { revokedProxy } from '../support/work.js';

const TAKEN: readonly (readonly [input: unknown, ms: number])[] = [
  [0, 0],
  [1500, 1500],
  [{ seconds: 30 }, 30_000],
  [{ minutes: 1, seconds: 30 }, 90_000],
  [{ hours: 1.5 }, 5_400_000],
  [{ months: 1 }, 30 * 86_400_000],
  [{ years: 1 }, 365 * 86_400_000],
  [Duration.fromObject({ minutes: 5 }), 300_000],
  ['PT30S', 30_000],
  ['P1DT1H', 90_000_000],
  [temporalDuration('PT5M'), 300_000],
];

const REFUSED: readonly unknown[] = [
  -1,
  { seconds: -1 },
  '-PT1S',
  Number.NaN,
  Infinity,
  '30 seconds',
  '',
  { parsecs: 5 },
  Duration.invalid('spec'),
  { years: 1100 },
  undefined,
  null,
  true,
  {},
  [],
  new Date(5),
  () => 5,
];

describe('durationMs', () => {
  for (const [input, ms] of TAKEN) {
    it(`takes ${JSON.stringify(input)}`, () => {
      expect(durationMs(input as DurationInput, 'the timeout')).to.equal(ms);
    });
  }

  for (const input of REFUSED) {
    it(`refuses ${String(JSON.stringify(input) ?? input)} (${typeof input})`, () => {
      expect(() => durationMs(input as DurationInput, "the timeout of job 'report'"))
        .to.throw(InvalidTimeError, "the timeout of job 'report' must be a duration of 0 ms or more")
        .with.property('code', 'ERR_INVALID_TIME');
    });
  }

  it('refuses a proxy that does not answer', () => {
    expect(() => durationMs(revokedProxy(), 'the timeout')).to.throw(InvalidTimeError, 'not an unprintable object');
  });

  it('refuses what is less than the least, and names that', () => {
    expect(durationMs(1, 'the interval', 1)).to.equal(1);
    expect(() => durationMs(0, 'the interval', 1)).to.throw(InvalidTimeError, 'a duration of 1 ms or more');
    expect(() => durationMs('0 s', 'the interval', 1)).to.throw(InvalidTimeError, /not '0 s'$/);
    expect(() => durationMs('0 s', 'the interval')).to.throw(InvalidTimeError, 'say { seconds: 0 }');
  });
});

/** What any implementation of `Temporal` gives. */
function temporalDuration(text: string): object {
  return { [Symbol.toStringTag]: 'Temporal.Duration', toString: () => text };
}
