import { expect } from 'chai';
import type { RunContext } from '../../lib/job/context.js';
import { SLICE_MS } from '../../lib/run/pace.js';
import type { Scheduler } from '../../lib/scheduler/scheduler.js';
import { definitionOf, type JobWords } from '../support/schedules.js';
import { BURN_MS, schedulerOf, stopwatch } from '../support/stopwatch.js';
import { untilAborted } from '../support/work.js';

/** How many signals are aborted at once. */
const RUNS = 40;

/** Of runs: which of their signals burns, how their jobs behave, and what aborts it. */
const OF_RUNS: Readonly<Record<string, readonly ['signal' | 'stopping', JobWords, (scheduler: Scheduler) => unknown]>> =
  {
    'by a stop that begins': ['stopping', {}, scheduler => scheduler.stop({ drain: 500 })],
    'when the time to drain is over': ['signal', {}, scheduler => scheduler.stop({ drain: 100, cancel: 500 })],
    'by their timeouts': ['signal', { timeoutMs: 100 }, () => {}],
    'by those of their attempts': [
      'signal',
      {
        retry: { attempts: 2, delayMs: 5000, factor: 1, maxDelayMs: undefined, jitter: 0, attemptTimeoutMs: 100 },
      },
      () => {},
    ],
  };

/** Of background work: how it behaves, and what aborts it. */
const IN_BACKGROUND: Readonly<Record<string, readonly [object, (scheduler: Scheduler) => unknown]>> = {
  'when the time to drain is over': [{}, scheduler => scheduler.stop({ drain: 100, cancel: 500 })],
  'by their timeouts': [{ timeout: 100 }, () => {}],
};

describe('many signals that are aborted at once', () => {
  for (const [title, [name, words, act]] of Object.entries(OF_RUNS)) {
    it(`hold the event loop no longer than for a slice where a listener burns at each: ${title}`, async () => {
      const { clock, mostMs, burn } = stopwatch();
      const heard: string[] = [];
      const work = (context: RunContext) =>
        new Promise<void>(resolve => {
          context[name].addEventListener('abort', () => {
            heard.push(context.jobName);
            burn();
            resolve();
          });
        });
      const definitions = Array.from({ length: RUNS }, (_, i) =>
        definitionOf(work, { ...words, name: `${i}`, every: 60 }),
      );
      const scheduler = schedulerOf(definitions, clock);
      scheduler.start();
      await clock.advance(10);
      clock.alarm(clock.monotonic(), () => void act(scheduler));
      await clock.advance(1000);
      expect(heard).to.deep.equal(definitions.map(({ schedule }) => schedule.name));
      // A stop begins a slice of its own, in the same turn.
      expect(mostMs()).to.be.within(BURN_MS, 2 * (SLICE_MS + 2 * BURN_MS));
    });
  }

  for (const [title, [options, act]] of Object.entries(IN_BACKGROUND)) {
    it(`hold it no longer of background work, ${title}`, async () => {
      const { clock, mostMs, burn } = stopwatch();
      const scheduler = schedulerOf([], clock);
      scheduler.start();
      let heard = 0;
      const work = (signal: AbortSignal) =>
        new Promise<void>(resolve => {
          signal.addEventListener('abort', () => {
            heard += 1;
            burn();
            resolve();
          });
        });
      for (let count = 0; count < RUNS; count += 1) void scheduler.background.run(work, options);
      clock.alarm(clock.monotonic(), () => void act(scheduler));
      await clock.advance(1000);
      expect(heard).to.equal(RUNS);
      expect(mostMs()).to.be.within(BURN_MS, 2 * (SLICE_MS + 2 * BURN_MS));
    });
  }

  it('are aborted for whoever asks, also before their turn', async () => {
    const { clock, burn } = stopwatch();
    const contexts: RunContext[] = [];
    let heard = 0;
    const work = (context: RunContext) => {
      contexts.push(context);
      context.signal.addEventListener('abort', () => {
        heard += 1;
        burn();
      });
      return untilAborted(context.signal);
    };
    const definitions = Array.from({ length: RUNS }, (_, i) => definitionOf(work, { name: `${i}`, every: 60 }));
    const scheduler = schedulerOf(definitions, clock);
    scheduler.start();
    await clock.advance(10);
    let seen: unknown;
    clock.alarm(clock.monotonic(), () => {
      for (const job of scheduler.jobs) job.cancel();
      seen = [heard < RUNS, contexts.at(-1)?.signal.aborted];
    });
    await clock.advance(1000);
    expect(seen).to.deep.equal([true, true]);
    expect(heard).to.equal(RUNS);
    expect(scheduler.jobs.every(({ lastRun }) => lastRun?.outcome.kind === 'cancelled')).to.equal(true);
  });
});
