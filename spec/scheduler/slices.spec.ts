import { expect } from 'chai';
import { Job, type Work } from '../../lib/job/job.js';
import { SLICE_MS } from '../../lib/run/pace.js';
import type { Scheduler } from '../../lib/scheduler/scheduler.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { noted, rigOf } from '../support/scheduler-rig.js';
import { definitionOf, type JobWords } from '../support/schedules.js';
import { BURN_MS, schedulerOf, stopwatch } from '../support/stopwatch.js';
import { untilAborted } from '../support/work.js';

/** How many jobs are due at once. */
const JOBS = 40;

/** What burns in a job, given what does. */
type Burning = (burn: () => void) => readonly [Work, JobWords];

const STORIES: Readonly<Record<string, Burning>> = {
  'work that is over at once': burn => [burn, {}],
  'work before its first await': burn => [async () => burn(), {}],
  'work that is tried again': burn => [burn, { retry: RETRY }],
  'work after a hook before it': burn => [burn, { hooks: [{ before: async () => {} }] }],
  'a hook before the work': burn => [() => {}, { hooks: [{ before: burn }] }],
  'a hook after the work': burn => [() => {}, { hooks: [{ after: burn }] }],
  'work after its condition': burn => [burn, { conditions: [{ expect: true, test: () => true }] }],
  'a condition': burn => [() => {}, { conditions: [{ expect: true, test: () => burn() === undefined }] }],
  'a second condition': burn => [
    () => {},
    { conditions: [true, true].map(() => ({ expect: true, test: async () => burn() === undefined })) },
  ],
  'further work': burn => [() => {}, { andThen: [burn] }],
  'a job that is disposed': burn => [
    class extends Job {
      constructor() {
        super('disposed');
      }
      override async execute() {}
      dispose() {
        burn();
      }
    },
    {},
  ],
  'a job that is given': burn => [async () => new Burner(burn), {}],
};

const RETRY = { attempts: 2, delayMs: 1000, factor: 1, maxDelayMs: undefined, jitter: 0, attemptTimeoutMs: undefined };

describe('many runs at once', () => {
  for (const [title, burning] of Object.entries(STORIES)) {
    it(`hold the event loop no longer than for a slice: ${title}`, async () => {
      const { clock, mostMs, burn } = stopwatch();
      const definitions = Array.from({ length: JOBS }, (_, i) => {
        const [work, words] = burning(burn);
        return definitionOf(work, { ...words, name: `job ${i}`, unit: 'hours' });
      });
      const scheduler = schedulerOf(definitions, clock);
      scheduler.start();
      await clock.advance(60_000);
      expect(scheduler.jobs.every(({ lastRun }) => lastRun?.outcome.kind === 'succeeded')).to.equal(true);
      expect(mostMs()).to.be.within(BURN_MS, SLICE_MS + 2 * BURN_MS);
    });
  }

  it('hold it no longer where one promise ends them all, and a listener burns at each', async () => {
    const { clock, mostMs, burn } = stopwatch();
    let end = () => {};
    const isOver = new Promise<void>(resolve => {
      end = resolve;
    });
    const definitions = Array.from({ length: JOBS }, (_, i) =>
      definitionOf(() => isOver, { name: `job ${i}`, unit: 'hours' }),
    );
    const scheduler = schedulerOf(definitions, clock);
    scheduler.on('succeeded', burn);
    scheduler.start();
    clock.alarm(1000, end);
    await clock.advance(60_000);
    expect(scheduler.jobs.every(({ lastRun }) => lastRun?.outcome.kind === 'succeeded')).to.equal(true);
    expect(mostMs()).to.be.within(BURN_MS, SLICE_MS + 2 * BURN_MS);
  });

  it('hold it no longer where one promise ends many pieces of background work, and a listener burns at each', async () => {
    const { clock, mostMs, burn } = stopwatch();
    const scheduler = schedulerOf([], clock);
    let told = 0;
    scheduler.on('backgroundFailed', () => {
      told += 1;
      burn();
    });
    const fails = new Promise((_, reject) => clock.alarm(1000, () => reject(new Error('no'))));
    for (let count = 0; count < JOBS; count += 1) void scheduler.background.run(() => fails);
    await clock.advance(60_000);
    expect(told).to.equal(JOBS);
    expect(mostMs()).to.be.within(BURN_MS, SLICE_MS + 2 * BURN_MS);
  });

  it('hold it no longer where they make up for a thousand, each burning before its first await', async () => {
    const clock = new VirtualClock();
    let burnt = 0;
    let most = 0;
    const { scheduler, outcomes } = rigOf(
      [
        definitionOf(
          async () => {
            void clock.block(2);
            burnt += 2;
            most = Math.max(most, burnt);
            await Promise.resolve();
          },
          { every: 1, overlap: 'allow', missed: { kind: 'runAll', withinMs: undefined, max: 1000 } },
        ),
      ],
      { clock },
    );
    scheduler.start();
    await clock.advance(500);
    clock.sleep({ seconds: 1000 });
    for (let tick = 0; tick < 4000; tick += 1) clock.alarm(clock.monotonic() + tick, () => (burnt = 0));
    await clock.advance(10_000);
    expect(outcomes.filter(line => line.includes('succeeded')).length).to.be.greaterThan(900);
    expect(most).to.be.lessThan(50);
    await scheduler.stop();
  });
});

