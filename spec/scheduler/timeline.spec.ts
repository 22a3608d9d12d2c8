import { expect } from 'chai';
import { MAX_TIMELINE } from '../../lib/scheduler/timeline.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';
import { taking } from '../support/work.js';

describe('timeline', () => {
  it('lists what was and what will be, in order of time', async () => {
    const { clock, scheduler } = rigOf([
      definitionOf(() => {}, { name: 'a', every: 2 }),
      definitionOf(() => {}, { name: 'b', every: 3 }),
      definitionOf(() => {}, { name: 'c', relative: { times: 2 } }),
    ]);
    const from = '2026-01-01T00:00:00Z';
    scheduler.start();
    await clock.advance(500);
    const items = scheduler.timeline(from, '2026-01-01T00:00:05Z');
    expect(
      items.map(({ jobName, occurrence, record }) => `${occurrence.second}${jobName}${record ? '+' : ''}`),
    ).to.deep.equal(['0a+', '0b+', '0c+', '1c', '2a', '3b', '4a']);
    expect(
      scheduler.timeline('2026-01-01T00:00:02', '2026-01-01T00:00:04').map(({ jobName }) => jobName),
    ).to.deep.equal(['a', 'b']);
  });

  it('lists what runs and what waits, and nothing to come after a stop', async () => {
    const { clock, scheduler } = rigOf([
      definitionOf(() => new Promise(() => {}), { name: 'a', group: 'lane', every: 5 }),
      definitionOf(() => {}, { name: 'b', group: 'lane', every: 5 }),
      definitionOf(() => {}, { name: 'c', every: 5, jitterMs: 4000 }),
    ]);
    const names = () =>
      scheduler
        .timeline('2026-01-01T00:00:00', '2026-01-01T00:00:06')
        .map(({ jobName, occurrence, record }) => `${occurrence.second}${jobName}${record ? '+' : ''}`);
    scheduler.start();
    await clock.advance(1);
    expect(names()).to.deep.equal(['0a', '0b', '0c', '5a', '5b', '5c']);
    const stopped = scheduler.stop({ drain: 0, cancel: 0 });
    await clock.advance(0);
    await stopped;
    expect(names(), 'what waits for its jitter has its outcome too').to.deep.equal(['0a+', '0b+', '0c+']);
  });

  it('lists a record that stands for several wherever one of them is, also of a job that has left', async () => {
    const { clock, scheduler } = rigOf([definitionOf(() => {}, { every: 10 })]);
    scheduler.start();
    await clock.advance(1);
    clock.sleep(95_000);
    await clock.advance(60_000);
    const kinds = (from: string, to: string) =>
      scheduler
        .timeline(`2026-01-01T00:${from}`, `2026-01-01T00:${to}`)
        .map(({ occurrence, record }) => `${occurrence.toFormat('mm:ss')} ${record?.outcome.kind}`);
    const told = () => [kinds('00:45', '00:55'), kinds('01:25', '01:45'), kinds('00:01', '00:10')];
    const missed = [['00:10 missed'], ['00:10 missed', '01:40 succeeded'], []];
    expect(told()).to.deep.equal(missed);
    scheduler.remove('job');
    expect(told()).to.deep.equal(missed);
  });

  it('lists once what has run of a job that left while one of its runs goes on', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf([definitionOf(taking(clock, 1500), { every: 2 })], { clock });
    scheduler.start();
    await clock.advance(4500);
    scheduler.get('job')?.remove();
    const states = () =>
      scheduler
        .timeline('2026-01-01T00:00:00', '2026-01-01T00:00:09')
        .map(({ state, occurrence }) => [occurrence.second, state]);
    expect(states()).to.deep.equal([
      [0, 'ended'],
      [2, 'ended'],
      [4, 'running'],
    ]);
    await clock.advance(2000);
    expect(states()).to.deep.equal([
      [0, 'ended'],
      [2, 'ended'],
      [4, 'ended'],
    ]);
  });

  it('holds the earliest of what many jobs have to come', async () => {
    const every = (second: number) => definitionOf(() => {}, { name: `every ${second}`, every: second });
    const { clock, scheduler } = rigOf(Array.from({ length: 50 }, (_, index) => every(50 - index)));
    scheduler.start();
    await clock.advance(1);
    const items = scheduler.timeline('2026-01-01T00:00:01', '2026-01-02T00:00:00');
    expect(items).to.have.length(MAX_TIMELINE);
    const times = items.map(({ occurrence }) => occurrence.toMillis());
    expect(times).to.deep.equal([...times].sort((a, b) => a - b));
    const lastSecond = Math.floor(((times.at(-1) ?? 0) - Date.parse('2026-01-01T00:00:00Z')) / 1000);
    const seconds = items.filter(({ jobName }) => jobName === 'every 1').length;
    expect(seconds).to.be.within(lastSecond - 1, lastSecond);
  });
});
