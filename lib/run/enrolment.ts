import type { JobDefinition } from '../job/definition.js';
import { isJob, isJobClass } from '../job/job.js';
import type { BoundSchedule } from '../recurrence/bound.js';

/** What a run needs beside that a function is called: bits, so that a plain one is told by one look. */
export const Need = { gate: 1, conditions: 2, timeout: 4, pieces: 8, job: 16, completion: 32 } as const;

/**
 * What a job goes by from one moment on: its definition, its schedule bound to that moment, and the runs that are left of
 * it. An edit makes another; a run keeps the one that it came from.
 */
export class Enrolment {
  readonly definition: JobDefinition;
  /** From when the scheduler has started; it moves with a clock that is set back, where it is measured from the start. */
  bound: BoundSchedule | undefined = undefined;
  /** Under `times(n)`: how many runs are left. */
  runsLeft: number | undefined = undefined;
  /** Of `Need`. 0 is a plain run: nothing to ask, to wait for or to count, one function to call. */
  readonly needs: number;

  constructor(definition: JobDefinition) {
    this.definition = definition;
    this.needs = needsOf(definition);
  }

  /** Gives the relative words of the schedule their start. */
  begin(startMs: number): void {
    this.bound = this.definition.schedule.bind(startMs);
    this.runsLeft = this.bound.times;
  }

  get name(): string {
    return this.definition.schedule.name;
  }

  /** `whenAsked()`: it has no schedule, which therefore is never over. */
  get isWhenAsked(): boolean {
    return this.definition.schedule.plan.when.kind === 'asked';
  }

  /** What the record of a run keeps of it, once the job goes by another: nothing that the application gave to be called. */
  get past(): Enrolment {
    const known = pasts.get(this);
    if (known !== undefined) return known;
    const nothing = { work: () => {}, andThen: [], conditions: [], hooks: [], taking: undefined };
    const past = new Enrolment({ ...this.definition, ...nothing });
    past.bound = this.bound;
    pasts.set(this, past).set(past, past);
    return past;
  }
}

const pasts = new WeakMap<Enrolment, Enrolment>();

function needsOf(definition: JobDefinition): number {
  const { work, group, conditions, timeoutMs, andThen, hooks, retry } = definition;
  const { when } = definition.schedule.plan;
  return (
    (group === undefined ? 0 : Need.gate) |
    (conditions.length === 0 ? 0 : Need.conditions) |
    (timeoutMs === undefined ? 0 : Need.timeout) |
    (andThen.length + hooks.length === 0 && retry === undefined ? 0 : Need.pieces) |
    (when.kind === 'afterCompletion' ? Need.completion : 0) |
    (isJob(work) || isJobClass(work) ? Need.job : 0)
  );
}
