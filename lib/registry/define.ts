import { ScheduleRangeError } from '../errors.js';
import type { JobDefinition } from '../job/definition.js';
import { isJob } from '../job/job.js';
import { MOST_OF_UNIT } from '../recurrence/limits.js';
import { Schedule } from '../recurrence/schedule.js';
import { type Draft, type Every, jobLabel, sayTiming } from './draft.js';
import { DEFAULT_MISSED } from './job-words.js';
import { planOf } from './plan.js';

/** The group of all the jobs of a serial registry. */
const SERIAL_GROUP = 'serial registry';

/**
 * All that a finished chain says of its job, as the scheduler takes it.
 * @throws ScheduleError if the chain is unfinished, contradicts itself, or can never fire
 */
export function define(draft: Draft): JobDefinition {
  const { work, andThen, origin, behaviour } = draft;
  return Object.freeze({
    schedule: new Schedule(planOf(withOwnInterval(draft))),
    work,
    andThen,
    overlap: behaviour.overlap ?? 'skip',
    group: origin.serial ? SERIAL_GROUP : behaviour.group,
    timeoutMs: behaviour.timeoutMs ?? ownTimeoutMs(draft),
    abandonAfterMs: behaviour.abandonAfterMs,
    retry: behaviour.retry,
    missed: behaviour.missed ?? DEFAULT_MISSED,
    conditions: behaviour.conditions,
    hooks: behaviour.hooks,
  });
}

/** A `Job` that has an interval of its own needs no words; any grid or moment that the words name wins over it. */
function withOwnInterval(draft: Draft): Draft {
  const { work: job } = draft;
  const { head, every } = draft.timing;
  const namesWhen = every !== undefined || (head !== undefined && head !== 'toRunNow');
  if (namesWhen || !isJob(job) || job.interval === undefined) return draft;
  return sayTiming(draft, { every: everyOf(draft, job.interval.toMillis()) });
}

/** The interval in the greatest elapsed unit that holds it as a whole number. */
function everyOf(draft: Draft, ms: number): Every {
  if (!Number.isInteger(ms) || ms > MOST_OF_UNIT.milliseconds) {
    throw new ScheduleRangeError(`${jobLabel(draft)}: its interval must be whole milliseconds, not ${ms}; round it`);
  }
  if (ms % 3_600_000 === 0) return { count: ms / 3_600_000, unit: 'hours' };
  if (ms % 60_000 === 0) return { count: ms / 60_000, unit: 'minutes' };
  if (ms % 1000 === 0) return { count: ms / 1000, unit: 'seconds' };
  return { count: ms, unit: 'milliseconds' };
}

function ownTimeoutMs({ work: job }: Draft): number | undefined {
  return isJob(job) ? job.timeout?.toMillis() : undefined;
}
