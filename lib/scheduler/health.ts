import type { Percentiles } from './digest.js';

/** How late the event loop was. */
export interface LoopDelay {
  /** By how much the scheduler woke later than asked when it last did, in milliseconds; 0 before. */
  lastMs: number;
}

/** How well a scheduler keeps up. */
export interface SchedulerHealth {
  /** From occurrence to start, over the runs of all jobs; `undefined` before the first. */
  readonly latenessMs: Percentiles | undefined;
  /** How much later than asked the event loop last woke the scheduler; 0 before it has. */
  readonly loopDelayMs: number;
  /** What is due and has not been handed to its job, and waits longest; `undefined` where nothing does. */
  readonly oldestOverdue: { readonly jobName: string; readonly overdueMs: number } | undefined;
  /** How many runs are in progress. */
  readonly running: number;
  /** How many runs wait: for their group, for room, or for the run before. */
  readonly waiting: number;
}
