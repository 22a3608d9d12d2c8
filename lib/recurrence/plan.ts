import type { Span } from '../time/span.js';
import type { ClockTime, EveryRule, Recurrence } from './recurrence.js';

/** A recurrence whose zone is that of its plan. */
export type Grid = Omit<Recurrence, 'zone'>;

/** What `toRunNow().andEvery(n)` adds: no cron text, which begins a schedule itself. */
export type StartupGrid = Grid & { readonly rule: EveryRule };

/** What `andEvery(n)` adds to a single moment, from which it counts. */
export type FollowingGrid = Omit<StartupGrid, 'startingAt'>;

/** When a job runs: by the word that its schedule begins with. Each kind holds what goes with that word, and nothing else. */
export type When =
  /** `toRunEvery(n)`, `toRunCron(text)`. */
  | { readonly kind: 'grid'; readonly recurrence: Grid }
  /** `toRunNow()`: one more occurrence at the start of the scheduler, which moves no grid. */
  | { readonly kind: 'startup'; readonly andEvery: StartupGrid | undefined }
  /** `toRunOnceAt(instant)`, in epoch milliseconds. */
  | { readonly kind: 'instant'; readonly at: number; readonly andEvery: FollowingGrid | undefined }
  /** `toRunOnceIn(n)` and `toRunOnceAt(h, m)`: a moment that hangs on the start of the scheduler. */
  | { readonly kind: 'afterStart'; readonly by: AfterStart; readonly andEvery: FollowingGrid | undefined }
  /** `afterCompletion()`: this long after the last run settled. `atStartup` is `toRunNow()`: the first is at the start. */
  | { readonly kind: 'afterCompletion'; readonly span: Span; readonly atStartup: boolean }
  /** `whenAsked()`: no occurrence of its own; it runs when it is asked for. */
  | { readonly kind: 'asked' };

/** A length of time after the start, or the first such wall time after it. */
export type AfterStart = Span | { readonly at: ClockTime };

/** Whether it is a length of time that needs no clock. */
export function isElapsed(by: AfterStart): boolean {
  return 'unit' in by && ['milliseconds', 'seconds', 'minutes', 'hours'].includes(by.unit);
}

/** All that the words of one schedule say about when; frozen, and plain but for the functions of its filters. */
export interface SchedulePlan {
  readonly zone: string;
  readonly when: When;
  /** `delayFor(n)`: nothing before start + n; a moment that the first word names moves by it. */
  readonly delay: Span | undefined;
  /** `times(n)`: the schedule ends after n runs of this process. */
  readonly times: number | undefined;
  /** `withJitter(d)`: a run starts up to this much after its occurrence; 0 for none. */
  readonly jitterMs: number;
}

/** A plan, and the name of the job that goes by it. */
export interface NamedPlan {
  readonly name: string;
  readonly plan: SchedulePlan;
}

/**
 * The recurrence that a plan names, counted from its instant where it names one; `undefined` where it names single
 * moments only. What counts from a moment after the start of a scheduler is counted from `momentMs` or, before there is
 * one, from the default anchor: see `isCountedFromStart`.
 */
export function recurrenceOf({ when, zone }: SchedulePlan, momentMs?: number): Recurrence | undefined {
  switch (when.kind) {
    case 'grid':
      return { ...when.recurrence, zone };
    case 'startup':
      return when.andEvery && { ...when.andEvery, zone };
    case 'instant':
      return when.andEvery && { ...when.andEvery, zone, startingAt: when.at };
    case 'afterStart':
      return when.andEvery && { ...when.andEvery, zone, startingAt: momentMs };
    case 'afterCompletion':
    case 'asked':
      return undefined;
  }
}

/** The same as far as it is known before any start. */
export function knownRecurrenceOf(plan: SchedulePlan): Recurrence | undefined {
  return isCountedFromStart(plan) ? undefined : recurrenceOf(plan);
}

/** Whether nobody knows the days or times of its grid before the start of a scheduler, from which it counts. */
export function isCountedFromStart({ when }: SchedulePlan): boolean {
  if (when.kind !== 'afterStart' || when.andEvery === undefined) return false;
  const { rule } = when.andEvery;
  switch (rule.kind) {
    case 'elapsed':
      return when.andEvery.filters.between.length === 0;
    case 'daily':
      return rule.every > 1;
    case 'weekly':
    case 'monthly':
      return rule.every > 1 || rule.on.length === 0;
    case 'yearly':
      return rule.every > 1 || rule.on.length === 0 || rule.months.length === 0;
  }
}

/** Whether some of its occurrences hang on the start of a scheduler or the end of a run. */
export function isRelative(plan: SchedulePlan): boolean {
  const { when, times } = plan;
  return (when.kind !== 'grid' && when.kind !== 'instant') || isHeldFromStart(plan) || times !== undefined;
}

/** Whether a delay holds something back from the start of a scheduler on; a lone instant is only moved by it. */
export function isHeldFromStart({ when, delay }: SchedulePlan): boolean {
  return delay !== undefined && (when.kind !== 'instant' || when.andEvery !== undefined);
}

/** The word that was given a function, which JSON can't hold and nobody can compare; `undefined` where none was. */
export function wordWithFunction({ when }: SchedulePlan): 'exceptOn' | 'skippingDays' | undefined {
  const grid = 'recurrence' in when ? when.recurrence : 'andEvery' in when ? when.andEvery : undefined;
  if (grid === undefined) return undefined;
  const { rule, filters } = grid;
  if (filters.exceptWhere.length > 0) return 'exceptOn';
  return 'roll' in rule && rule.roll !== undefined && rule.roll.skippingWhere.length > 0 ? 'skippingDays' : undefined;
}
