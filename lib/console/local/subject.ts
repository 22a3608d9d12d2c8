import type {
  ErrorJson,
  JobEvent,
  JobPause,
  LogLine,
  Progress,
  RunProgress,
  RunRecord,
  RunStart,
  ScheduledJob,
  Scheduler,
} from '../../index.js';

/** What a local console asks of a scheduler: one, or several that are seen as one. */
export type Subject = Pick<
  Scheduler,
  'name' | 'state' | 'startedAt' | 'jobs' | 'get' | 'now' | 'explainRun' | 'on' | 'join'
>;

/** A live handle. */
export type SubjectJob = ScheduledJob;

/** A run that has started or waits, as events tell it. */
export type SubjectRun = RunStart;

/** A run that has not ended: how far it is. */
export type SubjectProgress = RunProgress;

/** An occurrence that has ended. */
export type SubjectRecord = RunRecord;

/** A line of its log. */
export type SubjectLine = LogLine;

/** What it said of its progress. */
export type SubjectStep = Progress;

/** An error as plain data. */
export type SubjectError = ErrorJson;

/** A pause of a job. */
export type SubjectPause = JobPause;

/** How runs of a job behave. */
export type SubjectRules = ScheduledJob['rules'];

/** What happened to a job, and to no run of it. */
export type SubjectJobEvent = JobEvent;
