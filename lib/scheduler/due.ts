import type { Trigger } from '../job/context.js';
import { type DueDecision, decideMissed } from '../recurrence/missed.js';
import type { Enrolment } from '../run/enrolment.js';
import type { Due } from './engine.js';
import type { JobEntry } from './job-entry.js';
import { missableOf } from './outstanding.js';

/** What becomes of occurrences that are found late, and how long those that are run wait for their jitter. */
export interface LateDecision extends DueDecision {
  readonly trigger: Trigger;
  readonly waitMs: number;
}

/** Of a job's occurrences from `firstMs` to `nowMs`: what is run, what missed. Functions are asked until `isOver`. */
export function decideLate(
  { bound, definition }: Enrolment,
  firstMs: number,
  nowMs: number,
  isOver: () => boolean,
): LateDecision {
  if (bound === undefined) return { run: [], missed: undefined, upTo: nowMs, trigger: 'schedule', waitMs: 0 };
  const decision = decideMissed(definition.missed, missableOf(bound), firstMs, nowMs, isOver);
  const { run, missed } = decision;
  const isCatchUp = missed !== undefined || run.length > 1;
  return {
    ...decision,
    trigger: isCatchUp ? 'catchUp' : triggerOf(bound.startup, firstMs),
    waitMs: run[0] === undefined ? 0 : bound.lateJitterMs(run[0], nowMs),
  };
}

/** What made the run of an occurrence start, `startup` being that of the start itself. */
function triggerOf(startup: number | undefined, occurrenceMs: number): Trigger {
  return startup === occurrenceMs ? 'startup' : 'schedule';
}

/** An occurrence of a job that is shared, as its engine is told of it. */
export function dueOf({ name, dueAt, enrolment }: JobEntry, occurrenceMs: number): Due {
  const { bound, definition } = enrolment;
  return {
    name,
    occurrenceMs,
    dueAt,
    trigger: triggerOf(bound?.startup, occurrenceMs),
    next: afterMs => bound?.next(afterMs),
    jitterMs: atMs => bound?.jitterMs(atMs) ?? 0,
    decide: (firstMs, nowMs) =>
      bound === undefined
        ? { run: [], missed: undefined, upTo: nowMs }
        : decideMissed(definition.missed, missableOf(bound), firstMs, nowMs),
  };
}
