import { expect } from 'chai';
import fc from 'fast-check';
import { scheduleOf } from '../support/schedules.js';

const START = Date.UTC(2026, 0, 1);
const MINUTE_MS = 60_000;

describe('the jitter of a run that is late', () => {
  it('is the same on every host, and spreads jobs', () => {
    const waits = Array.from({ length: 50 }, (_, index) =>
      scheduleOf({ name: `job ${index}`, every: 1, unit: 'hours', jitterMs: 30_000 })
        .bind(START)
        .lateJitterMs(START, START + 5 * MINUTE_MS),
    );
    expect(new Set(waits).size).to.be.greaterThan(45);
    for (const wait of waits) expect(wait).to.be.within(0, 30_000);
    const again = scheduleOf({ name: 'job 7', every: 1, unit: 'hours', jitterMs: 30_000 }).bind(START - 86_400_000);
    expect(again.lateJitterMs(START, START + 5 * MINUTE_MS)).to.equal(waits[7]);
  });

  it('is none where none is said', () => {
    expect(
      scheduleOf({ every: 1, unit: 'hours' })
        .bind(START)
        .lateJitterMs(START, START + 1),
    ).to.equal(0);
  });

  it('ends before the next occurrence starts, whenever it is noticed', () => {
    const cases = fc.record({
      every: fc.integer({ min: 1, max: 90 }),
      jitterMs: fc.integer({ min: 1, max: 200_000 }),
      lateMs: fc.integer({ min: 0, max: 600_000 }),
    });
    fc.assert(
      fc.property(cases, ({ every, jitterMs, lateMs }) => {
        const bound = scheduleOf({ every, unit: 'seconds', jitterMs }).bind(START);
        const first = bound.next(START) as number;
        const noticed = first + bound.jitterMs(first) + lateMs;
        const starts = noticed + bound.lateJitterMs(first, noticed);
        let next = bound.next(first) as number;
        while (next + bound.jitterMs(next) <= noticed) next = bound.next(next) as number;
        expect(starts).to.be.within(noticed, next + bound.jitterMs(next) - 1);
      }),
    );
  });
});
