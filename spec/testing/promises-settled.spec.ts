import { createRequire } from 'node:module';
import { mock } from 'node:test';
import { expect } from 'chai';
import sinon from 'sinon';
import type * as testing from '../../lib/testing/index.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';

const FAKES = {
  sinon: () => {
    const timers = sinon.useFakeTimers();
    return () => timers.restore();
  },
  "Node's mock.timers": () => {
    mock.timers.enable();
    return () => mock.timers.reset();
  },
};

describe('an advancing VirtualClock', () => {
  it('lets promise chains of any length settle before the clock moves on', async () => {
    const clock = new VirtualClock();
    const seen: number[] = [];
    clock.alarm(10, () => void work());
    clock.alarm(11, () => seen.push(-11));
    await clock.advance(20);
    expect(seen).to.deep.equal([10, -11]);

    async function work() {
      for (let turn = 0; turn < 1000; turn++) await new Promise<void>(resolve => process.nextTick(resolve));
      seen.push(clock.monotonic());
    }
  });

  it('settles what was begun before it, and what the last alarm begins', async () => {
    const clock = new VirtualClock();
    let chain = 0;
    const begin = async () => {
      for (let turn = 0; turn < 50; turn++) await Promise.resolve();
      chain += 1;
      if (chain === 1) clock.alarm(5, () => void begin());
    };
    void begin();
    await clock.advance(5);
    expect(chain).to.equal(2);
  });

  it('works while sinon fakes every timer', async () => {
    const timers = sinon.useFakeTimers({
      toFake: ['setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask', 'Date'],
    });
    try {
      const clock = new VirtualClock();
      const ring = sinon.spy();
      clock.alarm(10, ring);
      await clock.advance(10);
      expect(ring.callCount).to.equal(1);
    } finally {
      timers.restore();
    }
  });

  for (const [name, fakeAll] of Object.entries(FAKES)) {
    it(`works where it is loaded only when ${name} stands in for every timer`, async () => {
      const restore = fakeAll();
      try {
        const clock = new (requiredAnew().VirtualClock)();
        const ring = sinon.spy();
        clock.alarm(10, ring);
        await clock.advance(10);
        expect(ring.callCount).to.equal(1);
      } finally {
        restore();
      }
    });
  }
});

/** As a test requires it, for itself. */
function requiredAnew(): typeof testing {
  const require = createRequire(import.meta.url);
  delete require.cache[require.resolve('carillon/testing')];
  return require('carillon/testing') as typeof testing;
}
