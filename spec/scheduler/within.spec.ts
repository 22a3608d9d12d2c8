import { expect } from 'chai';
import type { Outcome } from '../../lib/job/outcome.js';
import type { Scheduler } from '../../lib/scheduler/scheduler.js';
import { VirtualClock } from '../../lib/testing/virtual-clock.js';
import { rigOf } from '../support/scheduler-rig.js';
import { definitionOf } from '../support/schedules.js';
import { taking } from '../support/work.js';

const NEVER = { hasGrid: false, relative: { once: { count: 1, unit: 'hours' } } } as const;

/** What is said where a run would wait for itself: the reason and the remedy. */
const REMEDY = /it would wait for the run that triggered it; use andThen, or background\.run/;

describe('a run that is triggered from within another', () => {
  it('is answered at once where its group is held by the run that triggers it', async () => {
    const { scheduler, clock } = rigOf([
      definitionOf(() => scheduler.get('b')?.trigger(), { ...NEVER, name: 'a', group: 'lane' }),
      definitionOf(() => {}, { ...NEVER, name: 'b', group: 'lane' }),
    ]);
    scheduler.start();
    const [outcome] = await Promise.all([scheduler.get('a')?.trigger(), clock.advance(1)]);
    expect(outcomeWithin(outcome)).to.deep.include({ kind: 'skipped', reason: 'overlap' });
    expect((outcomeWithin(outcome) as { detail: string }).detail).to.match(REMEDY);
  });

  it('is so where the work gave a query, which begins when it is waited for', async () => {
    const query: PromiseLike<unknown> = {
      // biome-ignore lint/suspicious/noThenProperty: it is what the spec is about
      then: (resolve, reject) => Promise.resolve(scheduler.get('b')?.trigger()).then(resolve, reject),
    };
    const { scheduler, clock } = rigOf([
      definitionOf(() => query, { ...NEVER, name: 'a', group: 'lane' }),
      definitionOf(() => {}, { ...NEVER, name: 'b', group: 'lane' }),
    ]);
    scheduler.start();
    const outcome = scheduler.get('a')?.trigger();
    await clock.advance(1);
    expect(scheduler.get('a')?.running).to.deep.equal([]);
    expect(outcomeWithin(await outcome)).to.deep.include({ kind: 'skipped', reason: 'overlap' });
  });

  it('costs the same where thousands that nobody awaits wait for room', async () => {
    const clock = new VirtualClock();
    const [parents, children] = [1, 3000];
    const { scheduler, records } = rigOf(
      [
        definitionOf(
          async () => {
            for (let left = children; left > 0; left -= 1) void scheduler.get('child')?.trigger();
            await taking(clock, 10)();
          },
          { ...NEVER, name: 'parent' },
        ),
        definitionOf(taking(clock, 1), { ...NEVER, name: 'child', overlap: 'allow' }),
      ],
      { clock, maxConcurrency: 3 },
    );
    scheduler.start();
    void scheduler.get('parent')?.trigger();
    await clock.advance(10_000);
    expect(records.filter(({ outcome }) => outcome.kind === 'succeeded')).to.have.length(parents + children);
  });

  it('is so for one of two that trigger into the groups of each other', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf(
      [
        definitionOf(crossing('y2'), { ...NEVER, name: 'x', group: 'g' }),
        definitionOf(() => {}, { ...NEVER, name: 'x2', group: 'g' }),
        definitionOf(crossing('x2'), { ...NEVER, name: 'y', group: 'h' }),
        definitionOf(() => {}, { ...NEVER, name: 'y2', group: 'h' }),
      ],
      { clock },
    );
    function crossing(name: string): () => Promise<unknown> {
      return async () => {
        await taking(clock, 10)();
        return scheduler.get(name)?.trigger();
      };
    }
    scheduler.start();
    const both = Promise.all([scheduler.get('x')?.trigger(), scheduler.get('y')?.trigger()]);
    await clock.advance(20);
    const kinds = (await both).map(outcome => outcomeWithin(outcome).kind).sort();
    expect(kinds).to.deep.equal(['skipped', 'succeeded']);
  });

  it('is so for the last of a full room whose runs all trigger', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf(
      [
        ...[1, 2, 3].map(number => definitionOf(asking, { ...NEVER, name: `holder ${number}` })),
        definitionOf(() => {}, { ...NEVER, name: 'child', overlap: 'allow' }),
      ],
      { clock, maxConcurrency: 3 },
    );
    async function asking(): Promise<unknown> {
      await taking(clock, 10)();
      return scheduler.get('child')?.trigger();
    }
    scheduler.start();
    const all = Promise.all([1, 2, 3].map(async number => scheduler.get(`holder ${number}`)?.trigger()));
    await clock.advance(20);
    const kinds = (await all).map(outcome => outcomeWithin(outcome).kind).sort();
    expect(kinds).to.deep.equal(['skipped', 'succeeded', 'succeeded']);
  });

  it('waits as usual for a holder that waits for nobody', async () => {
    const clock = new VirtualClock();
    const { scheduler } = rigOf(
      [
        definitionOf(taking(clock, 50), { ...NEVER, name: 'holder', group: 'g' }),
        definitionOf(() => {}, { ...NEVER, name: 'child', group: 'g' }),
        definitionOf(() => scheduler.get('child')?.trigger(), { ...NEVER, name: 'parent' }),
      ],
      { clock },
    );
    scheduler.start();
    const outcomes = Promise.all([scheduler.get('holder')?.trigger(), scheduler.get('parent')?.trigger()]);
    await clock.advance(60);
    expect(outcomeWithin((await outcomes)[1]).kind).to.equal('succeeded');
  });

  it('counts those that a job runs beside it, since it was allowed to until it was edited', async () => {
    const clock = new VirtualClock();
    const outcomes: unknown[] = [];
    const { scheduler } = rigOf([definitionOf(asking, { ...NEVER, overlap: 'allow' })], { clock });
    async function asking(): Promise<void> {
      await taking(clock, 10)();
      outcomes.push(await scheduler.get('job')?.trigger());
    }
    scheduler.start();
    void scheduler.get('job')?.trigger();
    void scheduler.get('job')?.trigger();
    await clock.advance(1);
    scheduler.get('job')?.edit({ ...NEVER, overlap: 'skip' } as never);
    await clock.advance(20);
    expect(outcomes).to.have.length(2);
    expect(scheduler.get('job')?.phase).to.equal('idle');
  });

  it('is not what a listener, a hook after a run, or background work triggers', async () => {
    const seen: Outcome[] = [];
    const again = async (scheduler: Scheduler) => {
      const outcome = await scheduler.get('b')?.trigger();
      if (outcome !== undefined) seen.push(outcome);
    };
    const { scheduler, clock } = rigOf([
      definitionOf(() => void scheduler.background.run(() => again(scheduler)), {
        ...NEVER,
        name: 'a',
        group: 'lane',
        hooks: [{ after: () => again(scheduler) }],
      }),
      definitionOf(() => {}, { ...NEVER, name: 'b', group: 'lane', overlap: 'allow' }),
    ]);
    scheduler.once('started', () => again(scheduler));
    scheduler.start();
    void scheduler.get('a')?.trigger();
    await clock.advance(10);
    expect(seen.map(({ kind }) => kind)).to.deep.equal(['succeeded', 'succeeded', 'succeeded']);
  });

  it('may be the last of a chain of twenty thousand, each awaiting the next', async function () {
    this.timeout(20_000);
    let depth = 0;
    const { scheduler, clock } = rigOf(
      [
        definitionOf(
          async () => {
            depth += 1;
            if (depth < 20_000) await scheduler.get('deep')?.trigger();
            else last = await scheduler.get('busy')?.trigger();
          },
          { ...NEVER, name: 'deep', overlap: 'allow' },
        ),
        definitionOf(() => scheduler.get('deep')?.trigger(), { ...NEVER, name: 'busy' }),
      ],
      { history: 0, listens: false },
    );
    let last: Outcome | undefined;
    scheduler.start();
    const done = scheduler.get('busy')?.trigger();
    for (let turn = 0; last === undefined && turn < 100; turn += 1) await clock.advance(1);
    expect(last).to.deep.include({ kind: 'skipped', reason: 'overlap' });
    expect(await done).to.deep.include({ kind: 'succeeded' });
  });
});

/** What the run that was triggered from within came to. */
function outcomeWithin(outcome: Outcome | undefined): Outcome {
  if (outcome?.kind !== 'succeeded') throw new TypeError(`the run that triggers ${String(outcome?.kind)}`);
  return outcome.value as Outcome;
}
