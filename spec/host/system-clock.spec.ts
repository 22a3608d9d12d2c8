import { mock } from 'node:test';
import { expect } from 'chai';
import sinon from 'sinon';
import { systemClock } from '../../lib/host/system-clock.js';
import { afterDelay } from '../../lib/time/clock.js';

const START_MS = Date.UTC(2026, 10, 20, 21, 15);
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Ways to fake Node's timers: what to install, how to let time pass, and how to put the real ones back. */
const FAKES = {
  'all of sinon': () => {
    const clock = sinon.useFakeTimers({ now: START_MS });
    return { tick: (ms: number) => void clock.tick(ms), restore: () => clock.restore() };
  },
  'a part of sinon': () => {
    const clock = sinon.useFakeTimers({ now: START_MS, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    return { tick: (ms: number) => void clock.tick(ms), restore: () => clock.restore() };
  },
  "Node's mock.timers": () => {
    mock.timers.enable({ apis: ['Date', 'setTimeout'], now: START_MS });
    return { tick: (ms: number) => mock.timers.tick(ms), restore: () => mock.timers.reset() };
  },
};

describe('systemClock', () => {
  for (const [name, install] of Object.entries(FAKES)) {
    describe(`under ${name}`, () => {
      let timers: ReturnType<typeof install>;
      beforeEach(() => {
        timers = install();
      });
      afterEach(() => timers.restore());

      it('moves both axes with the faked time', () => {
        const before = systemClock.monotonic();
        expect(systemClock.now()).to.equal(START_MS);
        timers.tick(90_000);
        expect(systemClock.now()).to.equal(START_MS + 90_000);
        expect(systemClock.monotonic() - before).to.equal(90_000);
      });

      it('rings once the time has come, never synchronously', () => {
        const [ring, overdue] = [sinon.spy(), sinon.spy()];
        systemClock.alarm(systemClock.monotonic() + 999.5, ring);
        systemClock.alarm(systemClock.monotonic() - 5, overdue);
        expect(overdue.callCount).to.equal(0);
        timers.tick(999);
        expect([overdue.callCount, ring.callCount]).to.deep.equal([1, 0]);
        timers.tick(1);
        timers.tick(5000);
        expect([overdue.callCount, ring.callCount]).to.deep.equal([1, 1]);
      });

      it('does not ring when it was cancelled', () => {
        const ring = sinon.spy();
        const alarm = systemClock.alarm(systemClock.monotonic() + 10, ring);
        alarm.cancel();
        alarm.cancel();
        timers.tick(20);
        expect(ring.callCount).to.equal(0);
      });

      it('reaches beyond the longest timer by ringing early', () => {
        const [early, late] = [sinon.spy(), sinon.spy()];
        systemClock.alarm(systemClock.monotonic() + 2 * LONGEST_TIMER_MS, early);
        afterDelay(systemClock, LONGEST_TIMER_MS + 1000, late);
        timers.tick(LONGEST_TIMER_MS - 1);
        expect(early.callCount).to.equal(0);
        timers.tick(1);
        expect([early.callCount, late.callCount]).to.deep.equal([1, 0]);
        timers.tick(1000);
        expect(late.callCount).to.equal(1);
      });
    });
  }

  it('never goes back on its monotonic axis when the wall clock is set', () => {
    const timers = sinon.useFakeTimers({ now: START_MS });
    const before = systemClock.monotonic();
    timers.setSystemTime(START_MS - 7_200_000);
    const after = [systemClock.now(), systemClock.monotonic()];
    timers.restore();
    expect(after).to.deep.equal([START_MS - 7_200_000, before]);
  });

  it('follows the real clock', () => {
    expect(systemClock.now()).to.be.greaterThan(START_MS - 365 * 86_400_000);
    expect(Number.isInteger(systemClock.now())).to.equal(true);
    const before = systemClock.monotonic();
    expect(systemClock.monotonic()).to.be.within(before, before + 10_000);
  });

  describe('beside a fake that is broken', () => {
    const fail = () => {
      throw new Error('restored already');
    };
    for (const [name, broken] of [
      ['throws', fail],
      ['gives no number', () => undefined],
      ['gives no finite one', () => Number.NaN],
    ] as const) {
      it(`reads the real time where a reading ${name}`, () => {
        const before = performance.now();
        const stubs = [sinon.stub(Date, 'now'), sinon.stub(performance, 'now')];
        for (const stub of stubs) stub.callsFake(broken as () => number);
        try {
          expect(systemClock.now()).to.be.greaterThan(START_MS - 365 * 86_400_000);
          expect(systemClock.monotonic()).to.be.within(before, before + 10_000);
        } finally {
          // Not sinon.restore(), which would bring back what other specs have restored already.
          for (const stub of stubs) stub.restore();
        }
      });
    }

    it('rings by the real timers where those throw or give nothing', async () => {
      for (const broken of [fail, () => undefined, () => null]) {
        const rung = await new Promise<string>(resolve => {
          const fake = sinon.stub(globalThis, 'setTimeout').callsFake(broken as unknown as typeof setTimeout);
          try {
            const ring = () => resolve('rung');
            const alarm = systemClock.alarm(0, ring, { keepAlive: false });
            if (broken !== fail) {
              alarm.cancel();
              resolve('cancelled');
            }
          } finally {
            fake.restore();
          }
        });
        expect(rung).to.equal(broken === fail ? 'rung' : 'cancelled');
      }
    });
  });

  it('holds the process alive unless keepAlive is false', () => {
    const refs = [{}, { keepAlive: true }, { keepAlive: false }].map(options => {
      const timers = sinon.useFakeTimers();
      try {
        const set = sinon.spy(globalThis, 'setTimeout');
        systemClock.alarm(10, () => {}, options);
        return set.firstCall.returnValue.hasRef();
      } finally {
        timers.restore();
      }
    });
    expect(refs).to.deep.equal([true, true, false]);
  });
});
