/// <reference lib="esnext.disposable" preserve="true" />
// What is public can be disposed of with `await using`; the line above brings the symbol to users whose `lib` lacks it.

export { SchedulerError } from './errors.js';
export { Job } from './job/job.js';
export type { RunContext } from './job/run.js';
export { DayOfWeek } from './recurrence/recurrence.js';
