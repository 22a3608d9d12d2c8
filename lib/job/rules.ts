import type { MissedPolicy } from '../recurrence/missed.js';
import type { JobDefinition } from './definition.js';
import type { OverlapPolicy, RetryPolicy } from './policies.js';

/** How the runs of a job behave, as plain data; times are milliseconds. `undefined` is what was not said. */
export interface JobRules {
  /** What happens to an occurrence that is due while the last run is in progress. */
  readonly overlap: OverlapPolicy;
  /** The jobs that it never overlaps. */
  readonly group: string | undefined;
  /** When a run's signal is aborted, counted from its start. */
  readonly timeoutMs: number | undefined;
  /** How long after its abort a run is given up. */
  readonly abandonAfterMs: number | undefined;
  /** How a run that fails is tried again. */
  readonly retry: RetryPolicy | undefined;
  /** What happens to occurrences that are found late. */
  readonly missed: MissedPolicy;
  /** The most by which jitter delays a run; 0 for none. */
  readonly jitterMs: number;
  /** Where several hosts share the jobs: whether each of them runs this one for itself. */
  readonly everyHost: boolean;
  /** Where several hosts share the jobs: whether a run is begun again whose host went away. */
  readonly delivery: JobDefinition['delivery'];
  /** Whether runs need data, which a schema checks. */
  readonly takesData: boolean;
}

/** The rules of a definition. */
export function rulesOf({
  schedule,
  overlap,
  group,
  timeoutMs,
  abandonAfterMs,
  retry,
  missed,
  everyHost,
  delivery,
  taking,
}: JobDefinition): JobRules {
  return Object.freeze({
    overlap,
    group,
    timeoutMs,
    abandonAfterMs,
    retry,
    missed,
    jitterMs: schedule.plan.jitterMs,
    everyHost,
    delivery,
    takesData: taking !== undefined,
  });
}
