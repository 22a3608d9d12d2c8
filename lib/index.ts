/// <reference lib="esnext.disposable" preserve="true" />
// What is public can be disposed of with `await using`; the line above brings the symbol to users whose `lib` lacks it.

import { afterRound } from './host/after-round.js';
import { processId } from './host/process-id.js';
import { processSignals } from './host/process-signals.js';
import { serverParticipant } from './host/server-participant.js';
import { shared } from './host/shared.js';
import { processShutdown } from './host/shutdown-coordinator.js';
import { checkSignals } from './host/stop-request.js';
import { systemClock } from './host/system-clock.js';
import { Registry } from './registry/registry.js';
import { bringWorld } from './scheduler/world.js';

export {
  BackgroundFullError,
  DataRefusedError,
  DuplicateNameError,
  InvalidTimeError,
  NeverFiresError,
  NoJobError,
  RunCancelledError,
  RunTimeoutError,
  ScheduleError,
  ScheduleRangeError,
  SchedulerError,
  SchedulerStoppingError,
  UnknownZoneError,
} from './errors.js';
export type {
  CalendarClauses,
  DayOfMonthWords,
  DaysClause,
  MonthsClause,
  OnOptions,
  RollOptions,
  TimeOfDayWords,
  WeekdaysClause,
  WeekendsClause,
  WeeksClause,
  YearsClause,
} from './grammar/calendar.js';
export type {
  ElapsedClauses,
  HoursClause,
  MillisecondsClause,
  MinutesClause,
  SecondsClause,
} from './grammar/elapsed.js';
export type { CatchUpOptions, JobWords, LateOptions, RunPredicate } from './grammar/job.js';
export type { CompletionClause, DateInput, LimitWords, NarrowingWords } from './grammar/narrowing.js';
export type {
  AskedClause,
  CronOptions,
  EveryClause,
  OnceInClause,
  ScheduleClause,
  StartClause,
  StartDelayClause,
} from './grammar/schedule-clause.js';
export type { DelayClause, ScheduledClause } from './grammar/scheduled-clause.js';
export type { When, Words } from './grammar/words.js';
export type { RunContext, RunLog, Trigger } from './job/context.js';
export type { JobDefinition, NameOrigin } from './job/definition.js';
export { Job, type JobClass, type JobFactory, type JobFunction, type JobOptions, type Work } from './job/job.js';
export type {
  ErrorJson,
  LogLevel,
  LogLine,
  Outcome,
  OutcomeJson,
  OutcomeKind,
  PlainData,
  Progress,
  RunProgress,
  RunProgressJson,
  RunRecord,
  RunRecordJson,
  RunStart,
  SkipReason,
} from './job/outcome.js';
export type { Condition, Hooks, OverlapPolicy, RetryPolicy } from './job/policies.js';
export type { RetryOptions } from './job/retry-options.js';
export type { JobRules } from './job/rules.js';
export type { ByOptions } from './job/said.js';
export type { SchemaIssue, SchemaResult, StandardSchema } from './job/standard-schema.js';
export type { ScheduleJson } from './recurrence/json/schedule-json.js';
export {
  type Linter,
  type LintFinding,
  type LintPeriod,
  type LintRemark,
  type LintSubject,
  lint,
  type ScheduledSubject,
} from './recurrence/lint/lint.js';
export type { LintCode, LintSeverity } from './recurrence/lint/severity.js';
export type { MissedPolicy } from './recurrence/missed.js';
export {
  type CalendarDate,
  type CronDialect,
  type DatePredicate,
  DayOfWeek,
  type IfMissing,
  Month,
} from './recurrence/recurrence.js';
export { Schedule } from './recurrence/schedule.js';
export type { NoCronReason, ToCron } from './recurrence/to-cron/to-cron.js';
export { Registry, type RegistryOptions } from './registry/registry.js';
export type { GuardPhase } from './run/guard.js';
export type { RunTrace } from './run/perform.js';
export type { Asked, AskedJob, Asking, EnqueueItem, EnqueueOptions, EnqueueWhere } from './scheduler/asked.js';
export type { Background, BackgroundOptions, BackgroundTaskView } from './scheduler/background.js';
export type { BackgroundOutcome, BackgroundWork } from './scheduler/background-task.js';
export type { Percentiles } from './scheduler/digest.js';
export type {
  AnyEvent,
  EventName,
  JobEvent,
  Listener,
  PausedEvent,
  SchedulerEvents,
  SkipEvent,
} from './scheduler/events.js';
export type { RunExplanation } from './scheduler/explanation.js';
export type { FarmEvent } from './scheduler/farm-event.js';
export type { SchedulerHealth } from './scheduler/health.js';
export type { JobCounts, JobStats } from './scheduler/job-history.js';
export type { CancelOptions, JobPause, JobPhase, PauseOptions, ScheduledJobJson } from './scheduler/job-view.js';
export type { SchedulerState } from './scheduler/lifecycle.js';
export type {
  AddOptions,
  SchedulerOptions,
  SignalOptions,
  StopOptions,
  TimelineOptions,
} from './scheduler/options.js';
export type { Participant, WebServer } from './scheduler/participant.js';
export type { DefinitionSource } from './scheduler/ports.js';
export type { Logger } from './scheduler/reporter.js';
export { ScheduledJob } from './scheduler/scheduled-job.js';
export { Scheduler } from './scheduler/scheduler.js';
export type { StopReport } from './scheduler/stopping.js';
export type { TimelineItem } from './scheduler/timeline.js';
export type { Alarm, AlarmOptions, Clock } from './time/clock.js';
export type { DurationInput } from './time/duration.js';
export type { EpochInstant, InstantInput, PlainDateTime } from './time/instant.js';

bringWorld({
  clock: systemClock,
  afterRound,
  processId,
  shutdown: processShutdown,
  print: processSignals.print,
  emptySource: () => new Registry(),
  checkSignals,
  // What it is given is looked at, and refused if it is none.
  serverParticipant: (server, name, asked) =>
    serverParticipant(server as Parameters<typeof serverParticipant>[0], name, asked),
  shared,
});
