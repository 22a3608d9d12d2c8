import { expect } from 'chai';
import { SLICE_MS } from '../../lib/run/pace.js';
import { definitionOf, type JobWords } from '../support/schedules.js';
import { BURN_MS, schedulerOf, stopwatch } from '../support/stopwatch.js';

/** How many runs come to something at once. */
const RUNS = 40;

const RETRY = { attempts: 2, delayMs: 1000, factor: 1, maxDelayMs: undefined, jitter: 0, attemptTimeoutMs: undefined };

/** What a run may come to: what is told of it, and how its job behaves, given what burns. */
const ENDS: Readonly<Record<string, (burn: () => void) => readonly ['failed' | 'retrying' | undefined, JobWords]>> = {
  'a listener, of what was given up': () => ['failed', { timeoutMs: 100, abandonAfterMs: 100 }],
  'a hook, of what was given up': burn => [
    undefined,
    { timeoutMs: 100, abandonAfterMs: 100, hooks: [{ after: burn }] },
  ],
  'a listener, of what is tried again': () => ['retrying', { retry: RETRY }],
};

describe('many runs that come to something at once', () => {
  for (const [title, end] of Object.entries(ENDS)) {
    it(`hold the event loop no longer than for a slice: ${title}`, async () => {
      const { clock, mostMs, burn } = stopwatch();
      let told = 0;
      const tell = () => {
        told += 1;
        burn();
      };
      const [event, words] = end(tell);
      const fails = new Promise((_, reject) => clock.alarm(1000, () => reject(new Error('no disk'))));
      const work = () => (event === 'retrying' ? fails : new Promise(() => {}));
      const scheduler = schedulerOf(
        Array.from({ length: RUNS }, (_, i) => definitionOf(work, { ...words, name: `${i}`, unit: 'hours' })),
        clock,
      );
      if (event !== undefined) scheduler.on(event, tell);
      scheduler.start();
      await clock.advance(1500);
      expect(told).to.equal(RUNS);
      expect(mostMs()).to.be.within(BURN_MS, SLICE_MS + 2 * BURN_MS);
    });
  }

  it('hold it no longer where listeners of them reject together, and a logger burns at each', async () => {
    const { clock, mostMs, burn } = stopwatch();
    let told = 0;
    const error = () => {
      told += 1;
      burn();
    };
    const logger = { debug() {}, info() {}, warn() {}, error };
    const definitions = Array.from({ length: RUNS }, (_, i) => definitionOf(() => {}, { name: `${i}`, unit: 'hours' }));
    const scheduler = schedulerOf(definitions, clock, { logger });
    const fails = new Promise((_, reject) => clock.alarm(1000, () => reject(new Error('no disk'))));
    scheduler.on('succeeded', () => fails);
    scheduler.start();
    await clock.advance(2000);
    expect(told).to.equal(RUNS);
    expect(mostMs()).to.be.within(BURN_MS, SLICE_MS + 2 * BURN_MS);
  });

  it('hold it no longer where a stop gives them up, and a hook burns at each', async () => {
    const { clock, mostMs, burn } = stopwatch();
    const words = { hooks: [{ onFailure: burn }], unit: 'hours' } as const;
    const scheduler = schedulerOf(
      Array.from({ length: RUNS }, (_, i) => definitionOf(() => new Promise(() => {}), { ...words, name: `${i}` })),
      clock,
    );
    scheduler.start();
    await clock.advance(10);
    const stop = scheduler.stop({ drain: 100, cancel: 100 });
    await clock.advance(1000);
    expect((await stop).abandoned).to.have.length(RUNS);
    expect(mostMs()).to.be.within(BURN_MS, SLICE_MS + 2 * BURN_MS);
  });

  it('hold it no longer of background work, which burns when it is tried again', async () => {
    const { clock, mostMs, burn } = stopwatch();
    const scheduler = schedulerOf([], clock);
    scheduler.start();
    let attempts = 0;
    const work = () => {
      attempts += 1;
      if (attempts <= RUNS) throw new Error('no disk');
      burn();
    };
    const retry = { attempts: 2, delay: 1000, jitter: 0 };
    for (let count = 0; count < RUNS; count += 1) void scheduler.background.run(work, { retry });
    await clock.advance(2000);
    expect(attempts).to.equal(2 * RUNS);
    expect(mostMs()).to.be.within(BURN_MS, SLICE_MS + 2 * BURN_MS);
  });
});
