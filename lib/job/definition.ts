import type { MissedPolicy } from '../recurrence/missed.js';
import type { Schedule } from '../recurrence/schedule.js';
import type { Work } from './job.js';
import type { Condition, Hooks, OverlapPolicy, RetryPolicy } from './policies.js';
import type { StandardSchema } from './standard-schema.js';

/**
 * Who named a job: a `person` (`withName`, `jobName`, `super('…')`), the `code` (the name of a class or function, which a
 * minifier may change), or the `words` of its schedule, for want of another name.
 */
export type NameOrigin = 'person' | 'code' | 'words';

/** All that a front end says of one job: when, what, and how it behaves. A frozen value; the scheduler needs nothing else. */
export interface JobDefinition {
  /** When it runs. */
  readonly schedule: Schedule;
  /** Where its name comes from; one that code or words gave may change with them. */
  readonly namedBy: NameOrigin;
  /** Who named its zone: a `person`, in any way, or nobody, so that it is that of the `host`, which may differ on another. */
  readonly zonedBy: 'person' | 'host';
  /** What it is for, as `describedAs` said it. */
  readonly purpose: string | undefined;
  /** What `tagged` said, sorted, without doubles. */
  readonly tags: readonly string[];
  /** `file:line` of its declaration, known of the first thousand of a registry. */
  readonly declaredAt: string | undefined;
  /** What it does. */
  readonly work: Work;
  /** What follows it in the same run, in order; the first failure ends the chain. */
  readonly andThen: readonly Work[];
  /** What happens to an occurrence that is due while the last run is in progress. */
  readonly overlap: OverlapPolicy;
  /** Who said so: a `person`, so that an edit keeps it, or nobody, so that it goes by the `schedule`. */
  readonly overlapBy: 'person' | 'schedule';
  /** Jobs of one group never overlap each other. */
  readonly group: string | undefined;
  /** When a run's signal is aborted, counted from its start; `undefined`: never. */
  readonly timeoutMs: number | undefined;
  /** How long after its abort a run keeps its place before it is given up, loudly; `undefined`: for ever. */
  readonly abandonAfterMs: number | undefined;
  /** How a run that fails is tried again; `undefined`: not at all. */
  readonly retry: RetryPolicy | undefined;
  /** What happens to occurrences that are found late. */
  readonly missed: MissedPolicy;
  /** Where several hosts share the jobs: whether each of them runs this one for itself. */
  readonly everyHost: boolean;
  /** What becomes of a run whose host went away: it is run again, or recorded as lost. */
  readonly delivery: 'atLeastOnce' | 'atMostOnce';
  /** What the data has to be that a run is given by hand or asked for with, as `taking` said. */
  readonly taking: StandardSchema | undefined;
  /** All must hold when an occurrence is due, else it is skipped for that reason. */
  readonly conditions: readonly Condition[];
  /** What is called around its runs, in order. */
  readonly hooks: readonly Hooks[];
}
