/// <reference lib="esnext.disposable" preserve="true" />
// What is public can be disposed of with `await using`; the line above brings the symbol to users whose `lib` lacks it.

import { ScheduleError, shown } from './errors.js';
import { processSignals } from './host/process-signals.js';
import { processShutdown } from './host/shutdown-coordinator.js';
import { checkSignals } from './host/stop-request.js';
import { systemClock } from './host/system-clock.js';
import { checkOptions } from './job/arguments.js';
import { checkMakeable } from './job/check-work.js';
import type { JobDefinition } from './job/definition.js';
import { isJobClass } from './job/job.js';
import type { ScheduleClause } from './registry/grammar.js';
import { Registry } from './registry/registry.js';
import type { ScheduleInput } from './registry/schedule-input.js';
import { checkClock } from './scheduler/check-ports.js';
import { type SchedulerOptions as CoreOptions, SCHEDULER_OPTIONS } from './scheduler/ports.js';
import type { ScheduledJob as CoreJob } from './scheduler/scheduled-job.js';
import { CoreScheduler } from './scheduler/scheduler.js';
import type { Clock } from './time/clock.js';

export {
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
export type { JobDefinition, NameOrigin } from './job/definition.js';
export { Job, type JobClass, type JobFactory, type JobFunction, type JobOptions, type Work } from './job/job.js';
export type {
  LogLevel,
  LogLine,
  Outcome,
  OutcomeKind,
  Progress,
  RunRecord,
  RunStart,
  SkipReason,
} from './job/outcome.js';
export type { Condition, Hooks, OverlapPolicy, RetryPolicy } from './job/policies.js';
export type { JobRules } from './job/rules.js';
export type { RunContext, RunLog, Trigger } from './job/run.js';
export type { ScheduleJson } from './recurrence/json/schedule-json.js';
export {
  type LintFinding,
  type LintPeriod,
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
export type {
  CronOptions,
  DelayClause,
  EveryClause,
  OnceInClause,
  ScheduleClause,
  ScheduledClause,
  StartClause,
  StartDelayClause,
} from './registry/grammar.js';
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
} from './registry/grammar-calendar.js';
export type {
  ElapsedClauses,
  HoursClause,
  MillisecondsClause,
  MinutesClause,
  SecondsClause,
} from './registry/grammar-elapsed.js';
export type { CatchUpOptions, JobWords, LateOptions, RetryOptions, RunPredicate } from './registry/grammar-job.js';
export type { CompletionClause, DateInput, LimitWords, NarrowingWords } from './registry/grammar-narrowing.js';
export { Registry, type RegistryOptions } from './registry/registry.js';
export type { ScheduleInput } from './registry/schedule-input.js';
export type { Background, BackgroundOptions, BackgroundWork } from './scheduler/background.js';
export type { EventName, JobEvent, Listener, SchedulerEvents } from './scheduler/events.js';
export type { JobCounts, JobStats, Percentiles } from './scheduler/job-history.js';
export type { Logger } from './scheduler/logger.js';
export type { SignalOptions, StopOptions } from './scheduler/ports.js';
export type { JobPhase } from './scheduler/scheduled-job.js';
export type { StopReport } from './scheduler/stopping.js';
export type { TimelineItem } from './scheduler/timeline.js';
export type { Alarm, AlarmOptions, Clock } from './time/clock.js';
export type { DurationInput } from './time/duration.js';
export type { EpochInstant, InstantInput, PlainDateTime } from './time/instant.js';

/** The words of a job, as `scheduler.add` and `job.edit` take them: `s => s.toRunEvery(5).minutes()`. */
export type Words = (schedule: ScheduleClause) => unknown;

/** The live handle of a job. */
export type ScheduledJob = CoreJob<ScheduleInput>;

/** What may be said of a scheduler. Everything has a default. */
export interface SchedulerOptions extends CoreOptions {
  /**
   * Where its time comes from: a `VirtualClock` in tests. Default: the clock of the host. With another, the signals of
   * the process are left alone unless `handleSignals` says so.
   */
  readonly clock?: Clock;
}

/**
 * Runs the jobs of a registry on time, each guarded against itself, and stops them cleanly, also when the process is
 * asked to end. Constructing one touches nothing global.
 *
 *     const scheduler = new Scheduler(new Jobs()).start();
 */
export class Scheduler extends CoreScheduler<ScheduleInput> {
  /**
   * @param registry its jobs and, for those added later, its zone
   * @throws ScheduleError and its like for what the registry says wrong, for what is no registry, and for an unknown
   *   option; DuplicateNameError; InvalidTimeError and ScheduleRangeError for an impossible option
   */
  constructor(registry: Registry = new Registry(), options: SchedulerOptions = {}) {
    checkRegistry(registry);
    checkOptions('a Scheduler', options, ['clock', ...SCHEDULER_OPTIONS], STRAYS);
    const { clock, ...others } = options;
    checkClock(clock);
    const accept = others.jobFactory === undefined ? makeable : (definition: JobDefinition) => definition;
    const define = registry.definer;
    super(
      { definitions: () => registry.definitions().map(accept) },
      {
        clock: clock ?? systemClock,
        shutdown: processShutdown,
        print: processSignals.print,
        define: (work, input, kept) => accept(define(work, input, kept)),
      },
      { handleSignals: clock === undefined, ...others },
    );
    const { handleSignals } = others;
    if (typeof handleSignals === 'object') checkSignals(handleSignals.signals ?? []);
  }
}

/** Options that others are told by. */
const STRAYS = {
  ...Object.fromEntries(
    ['zone', 'timezone', 'timeZone', 'tz'].map(name => [
      name,
      "a zone belongs to the Registry, as in new Registry({ zone: 'Europe/Berlin' }), or to a job, as in inZone('UTC')",
    ]),
  ),
  serial: 'it belongs to the Registry, as in new Registry({ serial: true })',
};

/** A definition whose jobs can be made without a factory. */
function makeable(definition: JobDefinition): JobDefinition {
  const { schedule, work, andThen, declaredAt } = definition;
  if (![work, ...andThen].some(isJobClass)) return definition;
  const job = declaredAt === undefined ? `job '${schedule.name}'` : `job '${schedule.name}' (${declaredAt})`;
  for (const piece of [work, ...andThen]) checkMakeable(job, piece);
  return definition;
}

/** By what it can do, since one of another copy of this package is a registry, too. */
function checkRegistry(registry: Partial<Registry> | null): void {
  if (typeof registry?.definitions === 'function') return;
  const example = 'new Scheduler(registry, { history: 10 })';
  throw new ScheduleError(`a Scheduler takes a Registry first, then options, as ${example}, not ${shown(registry)}`);
}
