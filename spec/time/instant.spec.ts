import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { DateTime } from 'luxon';
import { InvalidTimeError } from '../../lib/errors.js';
import { FIRST_INSTANT, LAST_INSTANT } from '../../lib/time/calendar.js';
import { dateTimeIn, type InstantInput, instantMs } from '../../lib/time/instant.js';
import { zoneOf } from '../../lib/time/zone.js';
import { revokedProxy } from '../support/work.js';

const BERLIN = zoneOf('Europe/Berlin');
const AT = Date.UTC(2026, 10, 20, 20, 15);

const TAKEN: readonly (readonly [what: string, input: unknown, ms: number])[] = [
  ['epoch milliseconds', AT, AT],
  ['a fraction, cut off', AT + 0.9, AT],
  ['a fraction before 1970, cut off downwards', -0.5, -1],
  ['a Date', new Date(AT), AT],
  ['a DateTime of any zone', DateTime.fromMillis(AT, { zone: 'Asia/Tokyo' }), AT],
  ['a Date of another realm', runInNewContext(`new Date(${AT})`), AT],
  ['a Temporal.PlainDateTime, in the zone', plainDateTime('2026-11-20T21:15:00'), AT],
  ['a number of milliseconds just below those that count seconds', 999_999_999, 999_999_999],
  ['a number of milliseconds just above those that count seconds', 10_000_000_000, 10_000_000_000],
  ['a Temporal.Instant', { epochMilliseconds: AT }, AT],
  ['text in UTC', '2026-11-20T20:15Z', AT],
  ['text with an offset', '2026-11-20T21:15+01:00', AT],
  ['text with a short offset', '2026-11-20T21:15+01', AT],
  ['text with an offset and the name of a zone', '2026-11-20T15:15-05:00[America/New_York]', AT],
  ['text without an offset, in the zone', '2026-11-20T21:15', AT],
  ['a date, in the zone', '2026-11-20', Date.UTC(2026, 10, 19, 23)],
  ['a week date, in the zone', '2026-W47-5', Date.UTC(2026, 10, 19, 23)],
  ['text in a gap, shifted', '2026-03-29T02:30', Date.UTC(2026, 2, 29, 1, 30)],
  ['text in an overlap, the first', '2026-10-25T02:30', Date.UTC(2026, 9, 25, 0, 30)],
  ['the first instant', FIRST_INSTANT, FIRST_INSTANT],
  ['the last instant', LAST_INSTANT, LAST_INSTANT],
];

const REFUSED: readonly unknown[] = [
  'tomorrow',
  '',
  '2026-02-30',
  '21:15',
  '21',
  '2026-11-20T21:15[America/New_York]',
  Number.NaN,
  Infinity,
  FIRST_INSTANT - 1,
  LAST_INSTANT + 1,
  new Date(Number.NaN),
  DateTime.invalid('spec'),
  { epochMilliseconds: 'soon' },
  {},
  undefined,
  null,
  plainDateTime('soon'),
];

/** By shape, as any implementation of Temporal makes one. */
function plainDateTime(text: string): object {
  return { [Symbol.toStringTag]: 'Temporal.PlainDateTime', toString: () => text };
}

describe('instantMs', () => {
  for (const [what, input, ms] of TAKEN) {
    it(`takes ${what}`, () => {
      expect(instantMs(input as InstantInput, BERLIN, 'the start')).to.equal(ms);
    });
  }

  for (const input of REFUSED) {
    it(`refuses ${String(input)} (${typeof input})`, () => {
      expect(() => instantMs(input as InstantInput, BERLIN, 'the start')).to.throw(
        InvalidTimeError,
        'the start must be',
      );
    });
  }

  it('refuses a number that counts seconds, as such', () => {
    for (const seconds of [1e9, 1_764_000_000, 9_999_999_999]) {
      expect(() => instantMs(seconds, BERLIN, 'the start')).to.throw(
        InvalidTimeError,
        `the start is ${seconds}, which counts seconds: say milliseconds, as ${seconds} * 1000`,
      );
    }
  });

  it('refuses a proxy that does not answer, and a DateTime that is too late', () => {
    const read = (input: unknown) => () => instantMs(input as InstantInput, BERLIN, 'the start');
    expect(read(revokedProxy())).to.throw(InvalidTimeError, 'not an unprintable object');
    expect(read(DateTime.fromMillis(LAST_INSTANT + 1, { zone: 'utc' }))).to.throw(InvalidTimeError, 'not +010000-01');
  });

  it('says why a DateTime is invalid', () => {
    const invalid = DateTime.fromISO('2026-02-30');
    expect(() => instantMs(invalid, BERLIN, 'the start')).to.throw('an invalid DateTime (unit out of range)');
  });
});

describe('dateTimeIn', () => {
  it('shows an instant in the zone', () => {
    expect(dateTimeIn(BERLIN, AT).toISO()).to.equal('2026-11-20T21:15:00.000+01:00');
    expect(dateTimeIn(BERLIN, AT).zoneName).to.equal('Europe/Berlin');
  });
});
