import { expect } from 'chai';
import { localConsole } from '../../lib/console/index.js';
import { Registry, Scheduler } from '../../lib/index.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';

const MINUTE_MS = 60_000;

describe('a timeline', () => {
  it('expects what runs to go on until it has taken its median, and what is to come to take it', async () => {
    const clock = new VirtualClock('2026-11-20T12:00:00Z');
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(() => new Promise<void>(done => void clock.alarm(clock.monotonic() + 20 * MINUTE_MS, done)))
      .withName('slow')
      .toRunEvery(1)
      .hours();
    const scheduler = new Scheduler(registry, { clock, handleSignals: false }).start();
    const console = localConsole(scheduler);
    await clock.advance({ hours: 3, minutes: 10 });
    const from = clock.now() - 10 * MINUTE_MS;
    const { load } = await console.timeline({ from, to: from + 80 * MINUTE_MS, width: 8 });
    expect(load.slotMs).to.equal(10 * MINUTE_MS);
    expect(load.seen).to.deep.equal([1, 0, 0, 0, 0, 0, 0, 0]);
    expect(load.expected).to.deep.equal([0, 1, 0, 0, 0, 0, 1, 1]);
    console.close();
  });

  it('gathers more runs than it has room for in cells, each told by how many they are and by the worst', async () => {
    const clock = new VirtualClock('2026-11-20T12:00:00Z');
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(({ occurrence }) => {
        if (occurrence.minute === 7) throw new Error('at seven');
      })
      .withName('often')
      .toRunEvery(1)
      .minutes();
    const scheduler = new Scheduler(registry, { clock, handleSignals: false });
    scheduler.on('failed', () => {});
    const console = localConsole(scheduler.start());
    await clock.advance({ minutes: 14, seconds: 30 });
    const from = Date.UTC(2026, 10, 20, 12);
    const { rows } = await console.timeline({ from, to: from + 15 * MINUTE_MS, width: 12 });
    expect(rows[0]?.cells).to.deep.equal(
      [0, 5, 10].map(minute => ({
        from: from + minute * MINUTE_MS,
        to: from + (minute + 5) * MINUTE_MS,
        n: 5,
        kind: minute === 5 ? 'failed' : 'succeeded',
      })),
    );
    console.close();
    await scheduler.stop();
  });
});
