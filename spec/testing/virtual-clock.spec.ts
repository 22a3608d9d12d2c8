import { expect } from 'chai';
import { DateTime, Duration } from 'luxon';
import sinon from 'sinon';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rejection } from '../support/rejection.js';

const DAY_MS = 86_400_000;

describe('VirtualClock', () => {
  it('starts where it is told, or at a fixed instant', () => {
    const at = Date.UTC(2026, 2, 8, 7);
    expect(new VirtualClock(at).now()).to.equal(at);
    expect(new VirtualClock(new Date(at)).now()).to.equal(at);
    expect(new VirtualClock('2026-03-08T02:00-05:00').now()).to.equal(at);
    expect(new VirtualClock(at + 0.75).now()).to.equal(at);
    expect(new VirtualClock('2026-03-08T02:00:00-0500').now()).to.equal(at);
    expect(new VirtualClock('2026-03-08T02:00:00-05:00[America/New_York]').now()).to.equal(at);
    expect(new VirtualClock({ epochMilliseconds: at }).now()).to.equal(at);
    expect(new VirtualClock(DateTime.fromMillis(at, { zone: 'Asia/Kathmandu' })).now()).to.equal(at);
    expect(new VirtualClock().now()).to.equal(Date.UTC(2026, 0, 1));
    expect(new VirtualClock(at).monotonic()).to.equal(0);
  });

  it('refuses what is no instant', () => {
    for (const wrong of [
      'tomorrow',
      '2026-03-08T07:00',
      '2026-02-30T00:00Z',
      Number.NaN,
      new Date(Number.NaN),
      8.64e15,
      DateTime.invalid('no'),
    ]) {
      expect(() => new VirtualClock(wrong)).to.throw(/a clock (takes|must be) a DateTime/);
    }
  });

  describe('advance', () => {
    it('moves both axes by Luxon durations, ISO text or milliseconds', async () => {
      const clock = new VirtualClock();
      const startMs = clock.now();
      await clock.advance({ hours: 1 });
      await clock.advance('PT1H');
      await clock.advance(Duration.fromObject({ minutes: 30 }));
      await clock.advance(250);
      expect(clock.now() - startMs).to.equal(9_000_250);
      expect(clock.monotonic()).to.equal(9_000_250);
    });

    it('counts months and years by the calendar', async () => {
      const clock = new VirtualClock('2028-01-01T00:00Z');
      await clock.advance({ years: 1 });
      expect(clock.now()).to.equal(Date.UTC(2029, 0, 1));
      expect(clock.monotonic()).to.equal(366 * DAY_MS);
    });

    it('rejects a negative length and what is none', async () => {
      const clock = new VirtualClock();
      expect(await rejection(clock.advance({ seconds: -1 }))).to.match(/advance must not be negative/);
      expect(await rejection(clock.advance('soon'))).to.match(
        /the argument of advance must be a duration .* not 'soon'/,
      );
      expect(clock.monotonic()).to.equal(0);
    });

    it('rings each alarm at its instant, in order of time, then of setting', async () => {
      const clock = new VirtualClock();
      const rung: string[] = [];
      const alarm = (name: string, atMs: number) => clock.alarm(atMs, () => rung.push(`${name}@${clock.monotonic()}`));
      alarm('late', 300);
      alarm('first', 100);
      alarm('second', 100);
      alarm('third', 100);
      alarm('middle', 200);
      await clock.advance(299);
      expect(rung).to.deep.equal(['first@100', 'second@100', 'third@100', 'middle@200']);
      expect(clock.pendingAlarms).to.equal(1);
      await clock.advance(1);
      expect(rung.at(-1)).to.equal('late@300');
    });

    it('rings what is set on the way, for the same instant too', async () => {
      const clock = new VirtualClock();
      const rung: number[] = [];
      clock.alarm(10, () => {
        rung.push(clock.monotonic());
        clock.alarm(clock.monotonic(), () => {
          rung.push(clock.monotonic());
          clock.alarm(30, () => rung.push(clock.monotonic()));
        });
      });
      await clock.advance(30);
      expect(rung).to.deep.equal([10, 10, 30]);
    });

    it('never rings synchronously, not even what is overdue', async () => {
      const clock = new VirtualClock();
      const ring = sinon.spy();
      clock.alarm(-5, ring);
      expect(ring.callCount).to.equal(0);
      await clock.advance(0);
      expect(ring.callCount).to.equal(1);
      expect(clock.monotonic()).to.equal(0);
    });

    it('does not ring what was cancelled, also by another alarm of the same instant', async () => {
      const clock = new VirtualClock();
      const ring = sinon.spy();
      clock.alarm(10, () => victim.cancel());
      const victim = clock.alarm(10, ring);
      await clock.advance(10);
      victim.cancel();
      expect(ring.callCount).to.equal(0);
      expect(clock.pendingAlarms).to.equal(0);
    });

    it('rejects with what an alarm throws, and can go on', async () => {
      const clock = new VirtualClock();
      const ring = sinon.spy();
      clock.alarm(10, () => {
        throw new Error('out of order');
      });
      clock.alarm(20, ring);
      expect(await rejection(clock.advance(30))).to.match(/out of order/);
      expect(clock.monotonic()).to.equal(10);
      await clock.advance(10);
      expect(ring.callCount).to.equal(1);
    });

    it('rejects a second call before the first has ended', async () => {
      const clock = new VirtualClock();
      const first = clock.advance(10);
      expect(await rejection(clock.advance(10))).to.match(/advancing already: await/);
      await first;
      expect(clock.monotonic()).to.equal(10);
    });

    it('ends with an error where alarms never end', async () => {
      const clock = new VirtualClock();
      const again = () => void clock.alarm(clock.monotonic(), again);
      clock.alarm(10, again);
      expect(await rejection(clock.advance(10))).to.match(/more than 250000 alarms rang at 2026-01-01T00:00:00.010Z/);
    });

    it('rings a year of one alarm a minute within seconds', async () => {
      const clock = new VirtualClock();
      let rings = 0;
      clock.alarm(60_000, function ring() {
        rings += 1;
        clock.alarm(clock.monotonic() + 60_000, ring);
      });
      await clock.advance({ days: 365 });
      expect(rings).to.equal(365 * 24 * 60);
    });
  });

  describe('advanceTo', () => {
    it('stops at the instant, wherever the clock was set on the way', async () => {
      const clock = new VirtualClock('2026-01-01T00:00Z');
      clock.alarm(1000, () => clock.jump({ minutes: -10 }));
      await clock.advanceTo('2026-01-01T00:30Z');
      expect(clock.now()).to.equal(Date.UTC(2026, 0, 1, 0, 30));
      expect(clock.monotonic()).to.equal(40 * 60_000);
    });

    it('rejects an instant in the past', async () => {
      const clock = new VirtualClock('2026-01-01T00:00Z');
      expect(await rejection(clock.advanceTo('2025-12-31T23:59:59.999Z'))).to.match(
        /is before 2026-01-01T00:00:00.000Z/,
      );
    });
  });

  it('jump sets the wall clock alone and rings nothing', async () => {
    const clock = new VirtualClock('2026-01-01T00:00Z');
    const ring = sinon.spy();
    clock.alarm(60_000, ring);
    clock.jump({ hours: 2 });
    clock.jump({ hours: -3 });
    await clock.advance(0);
    expect(clock.now()).to.equal(Date.UTC(2025, 11, 31, 23));
    expect(clock.monotonic()).to.equal(0);
    expect(ring.callCount).to.equal(0);
  });

  it('sleep lets the wall clock pass while timers stand still', async () => {
    const clock = new VirtualClock('2026-01-01T00:00Z');
    const ring = sinon.spy();
    clock.alarm(60_000, ring);
    clock.sleep({ hours: 8 });
    await clock.advance(59_999);
    expect(ring.callCount).to.equal(0);
    await clock.advance(1);
    expect(ring.callCount).to.equal(1);
    expect(clock.now()).to.equal(Date.UTC(2026, 0, 1, 8, 1));
    expect(() => clock.sleep({ hours: -1 })).to.throw('sleep must not be negative');
  });

  it('says how many alarms are set', () => {
    const clock = new VirtualClock();
    const first = clock.alarm(10, () => {});
    clock.alarm(10, () => {});
    clock.alarm(20, () => {});
    first.cancel();
    first.cancel();
    expect(clock.pendingAlarms).to.equal(2);
  });

  it('refuses an alarm that could never ring', () => {
    const clock = new VirtualClock();
    expect(() => clock.alarm(Number.NaN, () => {})).to.throw("an alarm can't be set for NaN");
    expect(() => clock.alarm(Number.POSITIVE_INFINITY, () => {})).to.throw("an alarm can't be set for Infinity");
  });
});
