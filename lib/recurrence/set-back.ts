import { isFrequency } from './clock-changes.js';
import { isElapsed, type SchedulePlan } from './plan.js';
import type { Rule } from './recurrence.js';

/**
 * What a schedule does when the clock is set back by more than a step:
 *
 * - `namesClockTimes`: repeats nothing up to a few hours, since a time of the day is meant once
 * - `goesOn`: goes on at once, since silence would be worse than a repeat: elapsed units and cron frequencies
 * - `fromEvent`: moves with the clock, since it is measured from the start or from the end of a run
 */
export type WhenSetBack = 'namesClockTimes' | 'goesOn' | 'fromEvent';

/** See `WhenSetBack`. */
export function whenSetBack({ when, delay }: SchedulePlan): WhenSetBack {
  switch (when.kind) {
    case 'grid':
      return ofRule(when.recurrence.rule);
    case 'startup':
      if (when.andEvery !== undefined) return ofRule(when.andEvery.rule);
      return delay !== undefined && !isElapsed(delay) ? 'namesClockTimes' : 'fromEvent';
    case 'instant':
      return when.andEvery === undefined ? 'namesClockTimes' : ofRule(when.andEvery.rule);
    case 'afterStart':
      if (isElapsed(when.by)) return 'fromEvent';
      return when.andEvery === undefined ? 'namesClockTimes' : ofRule(when.andEvery.rule);
    case 'afterCompletion':
    case 'asked':
      return 'fromEvent';
  }
}

/** Whether some of it is measured from the start of the scheduler by physical time, or all of it from an event. */
export function movesWithClock(plan: SchedulePlan): boolean {
  return (plan.delay !== undefined && isElapsed(plan.delay)) || whenSetBack(plan) === 'fromEvent';
}

function ofRule(rule: Rule): WhenSetBack {
  return rule.kind === 'elapsed' || isFrequency({ rule }) ? 'goesOn' : 'namesClockTimes';
}
