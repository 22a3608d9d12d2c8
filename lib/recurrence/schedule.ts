import type { BoundSchedule } from './bound.js';
import type { SchedulePlan } from './recurrence.js';

const ANCHOR_MS = Date.UTC(2001, 0, 1);
const UNIT_MS = { milliseconds: 1, seconds: 1000, minutes: 60_000, hours: 3_600_000 };

/** A compiled schedule: a frozen value. THIN: being thickened; elapsed rules without filters answer already. */
export class Schedule {
  readonly name: string;
  readonly zone: string;

  constructor(readonly plan: SchedulePlan) {
    this.name = plan.name;
    this.zone = plan.zone;
  }

  bind(startMs: number): BoundSchedule {
    const rule = this.plan.recurrence?.rule;
    if (rule?.kind !== 'elapsed') throw new Error('only elapsed rules so far');
    const anchor = this.plan.recurrence?.startingAt ?? ANCHOR_MS;
    const step = rule.every * UNIT_MS[rule.unit];
    const startup = this.plan.relative.runNow ? startMs : undefined;
    return {
      startup,
      afterSettled: undefined,
      times: this.plan.relative.times,
      jitterMs: () => 0,
      next(after) {
        const grid = anchor + (Math.floor((after - anchor) / step) + 1) * step;
        return startup !== undefined && startup > after && startup < grid ? startup : grid;
      },
      previous: before => anchor + (Math.ceil((before - anchor) / step) - 1) * step,
      count: (from, to) => Math.ceil((to - anchor) / step) - Math.ceil((from - anchor) / step),
    };
  }
}
