import { Job, type RunContext } from '../../lib/index.js';
import type { Random } from './random.js';
import type { WatchedClock } from './watched-clock.js';

/** What the work of a run needs of its world. */
export interface DeedWorld {
  readonly random: Random;
  readonly clock: WatchedClock;
  /** Does something to the scheduler from inside. May give a promise of what comes of it. */
  meddle(): unknown;
  /** Triggers jobs from within. Resolves when all of them have their outcome. */
  ask(isAwaited: boolean): Promise<unknown>;
  /** It has held the event loop. */
  held(ms: number): void;
  /** How likely it is to trigger others. */
  readonly chattiness: number;
  /** The work goes on, in a job that it has given. */
  goesOn(): void;
}

/** Values that are thrown, errors and others. */
const THROWN: readonly unknown[] = [new Error('chance'), 'a string', 0, undefined, null, { code: 1 }];

/**
 * Does something at random in the name of a job, well or badly behaved. `over` is called when the work has ended by
 * its own account: before the scheduler can know of it, so that whatever starts later does not overlap it.
 */
export function doDeed(context: RunContext, world: DeedWorld, over: () => void, mayGive = true): unknown {
  const { random, clock, meddle, ask, held, chattiness, goesOn } = world;
  const awhileMs = random.pick([1, 7, 50, 50, 400, 400, 1500, 3100, 20_000, 100_000]);
  const thrown = random.pick(THROWN);
  return random.weighed<() => unknown>([
    [10, () => over()],
    [6, async () => over()],
    [2, throwing],
    [2, async () => throwing()],
    [10, () => after(() => undefined)],
    [4, () => after(throwingLater)],
    [5, heeding],
    [0.7, () => new Promise(() => {})],
    [2, hesitatingThenable],
    [1, throwingThenable],
    [mayGive ? 2 : 0, givingJob],
    [2, blocking],
    [3, meddling],
    [chattiness, asking],
    [1, talking],
  ])();

  function throwing(): never {
    over();
    throw thrown;
  }

  function throwingLater(): never {
    throw thrown;
  }

  /** Takes a while, whatever its signals say. */
  async function after(end: () => unknown): Promise<unknown> {
    await new Promise<void>(resolve => {
      clock.later(awhileMs, () => {
        over();
        resolve();
      });
    });
    return end();
  }

  /** Takes a while, and ends as soon as it is asked to. */
  async function heeding(): Promise<unknown> {
    const signal = random.chance(0.3) ? context.stopping : context.signal;
    const fails = random.chance(0.7);
    const isCut = await new Promise<boolean>(resolve => {
      const end = (cut: boolean) => {
        over();
        resolve(cut);
      };
      clock.later(awhileMs, () => end(false));
      signal.addEventListener('abort', () => end(true));
      if (signal.aborted) end(true);
    });
    if (isCut && fails) throw signal.reason;
    return 'done';
  }

  /** Settles twice, both ways. */
  function hesitatingThenable(): object {
    const isFirstGood = random.chance(0.5);
    return thenable((resolve, reject) => {
      const settle = () => {
        over();
        if (isFirstGood) resolve('first');
        else reject(thrown);
        if (isFirstGood) reject(thrown);
        else resolve('second');
        resolve('third');
      };
      if (random.chance(0.5)) settle();
      else clock.later(awhileMs, settle);
    });
  }

  function throwingThenable(): object {
    return thenable(() => throwing());
  }

  /** Over with that, where the run is aborted before the job is begun. */
  function givingJob(): Job {
    over();
    return new Given(() => {
      goesOn();
      return doDeed(context, world, over, false);
    });
  }

  function blocking(): void {
    const ms = random.pick([3, 3, 12, 12, 900, 4000, 70_000]);
    clock.block(ms);
    held(ms);
    over();
  }

  /** Triggers others, and waits for them or not; none of them may wait for it in turn. */
  async function asking(): Promise<void> {
    if (random.chance(0.5)) await new Promise<void>(resolve => clock.later(awhileMs, resolve));
    const isAwaited = random.chance(0.7);
    const outcomes = ask(isAwaited);
    if (isAwaited) await outcomes;
    over();
  }

  async function meddling(): Promise<void> {
    if (random.chance(0.5)) await after(() => undefined);
    const result = meddle();
    if (random.chance(0.3)) await result;
    over();
  }

  function talking(): void {
    context.log.info('something', awhileMs);
    context.log.error('something else');
    context.progress(1, 2, 'half');
    over();
  }
}

function thenable(then: (resolve: (value: unknown) => void, reject: (error: unknown) => void) => void): object {
  return { then };
}

class Given extends Job {
  readonly #work: () => unknown;

  constructor(work: () => unknown) {
    super('given');
    this.#work = work;
  }

  override execute(): unknown {
    return this.#work();
  }
}
