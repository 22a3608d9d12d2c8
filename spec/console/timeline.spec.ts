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

  it('tells no start beyond what is left of times(n), and none on the drum', async () => {
    const clock = new VirtualClock('2026-11-20T12:00:01Z');
    const registry = new Registry({ zone: 'UTC' });
    const job = (name: string) => registry.schedule(() => {}).withName(name);
    job('three').toRunEvery(10).minutes().times(3);
    job('thrice at once').toRunEvery(20).seconds().times(3);
    job('for ever').toRunEvery(10).minutes();
    const scheduler = new Scheduler(registry, { clock, handleSignals: false }).start();
    const console = localConsole(scheduler);
    const noon = clock.now() - 1_000;
    const startsIn = async (fromMin: number, toMin: number) => {
      const [from, to] = [noon + fromMin * MINUTE_MS, noon + toMin * MINUTE_MS];
      const { rows } = await console.timeline({ from, to, width: 4_000 });
      return rows.map(({ job, future, next }) => [
        job,
        future.length,
        next === undefined ? undefined : (next - noon) / MINUTE_MS,
      ]);
    };
    expect(await startsIn(0, 95)).to.deep.equal([
      ['three', 3, undefined],
      ['thrice at once', 3, undefined],
      ['for ever', 9, undefined],
    ]);
    expect(await startsIn(60, 65)).to.deep.equal([
      ['three', 0, undefined],
      ['thrice at once', 0, undefined],
      ['for ever', 1, undefined],
    ]);
    expect(await startsIn(11, 19)).to.deep.equal([
      ['three', 0, 20],
      ['thrice at once', 0, undefined],
      ['for ever', 0, 20],
    ]);
    const { slots } = (await console.overview()).drum;
    const pins = slots.flatMap(({ pins = [] }) => pins.map(({ job }) => job));
    expect(pins.filter(name => name === 'three')).to.have.lengthOf(3);
    expect(slots.filter(({ rail }) => rail !== undefined)).to.have.lengthOf(1);
    console.close();
    await scheduler.stop();
  });

  it('tells starts with their jitter also in a stretch that begins later', async () => {
    const clock = new VirtualClock('2026-11-20T12:00:30Z');
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(() => {})
      .withName('spread')
      .toRunEvery(1)
      .hours()
      .withJitter({ minutes: 30 });
    const scheduler = new Scheduler(registry, { clock, handleSignals: false }).start();
    const console = localConsole(scheduler);
    const all =
      scheduler
        .get('spread')
        ?.preview(400)
        .map(at => at.toMillis()) ?? [];
    for (const [skipped, shown] of [
      [0, 300],
      [2, 3],
      [100, 150],
    ] as const) {
      const wanted = all.slice(skipped, skipped + shown);
      const [from = 0, last = 0] = [wanted[0], wanted.at(-1)];
      const { rows } = await console.timeline({ from, to: last + 1, width: 100_000 });
      expect(rows[0]?.future).to.deep.equal(wanted);
    }
    console.close();
    await scheduler.stop();
  });

  it('tells what counts from the start of its scheduler also in a stretch that begins later', async () => {
    const clock = new VirtualClock('2026-11-20T12:00:30Z');
    const registry = new Registry({ zone: 'UTC' });
    registry
      .schedule(() => {})
      .withName('counted')
      .toRunOnceIn(30)
      .minutes()
      .andEvery(45)
      .minutes();
    const scheduler = new Scheduler(registry, { clock, handleSignals: false }).start();
    const console = localConsole(scheduler);
    const starts =
      scheduler
        .get('counted')
        ?.preview(9)
        .map(at => at.toMillis()) ?? [];
    const [, , from = 0, , to = 0] = starts;
    const futureIn = async (fromMs: number, toMs: number) =>
      (await console.timeline({ from: fromMs, to: toMs, width: 1_000 })).rows[0];
    expect((await futureIn(from, to))?.future).to.deep.equal(starts.slice(2, 4));
    expect(await futureIn(from + 1, from + MINUTE_MS)).to.deep.include({ future: [], next: starts[3] });
    console.close();
    await scheduler.stop();
  });
});
