import { expect } from 'chai';
import type { RunRecord } from '../../lib/job/outcome.js';
import type { AnyEvent, EventName } from '../../lib/scheduler/events.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { noted, rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';
import { untilAborted } from '../support/work.js';

describe('events', () => {
  it('of any kind are heard in order, numbered without a gap, also those that a listener brings about', async () => {
    const { scheduler, clock } = rigOf([definitionOf(() => {}, { every: 1 })]);
    const heard: AnyEvent[] = [];
    scheduler.on('any', event => heard.push(event));
    scheduler.once('succeeded', () => scheduler.get('job')?.pause('by a listener'));
    scheduler.start();
    await clock.advance(2000);
    await scheduler.stop();
    expect(heard.map(({ seq }) => seq)).to.deep.equal(heard.map((_, index) => index + 1));
    const names = heard.map(({ name }) => name);
    expect(names.slice(0, 4)).to.deep.equal(['started', 'succeeded', 'ended', 'paused']);
    expect(names.slice(-2)).to.deep.equal(['stopping', 'stopped']);
  });

  it('are told with when they happened, however long listeners take', async () => {
    const { clock, scheduler } = rigOf([definitionOf(() => {})]);
    const startMs = clock.now();
    let blocked: Promise<void> | undefined;
    scheduler.on('paused', ({ jobName }) => {
      scheduler.get(jobName)?.resume();
      blocked = clock.block(100);
    });
    const seen: (string | number)[] = [];
    scheduler.on('any', ({ name, at }) => void seen.push(name, at - startMs));
    scheduler.get('job')?.pause();
    await blocked;
    await clock.advance(1);
    expect(seen).to.deep.equal(['paused', 0, 'resumed', 0]);
  });

  it('tell each bad end as failed, between the finer one and ended, with one record and its error', async () => {
    for (const [kind, work, names] of [
      ['failed', () => Promise.reject(new Error('no')), ['failed', 'ended']],
      ['timedOut', ({ signal }: { signal: AbortSignal }) => untilAborted(signal), ['timedOut', 'failed', 'ended']],
      ['abandoned', () => new Promise(() => {}), ['abandoned', 'failed', 'ended']],
    ] as const) {
      const clock = new VirtualClock();
      const words = { every: 3600, timeoutMs: 100, abandonAfterMs: 100 };
      const rig = rigOf([definitionOf(work, words)], { clock, listens: false });
      const heard: [EventName, unknown][] = [];
      let once = 0;
      for (const name of ['failed', 'timedOut', 'abandoned', 'ended'] as const) {
        rig.scheduler.on(name, record => heard.push([name, record]));
      }
      rig.scheduler.once('failed', () => (once += 1));
      rig.scheduler.start();
      await clock.advance(1000);
      expect(
        heard.map(([name]) => name),
        kind,
      ).to.deep.equal(names);
      expect(new Set(heard.map(([, record]) => record)).size).to.equal(1);
      expect((heard as readonly [EventName, RunRecord][])[0]?.[1].error, kind).to.be.an('error');
      expect(once).to.equal(1);
      expect(rig.printed.filter(line => /failed|timed out|abandoned/.test(line))).to.deep.equal([]);
      await rig.scheduler.stop({ drain: 0, cancel: 0 });
    }
  });

  it('print a failure that only any, or ended, is heard for', async () => {
    const { scheduler, clock, printed } = rigOf(
      [definitionOf(() => Promise.reject(new Error('unheard')), { every: 60 })],
      {
        listens: false,
      },
    );
    scheduler.on('any', () => {});
    scheduler.on('ended', () => {});
    scheduler.start();
    await clock.advance(10);
    expect(printed.join('\n')).to.include('unheard');
  });

  it('are taken off one by one: once beside on, and by what either gave back', async () => {
    const { scheduler, clock } = rigOf([definitionOf(() => {}, { every: 1 })]);
    let calls = 0;
    const listener = () => (calls += 1);
    scheduler.on('succeeded', listener);
    const off = scheduler.once('succeeded', listener);
    scheduler.start();
    await clock.advance(500);
    expect(calls).to.equal(2);
    off();
    await clock.advance(1000);
    expect(calls).to.equal(3);
    scheduler.off('succeeded', listener);
    await clock.advance(1000);
    expect(calls).to.equal(3);
  });

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
