import { expect } from 'chai';
import fc from 'fast-check';
import { scheduleOf } from '../support/schedules.js';

const START = Date.UTC(2026, 0, 1);
const HOUR_MS = 3_600_000;

describe('the starts that a schedule previews', () => {
  it('are all that come after an instant, also of an occurrence that was before it, as a live job tells them', () => {
    const cases = fc.record({
      every: fc.integer({ min: 1, max: 3 }),
      jitterMs: fc.integer({ min: 0, max: 2 * HOUR_MS }),
      afterMs: fc.integer({ min: 0, max: 10 * HOUR_MS }),
    });
    fc.assert(
      fc.property(cases, ({ every, jitterMs, afterMs }) => {
        const schedule = scheduleOf({ every, unit: 'hours', jitterMs });
        const after = START + afterMs;
        const starts = schedule.preview(30, START - 1).map(at => at.toMillis());
        const told = schedule.preview(2, after).map(at => at.toMillis());
        expect(told).to.deep.equal(starts.filter(ms => ms > after).slice(0, 2));
      }),
    );
  });
});
