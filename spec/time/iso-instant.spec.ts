import { expect } from 'chai';
import fc from 'fast-check';
import { FIRST_INSTANT, LAST_INSTANT } from '../../lib/time/calendar.js';
import { isoInstant, parseIsoInstant } from '../../lib/time/iso-instant.js';

describe('ISO text of an instant', () => {
  it('is that of Date, and is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: FIRST_INSTANT, max: LAST_INSTANT }), instant => {
        expect(isoInstant(instant)).to.equal(new Date(instant).toISOString());
        expect(parseIsoInstant(isoInstant(instant))).to.equal(instant);
      }),
      { numRuns: 1000, examples: [[FIRST_INSTANT], [LAST_INSTANT], [-1], [0]] },
    );
  });

  it('is that of the millisecond that has begun', () => {
    expect(isoInstant(-0.25)).to.equal('1969-12-31T23:59:59.999Z');
    expect(isoInstant(1_500.75)).to.equal('1970-01-01T00:00:01.500Z');
  });

  it('may leave out seconds and milliseconds', () => {
    expect(parseIsoInstant('2026-11-20T21:15Z')).to.equal(Date.UTC(2026, 10, 20, 21, 15));
    expect(parseIsoInstant('2026-11-20T21:15:30Z')).to.equal(Date.UTC(2026, 10, 20, 21, 15, 30));
  });

  it('is nothing without a zone, with another, or of no date', () => {
    for (const text of [
      '2026-11-20',
      '2026-11-20T21:15',
      '2026-11-20T21:15+01:00',
      '2026-02-29T00:00Z',
      '2026-11-20T24:00Z',
    ]) {
      expect(parseIsoInstant(text), text).to.equal(undefined);
    }
  });
});
