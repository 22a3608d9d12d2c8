import type { Schedule } from '../recurrence/schedule.js';
import type { JobWords } from './job.js';
import type { ScheduleClause } from './schedule-clause.js';

/**
 * The words of one job, as `scheduler.add` and `job.edit` take them: `s => s.toRunEvery(5).minutes()`. They end in a clause
 * that is complete, so `s => s.toRunEvery(5)` does not compile; nor do they wait for anything.
 */
export type Words = (schedule: ScheduleClause) =>
  | JobWords
  // biome-ignore lint/suspicious/noConfusingVoidType: what is said in a block of its own returns nothing.
  | void;

/** When a job runs: in words, as a `Schedule`, or as cron text such as `'0 9 * * MON-FRI'`. */
export type When = Words | Schedule | string;
