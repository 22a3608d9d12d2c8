import { expect } from 'chai';
import { Registry, type RunContext, Scheduler } from '../../lib/index.js';
import { SLICE_MS } from '../../lib/run/pace.js';
import type { EventName } from '../../lib/scheduler/events.js';
import type { StopReport } from '../../lib/scheduler/stopping.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';

const NEVER = { hasGrid: false, relative: { once: { count: 1, unit: 'hours' } } } as const;

describe('a listener that triggers again each time', () => {
  const stories: readonly [title: string, event: EventName, work: () => unknown][] = [
    ['a run is skipped for overlap', 'skipped', () => new Promise(() => {})],
    ['a run has ended', 'ended', () => {}],
  ];
  for (const [title, event, work] of stories) {
    it(`${title} leaves the loop alive, and the stop within its budget`, async () => {
      const clock = new VirtualClock();
      let calls = 0;
      let inRow = 0;
      let mostInRow = 0;
      const { scheduler } = rigOf([definitionOf(work, NEVER)], { clock, listens: false });
      scheduler.on(event, () => {
        calls += 1;
        inRow += 1;
        mostInRow = Math.max(mostInRow, inRow);
        void clock.block(1);
        void scheduler.get('job')?.trigger();
      });
      scheduler.start();
      clock.alarm(0, () => void scheduler.get('job')?.trigger());
      clock.alarm(0, () => void scheduler.get('job')?.trigger());
      // The loop goes on: what others wait for comes in between.
      for (let tick = 0; tick < 100; tick += 1) clock.alarm(tick * SLICE_MS, () => (inRow = 0));
      const reports: StopReport[] = [];
      clock.alarm(500, () => void scheduler.stop({ drain: 100, cancel: 50 }).then(report => reports.push(report)));
      await clock.advance(1000);
      expect(calls).to.be.greaterThan(100);
      expect(mostInRow).to.be.lessThan(5 * SLICE_MS);
      expect(reports).to.have.length(1);
      expect(reports[0]?.tookMs).to.be.lessThan(200);
      const callsAtStop = calls;
      await clock.advance(1000);
      expect(calls).to.equal(callsAtStop);
    });
  }
});

describe('a listener that does again what it is told of', () => {
  const stories: Readonly<Record<string, readonly [EventName, (scheduler: Scheduler) => unknown][]>> = {
    'pauses and resumes': [
      ['paused', scheduler => scheduler.get('job')?.resume()],
      ['resumed', scheduler => scheduler.get('job')?.pause()],
    ],
    'triggers what is triggered': [['triggered', scheduler => scheduler.get('job')?.trigger()]],
    'edits what is edited': [['edited', scheduler => scheduler.get('job')?.edit('0 0 * * *')]],
    'logs what is logged': [['logged', () => inProgress?.log.info('again')]],
    'goes on with what goes on': [['progressed', () => inProgress?.progress(1)]],
  };
  let inProgress: RunContext | undefined;
  for (const [title, listeners] of Object.entries(stories)) {
    it(`${title}, leaves the loop alive, and hears all in order`, async () => {
      const clock = new VirtualClock();
      const work = (context: RunContext) => {
        inProgress = context;
        context.log.info('begun');
        context.progress(0);
        return new Promise(() => {});
      };
      const { scheduler } = rigOf([definitionOf(work, NEVER)], { clock, listens: false });
      const numbers: number[] = [];
      let most = 0;
      let inRow = 0;
      scheduler.on('any', ({ seq }) => numbers.push(seq));
      for (const [event, act] of listeners) {
        scheduler.on(event, () => {
          inRow += 1;
          most = Math.max(most, inRow);
          void clock.block(1);
          if (clock.monotonic() < 500) void act(scheduler);
        });
      }
      scheduler.start();
      for (let tick = 0; tick < 100; tick += 1) clock.alarm(tick * SLICE_MS, () => (inRow = 0));
      clock.alarm(0, () => {
        void scheduler.get('job')?.trigger();
        scheduler.get('job')?.pause();
        scheduler.get('job')?.edit('0 0 * * *');
      });
      let report: StopReport | undefined;
      clock.alarm(300, () => void scheduler.stop({ drain: 50, cancel: 50 }).then(given => (report = given)));
      await clock.advance(600);
      expect(most).to.be.lessThan(5 * SLICE_MS);
      expect(numbers.length).to.be.greaterThan(100);
      expect(numbers).to.deep.equal(numbers.map((_, index) => index + 1));
      expect(report?.tookMs).to.be.lessThan(200);
    });
  }
});

