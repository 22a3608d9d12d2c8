import diagnostics from 'node:diagnostics_channel';
import { inspect } from 'node:util';
import { expect } from 'chai';
import type { RunTrace } from '../../lib/run/perform.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
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
    let tick = 0;
    const work = () => {
      tick += 1;
      if (tick === 2) throw new Error('the second');
    };
    const { clock, scheduler, records } = rigOf([definitionOf(work)]);
    const told: unknown[] = [];
    for (const kind of ['succeeded', 'failed', 'skipped', 'missed'] as const) {
      scheduler.on(kind, record => told.push(record));
    }
    scheduler.start();
    await clock.advance(1000);
    void scheduler.get('job')?.trigger();
    scheduler.get('job')?.pause();
    await clock.advance(1000);
    scheduler.get('job')?.resume();
    await clock.block(2500);
    expect(new Set(records.map(({ outcome }) => outcome.kind))).to.have.property('size', 4);
    expect(told).to.have.ordered.members([...records]);
    await scheduler.stop();
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
    await clock.advance(100);
    const ofOne = { min: 100, p50: 100, p90: 100, p95: 100, p99: 100, max: 100 };
    expect(scheduler.stats()[0]?.durationMs, 'of the first run').to.deep.equal(ofOne);
    expect(scheduler.stats()[0]?.latenessMs).to.include({ min: 0, max: 0 });
    await clock.advance(10_950);
    const stats = scheduler.get('job')?.stats;
    expect(stats).to.deep.include({ runs: 10, succeeded: 10, failed: 0 });
    expect(stats?.skipped.overlap).to.equal(1);
    // Counted in buckets: at most 4 % off, the smallest and the greatest exactly.
    expect(stats?.durationMs).to.deep.include({ min: 100, p99: 1000, max: 1000 });
    expect(stats?.durationMs?.p50).to.be.closeTo(500, 20);
    expect(stats?.durationMs?.p90).to.be.closeTo(900, 36);
    expect(stats?.durationMs?.p95).to.be.closeTo(1000, 40);
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
