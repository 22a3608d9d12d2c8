import type { MissedPolicy } from '../recurrence/missed.js';
import type { Schedule } from '../recurrence/schedule.js';
import type { Work } from './job.js';
import type { Condition, Hooks, OverlapPolicy, RetryPolicy } from './policies.js';

/** All that a front end says of one job: when, what, and how it behaves. A frozen value; the scheduler needs nothing else. */
export interface JobDefinition {
  readonly schedule: Schedule;
  readonly work: Work;
  /** What follows it in the same run, in order; the first failure ends the chain. */
  readonly andThen: readonly Work[];
  readonly overlap: OverlapPolicy;
  /** Jobs of one group never overlap each other. */
  readonly group: string | undefined;
  readonly timeoutMs: number | undefined;
  /** How long after its abort a run keeps its place before it is given up, loudly; `undefined`: for ever. */
  readonly abandonAfterMs: number | undefined;
  readonly retry: RetryPolicy | undefined;
  readonly missed: MissedPolicy;
  /** All must hold when an occurrence is due, else it is skipped for that reason. */
  readonly conditions: readonly Condition[];
  readonly hooks: readonly Hooks[];
}
