import type { Outcome, ScheduledJob, Scheduler, StopReport } from '../../lib/index.js';
import type { Within } from './application.js';
import type { Random } from './random.js';
import type { Watch } from './watch.js';
import type { WatchedClock } from './watched-clock.js';

/** What runs by hand need of their world. */
interface AskingWorld {
  readonly random: Random;
  readonly clock: WatchedClock;
  readonly watch: Watch;
  readonly scheduler: Scheduler;
  readonly report: StopReport | undefined;
  note(line: string): void;
}

/** Asks for runs by hand, each with an id of its own, which the books are told of. */
export class Asking {
  readonly #world: AskingWorld;
  #askedCount = 0;

  constructor(world: AskingWorld) {
    this.#world = world;
  }

  /** Triggers some jobs at once. @returns what becomes of them all */
  ask(isAwaited: boolean, within: Within): Promise<unknown> {
    const { jobs } = this.#world.scheduler;
    const outcomes: unknown[] = [];
    for (let left = this.#world.random.pick([1, 1, 2, 3]); left > 0 && jobs.length > 0; left -= 1) {
      const job = this.#world.random.pick<ScheduledJob>(jobs);
      // A listener may have taken it out meanwhile.
      if (this.#world.scheduler.get(job.name) === job) outcomes.push(this.trigger(job, isAwaited, within));
    }
    return Promise.all(outcomes);
  }

  /** Triggers a job, in whosever context that is. @throws SchedulerError where it has left */
  trigger(job: ScheduledJob, isAwaited: boolean, within: Within): Promise<Outcome> {
    const { watch, clock, scheduler, report } = this.#world;
    const { name } = job;
    const plan = watch.books.planOf(name);
    this.#askedCount += 1;
    const id = `ask ${this.#askedCount}`;
    this.#world.note(
      `  ${id}: ${name}${within === undefined ? '' : ` from within ${typeof within === 'object' ? within.key : ''}`}`,
    );
    const isThere = scheduler.get(name) === job && plan !== undefined && report === undefined;
    const parent = typeof within === 'object' ? within : undefined;
    const isWithin = within !== undefined;
    if (isThere)
      watch.asked.set(id, { id, name, atMs: clock.now(), plan, parent, isWithin, isAwaited, run: undefined });
    return job.trigger(undefined, { by: id });
  }
}
