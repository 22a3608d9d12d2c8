import { expect } from 'chai';
import * as dashboard from '../lib/dashboard/index.js';
import * as farm from '../lib/farm/index.js';
import * as carillon from '../lib/index.js';
import * as kit from '../lib/kit.js';
import * as testing from '../lib/testing/index.js';
import { publicNamesOf } from './support/public-names.js';

/** What each entry of the package exports: a name that is added, lost or renamed is a decision. */
const SURFACE = {
  'lib/index.ts': {
    module: carillon,
    values: `
      BackgroundFullError DataRefusedError DayOfWeek DuplicateNameError InvalidTimeError Job Month NeverFiresError NoJobError Registry
      RunCancelledError RunTimeoutError Schedule ScheduleError ScheduleRangeError ScheduledJob Scheduler
      SchedulerError SchedulerStoppingError UnknownZoneError lint`,
    types: `
      AddOptions Alarm AlarmOptions AnyEvent Asked AskedClause AskedJob Asking Background BackgroundOptions
      BackgroundOutcome BackgroundTaskView BackgroundWork ByOptions CalendarClauses CalendarDate CancelOptions
      CatchUpOptions Clock CompletionClause Condition CronDialect CronOptions DateInput DatePredicate DayOfMonthWords
      DaysClause DefinitionSource DelayClause DurationInput ElapsedClauses EnqueueItem EnqueueOptions EnqueueWhere EpochInstant
      ErrorJson EventName EveryClause FarmEvent GuardPhase Hooks HoursClause IfMissing InstantInput JobClass JobCounts
      JobDefinition JobEvent JobFactory JobFunction JobOptions JobPause JobPhase JobRules JobStats JobWords
      LateOptions LimitWords LintCode LintFinding LintPeriod LintRemark LintSeverity LintSubject Linter Listener LogLevel LogLine Logger
      MillisecondsClause MinutesClause MissedPolicy MonthsClause NameOrigin NarrowingWords NoCronReason OnOptions
      OnceInClause Outcome OutcomeJson OutcomeKind OverlapPolicy Participant PauseOptions PausedEvent Percentiles
      PlainData PlainDateTime Progress RegistryOptions RetryOptions RetryPolicy RollOptions RunContext RunExplanation
      RunLog RunPredicate RunProgress RunProgressJson RunRecord RunRecordJson RunStart RunTrace ScheduleClause ScheduleJson SchemaIssue SchemaResult
      ScheduledClause ScheduledJobJson ScheduledSubject SchedulerEvents SchedulerHealth SchedulerOptions
      SchedulerState SecondsClause SignalOptions SkipEvent SkipReason StandardSchema StartClause StartDelayClause StopOptions
      StopReport TimeOfDayWords TimelineItem TimelineOptions ToCron Trigger WebServer WeekdaysClause WeekendsClause
      WeeksClause When Words Work YearsClause`,
  },
  'lib/kit.ts': {
    module: kit,
    values: `afterDelay byOf checkOptions dataVersionOf durationMs durationOf errorData instantMs isBad isIsolated isoInstant keyOf
      meantDuration outcomeOf plainData reasonText retryDelayMs shown systemClock takeData zoneOf`,
    types: `
      AskTerms AskWork AskedCounts AskedRow Command Condition DecidedOutcome Due DueDecision Engine EngineHost EngineRun FarmEvent
      Gap JobDefinition Missed MissedPolicy NameOrigin OffsetPeriod Participant Pause RetryPolicy
      RunQuery Start Survey SurveyedHost Surveyor Ticket TriggerTerms WallTime Zone`,
  },
  'lib/testing/index.ts': {
    module: testing,
    values: 'VirtualClock simulate',
    types: 'BusiestMinute GreatestOverlap PerOccurrence Simulation SimulationOptions Supposed',
  },
  'lib/farm/index.ts': {
    module: farm,
    values: 'AskedGoneError FarmAwayError FarmDirectoryError FarmError FarmMovedError FarmRefusedError pgBoss pglite',
    types: `Connection DeadLetter DeadQuery DiscardWhat Farm FarmCheck FarmOptions PgBossOptions PgliteOptions PoolOptions
      UserDatabase`,
  },
  'lib/dashboard/index.ts': {
    module: dashboard,
    values: 'dashboard',
    types: `
      Access Act Action ActivityQuery Attempt AuthorizeContext Bar Cell Change Command Console Counts Dashboard
      DashboardOptions DayCounts Deed Done Drum DrumPin DrumSlot EndKind ErrorView Frame Health Histogram HostView
      JobDetail JobNumbers JobStatsView JobView JobsPage JobsQuery LastRun LineView Load Mark Overview PauseView
      Problem ProblemCode ProgressView RecentRun RedactedField RefusalCode Refused Reply Row RowPhase RowState Run
      RunDetail RunKind RunsPage RunsQuery SchedulerView Sees Soon TimelineQuery TimelineRow TimelineView Why`,
  },
} as const;

describe('the public names', () => {
  for (const [path, { module, values, types }] of Object.entries(SURFACE)) {
    describe(`of ${path}`, () => {
      const names = publicNamesOf(path);

      it('are known, one by one', () => {
        expect(Object.keys(module).sort()).to.deep.equal(listed(values));
        expect(names.filter(({ isType }) => !isType).map(({ name }) => name)).to.deep.equal(listed(values));
        expect(names.filter(({ isType }) => isType).map(({ name }) => name)).to.deep.equal(listed(types));
      });
    });
  }
});

function listed(names: string): readonly string[] {
  return names.trim().split(/\s+/).sort();
}
