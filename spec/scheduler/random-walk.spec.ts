import { expect } from 'chai';
import fc from 'fast-check';
import type { RunContext } from '../../lib/job/context.js';
import type { JobDefinition } from '../../lib/job/definition.js';
import type { RunRecord } from '../../lib/job/outcome.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { type Rig, rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';
import { taking, untilAborted } from '../support/work.js';

const DEEDS = ['advance', 'advance', 'block', 'jump', 'trigger', 'pause', 'resume', 'cancel'] as const;
type Deed = readonly [(typeof DEEDS)[number], number, number];

const deed: fc.Arbitrary<Deed> = fc.tuple(fc.constantFrom(...DEEDS), fc.nat(2), fc.integer({ min: 1, max: 9000 }));

const job = fc.record({
  every: fc.integer({ min: 1, max: 4 }),
  overlap: fc.constantFrom('skip', 'runAfter', 'cancelPrevious', 'allow'),
  group: fc.constantFrom(undefined, 'g'),
  timeoutMs: fc.constantFrom(undefined, 700),
  abandonAfterMs: fc.constantFrom(undefined, 500),
  jitterMs: fc.constantFrom(0, 300),
  missed: fc.record({
    kind: fc.constantFrom('runOnce', 'skip', 'runAll'),
    withinMs: fc.constantFrom(undefined, 1500),
    max: fc.integer({ min: 1, max: 3 }),
  }),
  manner: fc.constantFrom('at once', 'short', 'long', 'never', 'throws', 'heeds'),
});

describe('a scheduler in the hands of chance', () => {
  it('accounts for every occurrence once, overlaps nothing, and runs nothing early, paused or after its stop', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(job, { minLength: 1, maxLength: 3 }),
        fc.array(deed, { maxLength: 25 }),
        fc.constantFrom(undefined, 1, 2),
        async (jobs, deeds, maxConcurrency) => {
          const clock = new VirtualClock();
          const watch = new Watch(
            clock,
            maxConcurrency,
            jobs.some(({ abandonAfterMs }) => abandonAfterMs !== undefined),
          );
          const definitions = jobs.map((words, index) =>
            watch.watched(words.manner, { ...words, name: `job ${index}` }),
          );
          const rig = rigOf(definitions, { clock, history: 100_000, ...(maxConcurrency && { maxConcurrency }) });
          watch.rig = rig;
          rig.scheduler.start();
          for (const each of deeds) await watch.perform(each);
          await watch.stop();
          for (const [index, { every }] of jobs.entries()) expectAccounted(rig.records, `job ${index}`, every * 1000);
        },
      ),
      { numRuns: 400 },
    );
  }).timeout(60_000);
});

type Words = Parameters<typeof definitionOf>[1];

/** Looks on while runs start and end, and objects at once. */
class Watch {
  readonly #clock: VirtualClock;
  readonly #most: number | undefined;
  readonly #abandons: boolean;
  readonly #running = new Set<Running>();
  readonly #paused = new Set<string>();
  #isStopped = false;
  rig: Rig | undefined;

  constructor(clock: VirtualClock, most: number | undefined, abandons: boolean) {
    this.#clock = clock;
    this.#abandons = abandons;
    this.#most = most;
  }

  watched(manner: string, words: NonNullable<Words>): JobDefinition {
    const definition: JobDefinition = definitionOf(async context => {
      const running = this.#started(context, definition);
      try {
        return await workOf(manner, this.#clock)(context);
      } finally {
        this.#running.delete(running);
      }
    }, words);
    return definition;
  }

  async perform([what, which, amount]: Deed): Promise<void> {
    const name = `job ${which}`;
    const handle = this.rig?.scheduler.get(name);
    if (what === 'advance') await this.#clock.advance(amount);
    else if (what === 'block') await this.#clock.block(amount);
    else if (what === 'jump') this.#clock.jump(amount * 10 - 20_000);
    else if (handle === undefined) return;
    else if (what === 'trigger') void handle.trigger();
    else {
      if (what === 'pause') this.#paused.add(name);
      if (what === 'resume') this.#paused.delete(name);
      handle[what]();
    }
  }

  async stop(): Promise<void> {
    const stop = this.rig?.scheduler.stop();
    this.#isStopped = true;
    await this.#clock.advance(9000);
    expect((await stop)?.tookMs).to.be.at.most(9000);
    if (this.#running.size === 0) expect(this.#clock.pendingAlarms).to.equal(0);
  }

  #started(context: RunContext, { overlap, group }: JobDefinition): Running {
    const { jobName, trigger } = context;
    expect(this.#isStopped, `${jobName} starts after the stop`).to.equal(false);
    expect(this.#paused.has(jobName), `${jobName} starts while paused`).to.equal(false);
    if (trigger !== 'manual')
      expect(this.#clock.now(), `${jobName} starts early`).to.be.at.least(context.occurrence.toMillis());
    const others = [...this.#running];
    const running = { context, group };
    this.#running.add(running);
    // A run that was given up may still be in progress: that is the bargain of `abandonAfter`.
    if (this.#abandons) return running;
    if (overlap !== 'allow') expect(others.map(other => other.context.jobName)).to.not.include(jobName);
    if (group !== undefined) expect(others.map(other => other.group)).to.not.include(group);
    expect(others.length).to.be.lessThan(this.#most ?? Number.MAX_SAFE_INTEGER);
    return running;
  }
}

interface Running {
  readonly context: RunContext;
  readonly group: string | undefined;
}

function workOf(manner: string, clock: VirtualClock): (context: RunContext) => unknown {
  switch (manner) {
    case 'short':
      return taking(clock, 300);
    case 'long':
      return taking(clock, 3100);
    case 'never':
      return () => new Promise(() => {});
    case 'heeds':
      return ({ signal }) => untilAborted(signal);
    case 'throws':
      return () => {
        throw new Error('chance');
      };
    default:
      return () => {};
  }
}

/** The occurrences of the grid, in the order in which they were decided: no hole, and back only with a clock set back. */
function expectAccounted(records: readonly RunRecord[], name: string, periodMs: number): void {
  const spans = records
    .filter(record => record.jobName === name && record.trigger !== 'manual')
    .map(({ occurrenceMs, outcome, repeated, runId }) => ({
      first: occurrenceMs,
      last: ('last' in outcome && outcome.last?.toMillis()) || occurrenceMs,
      count: 'count' in outcome ? (outcome.count ?? 1) : 1,
      repeated,
      number: Number.parseInt(runId.slice(9), 36),
    }))
    .sort((a, b) => a.number - b.number);
  for (const [index, { first, last, count, repeated }] of spans.entries()) {
    expect(last - first, name).to.equal((count - 1) * periodMs);
    const before = spans[index - 1];
    if (before !== undefined && !(repeated && first <= before.last)) {
      expect(first - before.last, `${name} after ${before.last}`).to.equal(periodMs);
    }
  }
}
