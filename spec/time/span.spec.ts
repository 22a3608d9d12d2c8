import { expect } from 'chai';
import { plusSpan, type Span } from '../../lib/time/span.js';
import { zoneOf } from '../../lib/time/zone.js';

/** A zone, a wall time there, a span, and the wall time after it. */
const ROWS: readonly (readonly [zone: string, from: string, count: number, unit: Span['unit'], to: string])[] = [
  ['UTC', '2026-01-01T00:00', 1500, 'milliseconds', '2026-01-01T00:00:01.500'],
  ['UTC', '2026-01-01T00:00', 90, 'seconds', '2026-01-01T00:01:30'],
  ['Europe/Berlin', '2026-03-29T01:30', 30, 'minutes', '2026-03-29T03:00'],
  ['Europe/Berlin', '2026-03-28T12:00', 24, 'hours', '2026-03-29T13:00'],
  ['Europe/Berlin', '2026-03-28T12:00', 1, 'days', '2026-03-29T12:00'],
  ['Europe/Berlin', '2026-03-28T02:30', 1, 'days', '2026-03-29T03:30'],
  ['Europe/Berlin', '2026-10-18T02:30', 1, 'weeks', '2026-10-25T02:30'],
  ['UTC', '2026-01-31T09:00', 1, 'months', '2026-02-28T09:00'],
  ['UTC', '2026-01-31T09:00', 2, 'months', '2026-03-31T09:00'],
  ['UTC', '2026-11-30T09:00', 3, 'months', '2027-02-28T09:00'],
  ['UTC', '2024-02-29T09:00', 1, 'years', '2025-02-28T09:00'],
  ['UTC', '2024-02-29T09:00', 4, 'years', '2028-02-29T09:00'],
  ['Pacific/Apia', '2011-12-29T09:00', 1, 'days', '2011-12-31T09:00'],
];

describe('plusSpan', () => {
  for (const [name, from, count, unit, to] of ROWS) {
    it(`${count} ${unit} after ${from} in ${name} it is ${to}`, () => {
      const zone = zoneOf(name);
      const at = plusSpan(zone, zone.instantOf(Date.parse(`${from}Z`)), { count, unit });
      expect(new Date(zone.wallOf(at)).toISOString()).to.equal(new Date(`${to}Z`).toISOString());
    });
  }

  it('takes the first of two wall times', () => {
    const zone = zoneOf('Europe/Berlin');
    const at = plusSpan(zone, Date.UTC(2026, 9, 24, 0, 30), { count: 1, unit: 'days' });
    expect(at).to.equal(Date.UTC(2026, 9, 25, 0, 30));
  });
});
