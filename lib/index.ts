/** The public surface, name by name. */
export { SchedulerError } from './errors.js';
export { Job } from './job/job.js';
export type { RunContext } from './job/run.js';
export { DayOfWeek } from './recurrence/recurrence.js';
