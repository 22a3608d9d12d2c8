import type { JobDefinition } from '../job/definition.js';
import type { JobRunner } from '../job/job-runner.js';
import type { BoundSchedule } from '../recurrence/bound.js';
import type { Queued } from '../time/due-queue.js';
import type { JobHistory } from './job-history.js';

/**
 * All that the scheduler knows of one job. There may be a hundred thousand of them, so it is one flat object, and its
 * runner and history are made by the first occurrence.
 */
export class JobEntry implements Queued {
  /** Owned by the queue. */
  dueAt = 0;
  slot: number | undefined = undefined;

  definition: JobDefinition;
  /** The schedule, from when the scheduler has started. */
  bound: BoundSchedule | undefined = undefined;
  /**
   * The next occurrence, which starts at `dueAt`; `undefined` when there is none, or it is not known yet. Outside of the
   * queue it is the one that is just being started.
   */
  nextMs: number | undefined = undefined;
  /** The high-water mark: the last occurrence that was decided about. */
  lastMs: number | undefined = undefined;
  /** Why the job is paused; `undefined` when it is not. */
  pausedFor: string | undefined = undefined;
  /** Under `times(n)`: how many runs are left. */
  runsLeft: number | undefined = undefined;
  isRemoved = false;
  runner: JobRunner | undefined = undefined;
  history: JobHistory | undefined = undefined;
  /** The one that was given out, whose words the scheduler knows. */
  handle: object | undefined = undefined;

  constructor(
    definition: JobDefinition,
    readonly order: number,
  ) {
    this.definition = definition;
  }

  get name(): string {
    return this.definition.schedule.name;
  }
}
