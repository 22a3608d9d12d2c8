import diagnostics from 'node:diagnostics_channel';
import { inspect } from 'node:util';
import { expect } from 'chai';
import type { RunTrace } from '../../lib/scheduler/trace.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { noted, rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';
import { taking } from '../support/work.js';

describe('the ledger', () => {
  it('gives every occurrence between start and stop exactly one outcome', async () => {
    const clock = new VirtualClock();
    let tick = 0;
    const work = () => {
      tick += 1;
      if (tick % 3 === 0) throw new Error('third');
      return taking(clock, tick % 4 === 0 ? 2300 : 10)();
    };
    const { scheduler } = rigOf([definitionOf(work, { timeoutMs: 1900 })], { clock });
    scheduler.start();
    await clock.advance(7000);
    scheduler.get('job')?.pause();
    await clock.advance(3000);
    scheduler.get('job')?.resume();
    await clock.block(4000);
    await clock.advance(5900);
    await scheduler.stop();
    let seconds = 0;
    for (const { outcome } of scheduler.get('job')?.history ?? [])
      seconds += outcome.kind === 'missed' ? outcome.count : 1;
    expect(seconds).to.equal(20);
  });

  it('tells of every end once more, whatever its kind', async () => {
    const { clock, scheduler, records } = rigOf([definitionOf(() => {}, { every: 2 })]);
    const ended: unknown[] = [];
    scheduler.on('ended', record => ended.push(record));
    scheduler.start();
    await clock.advance(5000);
    await scheduler.stop();
    expect(ended)
      .to.have.length.greaterThan(2)
      .and.to.have.ordered.members([...records]);
  });

  it('keeps the last records only', async () => {
    const { clock, scheduler } = rigOf([definitionOf(() => {})], { history: 3 });
    scheduler.start();
    await clock.advance(7000);
    expect(scheduler.get('job')?.history.map(({ key }) => key.slice(-5))).to.deep.equal(['.000Z', '.000Z', '.000Z']);
    expect(scheduler.get('job')?.history.map(({ occurrence }) => occurrence.second)).to.deep.equal([5, 6, 7]);
    const none = rigOf([definitionOf(() => {})], { history: 0 });
    none.scheduler.start();
    await none.clock.advance(1000);
    expect(none.scheduler.get('job')?.history).to.deep.equal([]);
    expect(none.scheduler.get('job')?.stats.succeeded).to.equal(2);
  });

  it('counts, and tells the spread of lateness and duration', async () => {
    const clock = new VirtualClock();
    let tick = 0;
    const { scheduler } = rigOf(
      [
        definitionOf(() => {
          tick += 1;
          return taking(clock, tick * 100)();
        }),
      ],
      { clock },
    );
    expect(scheduler.stats()[0]).to.deep.include({ jobName: 'job', runs: 0, latenessMs: undefined });
    scheduler.start();
    await clock.advance(11_050);
    const stats = scheduler.get('job')?.stats;
    expect(stats).to.deep.include({ runs: 10, succeeded: 10, failed: 0 });
    expect(stats?.skipped.overlap).to.equal(1);
    expect(stats?.durationMs).to.deep.equal({ min: 100, p50: 500, p90: 900, p99: 1000, max: 1000 });
    expect(scheduler.stats()).to.deep.equal([stats]);
  });

  it('prints a record as plain data', async () => {
    const { clock, scheduler } = rigOf([definitionOf(() => {})]);
    scheduler.start();
    await clock.advance(0);
    const plain = JSON.parse(JSON.stringify(scheduler.get('job')?.lastRun));
    expect(plain).to.deep.include({ jobName: 'job', trigger: 'schedule', attempts: 1, outcome: { kind: 'succeeded' } });
    expect(plain.occurrence).to.equal('2026-01-01T00:00:00.000Z');
    expect(inspect(scheduler.get('job')?.lastRun))
      .to.contain("key: 'job@2026")
      .and.not.to.contain('owner');
  });
});

