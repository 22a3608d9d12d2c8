import type { JobDefinition } from '../job/definition.js';
import { longerThan } from '../recurrence/lint/lint-times.js';
import type { Schedule } from '../recurrence/schedule.js';
import { type Interval, shortestIntervalOf } from '../recurrence/shortest-interval.js';

/** Jobs that are looked at, and intervals of each: a start must not take long. `lint` looks at all. */
const [MAX_JOBS, MAX_INTERVALS] = [1000, 3];

/**
 * What a scheduler says once, at its start, of jobs whose timeout is longer than the time to their next occurrence, which
 * would be skipped or cancel them: one sentence a job, with what to do.
 */
export function* tooLittleTime(definitions: Iterable<JobDefinition>, nowMs: number): Generator<string> {
  let left = MAX_JOBS;
  for (const { schedule, timeoutMs, overlap } of definitions) {
    if (timeoutMs === undefined || (overlap !== 'skip' && overlap !== 'cancelPrevious')) continue;
    if (left-- === 0) return;
    const shortest = shortestOf(schedule, nowMs);
    const found = shortest && longerThan({ timeoutMs }, overlap, shortest);
    if (found !== undefined) yield `job '${schedule.name}': ${found.message}; ${found.remedy}`;
  }
}

/** A function of the application that throws is told of when the job is planned: here nothing is known of its intervals. */
function shortestOf(schedule: Schedule, nowMs: number): Interval | undefined {
  try {
    return shortestIntervalOf(schedule, nowMs, Infinity, MAX_INTERVALS);
  } catch {
    return undefined;
  }
}
