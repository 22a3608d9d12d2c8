import type { JobDefinition } from '../../lib/job/definition.js';
import type { Work } from '../../lib/job/job.js';
import type { ElapsedUnit, RelativeWords, SchedulePlan } from '../../lib/recurrence/recurrence.js';
import { Schedule } from '../../lib/recurrence/schedule.js';

/** An elapsed grid, and what else is said of it. */
export interface Grid {
  readonly name?: string;
  readonly every?: number;
  readonly unit?: ElapsedUnit;
  readonly zone?: string;
  readonly jitterMs?: number;
  readonly relative?: Partial<RelativeWords>;
  /** Dates on which it throws, as a faulty `exceptOn` function would. */
  readonly throwsWhere?: () => boolean;
  /** `false`: only the relative words name occurrences. */
  readonly hasGrid?: boolean;
}

const NO_RELATIVE: RelativeWords = {
  runNow: false,
  once: undefined,
  delay: undefined,
  afterCompletion: undefined,
  times: undefined,
};

/** A schedule that fires every second in UTC, but for what is said otherwise. */
export function scheduleOf(grid: Grid = {}): Schedule {
  return new Schedule(planOf(grid));
}

function planOf({
  name = 'job',
  every = 1,
  unit = 'seconds',
  zone = 'UTC',
  jitterMs = 0,
  ...more
}: Grid): SchedulePlan {
  const { relative, throwsWhere, hasGrid = true } = more;
  const recurrence: SchedulePlan['recurrence'] = {
    rule: { kind: 'elapsed', every, unit, atMinutes: [] },
    zone,
    filters: { between: undefined, onlyOn: undefined, exceptOn: [], exceptWhere: throwsWhere ? [throwsWhere] : [] },
    startingAt: undefined,
    includeStart: false,
    until: undefined,
  };
  return {
    name,
    zone,
    recurrence: hasGrid ? recurrence : undefined,
    relative: { ...NO_RELATIVE, ...relative },
    jitterMs,
  };
}

/** What may be said of a job in a spec. */
export type JobWords = Grid & Partial<Omit<JobDefinition, 'schedule'>>;

/** A definition with the defaults that a front end gives. */
export function definitionOf(work: Work, words: JobWords = {}): JobDefinition {
  const { andThen, overlap, group, timeoutMs, abandonAfterMs, retry, missed, conditions, hooks, ...grid } = words;
  return {
    schedule: scheduleOf(grid),
    work,
    andThen: andThen ?? [],
    overlap: overlap ?? 'skip',
    group,
    timeoutMs,
    abandonAfterMs,
    retry,
    missed: missed ?? { kind: 'runOnce', withinMs: undefined, max: 1 },
    conditions: conditions ?? [],
    hooks: hooks ?? [],
  };
}
