import { expect } from 'chai';
import { type ConnectionParts, connect } from '../../lib/farm/connection.js';
import { Nap } from '../../lib/farm/delay.js';
import { FarmClock } from '../../lib/farm/farm-clock.js';
import type { AlarmOptions, Clock } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/index.js';

describe('a host that its farm refuses', () => {
  it('tries again at once where who is told of it has mended it', async () => {
    const nap = new Nap();
    let asked = 0;
    const parts = {
      identity: { farm: 'carillon' },
      store: { open: () => Promise.reject(new Error('no')), troubleOf: () => 'refused' },
      clock: new FarmClock(new VirtualClock()),
      jobs: new Map(),
      nap,
      isWanted() {
        asked += 1;
        return true;
      },
      tell: () => nap.cut(),
    } as unknown as ConnectionParts;
    void connect(parts);
    await new Promise(resolve => setImmediate(resolve));
    // It is asked before each try and after it: there was a second.
    expect(asked).to.equal(4);
  });

  it('lives on, though nothing but asked work may be there to live for, and lets go at a stop', async () => {
    const virtual = new VirtualClock();
    const held: (boolean | undefined)[] = [];
    const clock: Clock = {
      now: () => virtual.now(),
      monotonic: () => virtual.monotonic(),
      alarm(at: number, ring: () => void, options?: AlarmOptions) {
        held.push(options?.keepAlive);
        return virtual.alarm(at, ring);
      },
    };
    const nap = new Nap();
    let isWanted = true;
    const told: unknown[] = [];
    const parts = {
      identity: { farm: 'carillon' },
      store: { open: () => Promise.reject(new Error('no')), troubleOf: () => 'refused' },
      clock: new FarmClock(clock),
      jobs: new Map(),
      nap,
      isWanted: () => isWanted,
      tell: (event: unknown) => told.push(event),
    } as unknown as ConnectionParts;
    const joined = connect(parts);
    await virtual.advance({ seconds: 5 });
    expect(told).to.have.length(1);
    expect(held).to.deep.equal([true]);
    isWanted = false;
    nap.cut();
    expect(await joined).to.equal(undefined);
  });
});
