import type { Definition } from './jobs.js';

type Schedule = Definition['schedule'];

/** The next starts of a schedule, as far as they are known before a scheduler starts. */
export function startsOf(schedule: Schedule, count: number, afterMs: number): ReturnType<Schedule['preview']> {
  return schedule.preview(Math.min(count, mostStarts(schedule)), afterMs);
}

/** How many of them there are: under `times(n)` no process has more runs than that, and `toRunNow()` takes one. */
export function mostStarts({ plan: { times, when } }: Schedule): number {
  return times === undefined ? Number.POSITIVE_INFINITY : times - (when.kind === 'startup' ? 1 : 0);
}