describe('whyNot', () => {
  it('says in one sentence what became of an instant', async () => {
    const clock = new VirtualClock(Date.UTC(2026, 0, 1, 0, 0, 0, 500));
    let fails = false;
    const work = () => {
      if (fails) throw new Error('no disk');
    };
    const { scheduler } = rigOf([definitionOf(work)], { clock, history: 8 });
    const why = (instant: string) => scheduler.whyNot('job', `2026-01-01T00:00:${instant}Z`);
    expect(scheduler.whyNot('none', 0)).to.equal("there is no job named 'none'.");
    expect(why('01')).to.contain('the scheduler has not been started');
    scheduler.start();
    await clock.advance(1000);
    expect(why('00')).to.contain('the scheduler was started later, at 2026-01-01T00:00:00.500Z');
    expect(why('01')).to.equal("job 'job' at 2026-01-01T00:00:01Z: it ran, and succeeded after 0 ms.");
    expect(why('01.200')).to.contain(
      'its schedule names no such instant; the nearest are 2026-01-01T00:00:01Z and 2026-01-01T00:00:02Z',
    );
    expect(why('02')).to.contain('it is due then');
    fails = true;
    await clock.advance(1000);
    expect(why('02')).to.contain('it ran and failed: Error: no disk');
    scheduler.get('job')?.pause('maintenance');
    expect(why('03')).to.contain('will not run').and.to.contain('maintenance');
    await clock.advance(1000);
    expect(why('03')).to.contain('it was skipped (paused): maintenance');
    scheduler.get('job')?.resume();
    await clock.block(3000);
    await clock.advance(0);
    expect(why('05')).to.contain('it was missed, since the scheduler came only at 2026-01-01T00:00:06.500Z');
    expect(why('04.500')).to.contain('its schedule names no such instant');
    expect(why('05')).to.contain('the run job@2026-01-01T00:00:06.000Z stood in for it');
    await clock.advance(10_000);
    expect(why('01')).to.contain('its history no longer reaches back that far');
    await scheduler.stop();
    expect(why('59')).to.contain('the scheduler was stopped at');
  });

  it('knows a run in progress and a job that has ended', async () => {
    const { clock, scheduler } = rigOf([definitionOf(() => new Promise(() => {}), { relative: { times: 1 } })]);
    scheduler.start();
    await clock.advance(0);
    expect(scheduler.whyNot('job', '2026-01-01T00:00Z')).to.contain('it is running');
    expect(scheduler.whyNot('job', '2026-01-01T00:01Z')).to.contain('it has no next run');
  });
});

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
});

describe('events', () => {
  it('can be heard once, and no longer', async () => {
    const { clock, scheduler } = rigOf([definitionOf(() => {})]);
    const seen: string[] = [];
    const off = scheduler.on('succeeded', () => seen.push('on'));
    const off2 = () => seen.push('off');
    scheduler.once('succeeded', () => seen.push('once'));
    scheduler.on('succeeded', off2);
    scheduler.off('succeeded', off2);
    scheduler.start();
    await clock.advance(1000);
    off();
    await clock.advance(1000);
    expect(seen).to.deep.equal(['on', 'once', 'on']);
  });

  it('come in the order started, outcome, for each run', async () => {
    const { clock, scheduler } = rigOf([definitionOf(async () => {})]);
    const seen = noted(scheduler, 'started', 'succeeded', 'skipped');
    scheduler.start();
    await clock.advance(1000);
    expect(seen).to.deep.equal(['started', 'succeeded', 'started', 'succeeded']);
  });
});

describe('the tracing channel carillon:run', () => {
  it('tells of each run to who listens there', async () => {
    const seen: string[] = [];
    const channel = diagnostics.tracingChannel<string, RunTrace>('carillon:run');
    const note = (word: string) => (message: RunTrace) => void seen.push(`${word} ${message.key} ${message.result}`);
    const subscriber = {
      start: note('start'),
      end: () => {},
      asyncStart: () => {},
      asyncEnd: note('asyncEnd'),
      error: note('error'),
    };
    channel.subscribe(subscriber);
    const { clock, scheduler } = rigOf([definitionOf(() => 7)]);
    scheduler.start();
    await clock.advance(0);
    channel.unsubscribe(subscriber);
    await clock.advance(1000);
    expect(seen).to.deep.equal([
      'start job@2026-01-01T00:00:00.000Z undefined',
      'asyncEnd job@2026-01-01T00:00:00.000Z 7',
    ]);
  });
});