describe('many runs that are taken back at once', () => {
  const stop = (scheduler: Scheduler) => scheduler.stop({ drain: 0, cancel: 1000 });
  const stories: Readonly<Record<string, (scheduler: Scheduler) => unknown>> = {
    'are cancelled': scheduler => scheduler.get('job')?.cancel(),
    'are stopped': stop,
    'are paused, and stopped then': scheduler => [scheduler.get('job')?.pause(), stop(scheduler)],
    'are cancelled, and stopped then': scheduler => [scheduler.get('job')?.cancel(), stop(scheduler)],
  };
  for (const [title, act] of Object.entries(stories)) {
    it(`are told of in slices, and all of them before the end of a stop: ${title}`, async () => {
      const { clock, mostMs, burn } = stopwatch();
      const words = { unit: 'hours', overlap: 'allow', group: 'a group' } as const;
      const scheduler = schedulerOf([definitionOf(({ signal }) => untilAborted(signal), words)], clock);
      const told: string[] = [];
      scheduler.on('ended', ({ outcome }) => {
        told.push(outcome.kind);
        burn();
      });
      scheduler.on('stopped', () => told.push('stopped'));
      scheduler.start();
      await clock.advance(10);
      for (let count = 1; count < JOBS; count += 1) void scheduler.get('job')?.trigger();
      await clock.advance(10);
      clock.alarm(clock.monotonic(), () => void act(scheduler));
      await clock.advance(500);
      void stop(scheduler);
      await clock.advance(2000);
      expect(told).to.have.length(JOBS + 1);
      expect(told.at(-1)).to.equal('stopped');
      // A stop begins a slice of its own, in the same turn.
      expect(mostMs()).to.be.within(BURN_MS, 2 * (SLICE_MS + 2 * BURN_MS));
    });
  }

  it('are told of no longer than the stop may take, whose end is told of all the same', async () => {
    const { clock, burn } = stopwatch();
    const words = { unit: 'hours', overlap: 'allow', group: 'a group' } as const;
    const scheduler = schedulerOf([definitionOf(({ signal }) => untilAborted(signal), words)], clock);
    const seen = noted(scheduler, 'skipped', 'stopped');
    scheduler.on('skipped', burn);
    scheduler.start();
    await clock.advance(10);
    for (let count = 1; count < JOBS; count += 1) void scheduler.get('job')?.trigger();
    await clock.advance(10);
    clock.alarm(clock.monotonic(), () => void scheduler.stop({ drain: 20, cancel: 20 }));
    await clock.advance(1000);
    expect(seen.length).to.be.within(5, JOBS / 2);
    expect(seen.at(-1)).to.equal('stopped');
  });
});

class Burner extends Job {
  readonly #burn: () => void;

  constructor(burn: () => void) {
    super('burner');
    this.#burn = burn;
  }

  override execute(): void {
    this.#burn();
  }
}