describe('after the end of a stop', () => {
  const stories: Readonly<Record<string, readonly [EventName, (scheduler: Scheduler) => unknown][]>> = {
    'pause and resume': [
      ['paused', scheduler => scheduler.get('job')?.resume()],
      ['resumed', scheduler => scheduler.get('job')?.pause()],
    ],
    trigger: [['triggered', scheduler => scheduler.get('job')?.trigger()]],
  };
  for (const [title, listeners] of Object.entries(stories)) {
    it(`listeners that ${title} without an end are told no more, so that the process can end`, async () => {
      const clock = new VirtualClock();
      const { scheduler } = rigOf([definitionOf(() => {}, NEVER)], { clock, listens: false });
      let told = 0;
      for (const [event, act] of listeners) {
        scheduler.on(event, () => {
          told += 1;
          void clock.block(1);
          void act(scheduler);
        });
      }
      const ends: StopReport[] = [];
      scheduler.on('stopped', report => ends.push(report));
      scheduler.start();
      clock.alarm(0, () => void scheduler.get('job')?.trigger());
      clock.alarm(0, () => scheduler.get('job')?.pause());
      let isOver = false;
      clock.alarm(100, () => void scheduler.stop({ drain: 50, cancel: 50 }).then(() => (isOver = true)));
      await clock.advance(200);
      expect([isOver, ends.length]).to.deep.equal([true, 1]);
      const before = told;
      await clock.advance(1000);
      expect(told - before).to.be.lessThan(5 * SLICE_MS);
      expect(clock.pendingAlarms).to.equal(0);
      scheduler.get('job')?.pause();
      await clock.advance(1000);
      expect(told - before, 'one said by hand is told, and what follows for a slice').to.be.lessThan(5 * SLICE_MS);
    });
  }
});

describe('an async listener that does again what it is told of', () => {
  const stories: Readonly<
    Record<string, readonly [EventName, (context: RunContext, scheduler: Scheduler) => unknown]>
  > = {
    'logs what is logged': ['logged', ({ log }) => log.info('again')],
    'goes on with what goes on': ['progressed', ({ progress }) => progress(1)],
    'triggers what is triggered': ['triggered', (_, scheduler) => scheduler.get('job')?.trigger()],
  };
  for (const [title, [event, act]] of Object.entries(stories)) {
    it(`${title} leaves the event loop alive`, async () => {
      const registry = new Registry();
      const scheduler = new Scheduler(registry, { handleSignals: false });
      let context: RunContext | undefined;
      registry
        .schedule(given => {
          context = given;
          return new Promise(resolve => given.stopping.addEventListener('abort', resolve));
        })
        .toRunNow()
        .withName('job');
      let calls = 0;
      let isOver = false;
      scheduler.on(event, async () => {
        await Promise.resolve();
        calls += 1;
        // Bounded, lest a failure of this spec holds the process for ever.
        if (!isOver && context !== undefined && calls < 300_000) void act(context, scheduler);
      });
      scheduler.start();
      while (context === undefined) await new Promise(setImmediate);
      void act(context, scheduler);
      // A process that others keep from running may have used up its slice before the second call.
      do await new Promise(setImmediate);
      while (calls < 2);
      isOver = true;
      expect(calls).to.be.lessThan(300_000);
      await scheduler.stop();
    });
  }
});

it('background work that begins more each time it fails leaves the event loop alive', async () => {
  const scheduler = new Scheduler(new Registry(), { handleSignals: false });
  let failures = 0;
  let isOver = false;
  const fail = () => scheduler.background.run(() => Promise.reject(new Error('again')));
  scheduler.on('backgroundFailed', () => {
    failures += 1;
    // Bounded, lest a failure of this spec holds the process for ever.
    if (!isOver && failures < 1_000_000) void fail();
  });
  void fail();
  await new Promise(resolve => setImmediate(resolve));
  isOver = true;
  expect(failures).to.be.lessThan(1_000_000);
  await scheduler.stop();
});
