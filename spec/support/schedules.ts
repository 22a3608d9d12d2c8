import type { When as SaidWhen } from '../../lib/grammar/words.js';
import type { JobDefinition } from '../../lib/job/definition.js';
import type { Work } from '../../lib/job/job.js';
import { NO_FILTERS } from '../../lib/recurrence/filters.js';
import type { AfterStart, SchedulePlan, StartupGrid, When } from '../../lib/recurrence/plan.js';
import type { ElapsedUnit } from '../../lib/recurrence/recurrence.js';
import { Schedule } from '../../lib/recurrence/schedule.js';
import type { RegistryPort } from '../../lib/scheduler/ports.js';
import type { Span } from '../../lib/time/span.js';

/** An elapsed grid, and what else is said of it. */
export interface Grid {
  readonly name?: string;
  readonly every?: number;
  readonly unit?: ElapsedUnit;
  readonly zone?: string;
  readonly jitterMs?: number;
  readonly relative?: RelativeWords;
  /** Dates on which it throws, as a faulty `exceptOn` function would. */
  readonly throwsWhere?: () => boolean;
  /** `false`: only the relative words name occurrences. */
  readonly hasGrid?: boolean;
}

/** What hangs on the start of a scheduler. */
interface RelativeWords {
  readonly runNow?: boolean;
  readonly once?: AfterStart;
  readonly delay?: Span;
  readonly afterCompletion?: Span;
  readonly times?: number;
}

/** A schedule that fires every second in UTC, but for what is said otherwise. */
export function scheduleOf({ name = 'job', ...grid }: Grid = {}): Schedule {
  return new Schedule(name, planOf(grid));
}

function planOf({
  every = 1,
  unit = 'seconds',
  zone = 'UTC',
  jitterMs = 0,
  ...more
}: Omit<Grid, 'name'>): SchedulePlan {
  const { relative = {}, throwsWhere, hasGrid = true } = more;
  const grid = {
    rule: { kind: 'elapsed', every, unit, atMinutes: [] },
    filters: { ...NO_FILTERS, exceptWhere: throwsWhere ? [throwsWhere] : [] },
    startingAt: undefined,
    until: undefined,
  } as const;
  const when = whenOf(relative, hasGrid ? grid : undefined);
  return { zone, when, delay: relative.delay, times: relative.times, jitterMs };
}

function whenOf({ runNow = false, once, afterCompletion }: RelativeWords, grid: StartupGrid | undefined): When {
  if (afterCompletion !== undefined) return { kind: 'afterCompletion', span: afterCompletion, atStartup: runNow };
  if (once !== undefined) return { kind: 'afterStart', by: once, andEvery: grid };
  if (runNow || grid === undefined) return { kind: 'startup', andEvery: grid };
  return { kind: 'grid', recurrence: grid };
}

/** What may be said of a job in a spec. */
export type JobWords = Grid & Partial<Omit<JobDefinition, 'schedule'>>;

/** A definition with the defaults that a front end gives. */
export function definitionOf(work: Work, words: JobWords = {}): JobDefinition {
  const {
    namedBy,
    purpose,
    tags,
    declaredAt,
    andThen,
    overlap,
    group,
    timeoutMs,
    abandonAfterMs,
    retry,
    everyHost,
    delivery,
    taking,
    missed,
    conditions,
    hooks,
    ...grid
  } = words;
  return {
    schedule: scheduleOf(grid),
    namedBy: namedBy ?? 'person',
    zonedBy: 'person',
    purpose,
    tags: tags ?? [],
    declaredAt,
    work,
    andThen: andThen ?? [],
    overlap: overlap ?? 'skip',
    overlapBy: overlap === undefined ? 'schedule' : 'person',
    group,
    timeoutMs,
    abandonAfterMs,
    retry,
    everyHost: everyHost ?? false,
    delivery: delivery ?? 'atLeastOnce',
    taking,
    missed: missed ?? { kind: 'runOnce', withinMs: undefined, max: 1 },
    conditions: conditions ?? [],
    hooks: hooks ?? [],
  };
}

/** Those words where a scheduler takes those of a front end: the sources of `sourceOf` read them. */
export function said(words: JobWords): SaidWhen {
  return words as unknown as SaidWhen;
}

/** What stands in for a registry: it declares these jobs, and makes others out of what `said` gives. */
export function sourceOf(definitions: readonly JobDefinition[]): RegistryPort {
  return {
    definitions: () => definitions,
    definer: (work, when, kept) =>
      definitionOf(work, { ...(kept && { ...kept, name: kept.schedule.name }), ...(when as unknown as JobWords) }),
    seal() {},
  };
}
