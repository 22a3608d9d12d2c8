import { expect } from 'chai';
import { Waiters } from '../../lib/farm/delay.js';
import type { Clock } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/index.js';

describe('those who wait for a farm', () => {
  it('go on when it is there, or after their time, and are kept no longer', async () => {
    const clock = new VirtualClock('2026-03-01T12:00:00Z');
    const told: string[] = [];
    const watched: Clock = {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      alarm(atMs, ring) {
        const alarm = clock.alarm(atMs, ring);
        return {
          cancel() {
            told.push('let go');
            alarm.cancel();
          },
        };
      },
    };
    const waiters = new Waiters();
    const waits = async (who: string, withinMs?: number) => {
      await waiters.wait(watched, withinMs);
      told.push(who);
    };
    const all = [waits('impatient', 10), waits('patient', 1_000), waits('faithful')];
    await clock.advance(100);
    expect(told.splice(0)).to.deep.equal(['let go', 'impatient']);
    waiters.release();
    await Promise.all(all);
    expect(told).to.deep.equal(['let go', 'patient', 'faithful']);
  });
});
