import type { RunContext, RunRecord, ScheduledJob, Scheduler } from '../../lib/index.js';
import type { Plan } from './plan.js';
import type { Random } from './random.js';
import type { SeenRun, Watch } from './watch.js';
import type { WatchedClock } from './watched-clock.js';

/** In whose context something is done: that of a run in progress, of one that is about to start, or of none. */
export type Within = SeenRun | 'starting' | undefined;

/** What the callbacks of an application need of their world. */
export interface ApplicationWorld {
  readonly random: Random;
  readonly clock: WatchedClock;
  readonly watch: Watch;
  readonly scheduler: Scheduler;
  /** How often listeners may still trigger again in this act. */
  echoesLeft: number;
  object(what: string): void;
  meddleAWhile(within: Within): unknown;
  trigger(job: ScheduledJob, isAwaited: boolean): unknown;
}

/** The callbacks of the application: its predicates, hooks and listeners, which do what they must not, too. */
export class Application {
  readonly #world: ApplicationWorld;

  /** What is thrown by chance is expected; the model's own listeners throw nothing. */
  readonly logger = {
    debug() {},
    info() {},
    warn() {},
    error: (about: object, message: string) => {
      const error: unknown = Reflect.get(about, 'err');
      if (error instanceof TypeError || error instanceof RangeError) this.#world.object(`${message}: ${error.stack}`);
    },
  };

  constructor(world: ApplicationWorld) {
    this.#world = world;
  }

  /** What a predicate says, sooner or later or not at all. */
  answer(plan: Plan, context: RunContext): boolean | Promise<boolean> {
    const { random, clock, watch } = this.#world;
    watch.asking.set(context.runId, { plan, context });
    const answer = random.chance(0.7);
    return random.weighed<() => boolean | Promise<boolean>>([
      [6, () => answer],
      [2, () => new Promise(resolve => clock.later(random.pick([1, 300, 29_000, 40_000]), () => resolve(answer)))],
      [1, () => Promise.reject(new Error('no answer'))],
      [1, () => this.mischief('starting')],
    ])();
  }

  /** A hook before the run, which may never answer. The start of that may not be told of yet. */
  before(context: RunContext): unknown {
    const { random, watch } = this.#world;
    return random.chance(0.1) ? new Promise(() => {}) : this.mischief(watch.runOf(context) ?? 'starting');
  }

  /** A listener that triggers the job again which it is told of. */
  echo({ jobName }: RunRecord): void {
    if (this.#world.echoesLeft === 0) return;
    this.#world.echoesLeft -= 1;
    const job = this.#world.scheduler.get(jobName);
    if (job !== undefined) void this.#world.trigger(job, false);
  }

  /** Throws, rejects or meddles, as listeners and hooks must not. */
  mischief(within: Within): boolean | Promise<boolean> {
    return this.#world.random.weighed<() => boolean | Promise<boolean>>([
      [4, () => true],
      [
        1,
        () => {
          throw new Error('mischief');
        },
      ],
      [1, () => Promise.reject(new Error('late mischief'))],
      [
        1,
        () => {
          void this.#world.meddleAWhile(within);
          return true;
        },
      ],
    ])();
  }
}
