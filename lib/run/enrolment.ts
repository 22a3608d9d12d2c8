import type { JobDefinition } from '../job/definition.js';
import type { BoundSchedule } from '../recurrence/bound.js';

/** What a run needs beside being run: bits, so that a plain one is told by one look. */
export const Need = { gate: 1, conditions: 2, timeout: 4, pieces: 8, count: 16 } as const;

/**
 * What a job goes by from one moment on: its definition, its schedule bound to that moment, and the runs that are left of
 * it. An edit makes another; a run keeps the one that it came from.
 */
export class Enrolment {
  readonly definition: JobDefinition;
  /** From when the scheduler has started; it moves with a clock that is set back, where it is measured from the start. */
  bound: BoundSchedule | undefined;
  /** Under `times(n)`: how many runs are left. */
  runsLeft: number | undefined;
  /** Of `Need`. 0 is a plain run: nothing to ask, to wait for or to count, one piece of work. */
  readonly needs: number;

  constructor(definition: JobDefinition, bound: BoundSchedule | undefined) {
    this.definition = definition;
    this.bound = bound;
    this.runsLeft = bound?.times;
    this.needs = needsOf(definition, this.runsLeft);
  }

  get name(): string {
    return this.definition.schedule.name;
  }
}

function needsOf(definition: JobDefinition, runsLeft: number | undefined): number {
  const { group, conditions, timeoutMs, andThen, hooks, retry } = definition;
  return (
    (group === undefined ? 0 : Need.gate) |
    (conditions.length === 0 ? 0 : Need.conditions) |
    (timeoutMs === undefined ? 0 : Need.timeout) |
    (andThen.length + hooks.length === 0 && retry === undefined ? 0 : Need.pieces) |
    (runsLeft === undefined ? 0 : Need.count)
  );
}
