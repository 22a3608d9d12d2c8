import { type Console, localConsole } from '../console/index.js';
import { ScheduleError, type Scheduler } from '../index.js';
import { checkSurplus } from '../surplus.js';
import { pageAssets } from './assets.js';
import { type Dashboard, dashboardOver } from './dashboard.js';
import { checkDashboardOptions, type DashboardOptions } from './options.js';
import { processSurroundings } from './surroundings.js';

export type {
  Act,
  ActivityQuery,
  Attempt,
  Bar,
  Cell,
  Change,
  Command,
  Console,
  Counts,
  DayCounts,
  Deed,
  Done,
  Drum,
  DrumPin,
  DrumSlot,
  EndKind,
  ErrorView,
  Frame,
  Health,
  Histogram,
  HostView,
  JobDetail,
  JobNumbers,
  JobStatsView,
  JobsPage,
  JobsQuery,
  JobView,
  LastRun,
  LineView,
  Load,
  Mark,
  Overview,
  PauseView,
  Problem,
  ProblemCode,
  ProgressView,
  RecentRun,
  RefusalCode,
  Refused,
  Reply,
  Row,
  RowPhase,
  RowState,
  Run,
  RunDetail,
  RunKind,
  RunsPage,
  RunsQuery,
  SchedulerView,
  Sees,
  Soon,
  TimelineQuery,
  TimelineRow,
  TimelineView,
  Why,
} from '../console/index.js';
export type { Access } from './access.js';
export type { Dashboard } from './dashboard.js';
export type { Action, AuthorizeContext, DashboardOptions, RedactedField } from './options.js';

/**
 * A page that people leave open, over a scheduler: what runs, what failed and why, what comes next, why something did not
 * run. Without `authorize` it serves this machine only. Nothing is kept of a scheduler that has no dashboard.
 *
 *     application.use('/jobs', dashboard(scheduler).node);
 *
 * @param scheduler one, several, or a console of another kind, as a farm gives it
 * @throws ScheduleError for what is none of these, and for an impossible option
 */
export function dashboard(scheduler: Scheduler | readonly Scheduler[] | Console, options?: DashboardOptions): Dashboard;
export function dashboard(
  scheduler: Scheduler | readonly Scheduler[] | Console,
  options: DashboardOptions = {},
  ...surplus: readonly unknown[]
): Dashboard {
  checkSurplus('dashboard', 2, surplus, 'say several schedulers in a list');
  checkDashboardOptions(options);
  return dashboardOver(consoleOf(scheduler), options, processSurroundings, pageAssets);
}

function consoleOf(subject: Parameters<typeof dashboard>[0]): Console {
  if (isConsole(subject)) return subject;
  const schedulers = Array.isArray(subject) ? subject : [subject];
  if (schedulers.length > 0 && schedulers.every(isScheduler)) {
    return localConsole(subject, undefined, processSurroundings.warn);
  }
  throw new ScheduleError('dashboard(…) takes a Scheduler, a list of them, or a console such as that of a farm');
}

/** By what they can do, since those of another copy of this package are meant, too. */
function isConsole(subject: unknown): subject is Console {
  return typeof subject === 'object' && subject !== null && 'overview' in subject && 'watch' in subject;
}

function isScheduler(subject: unknown): boolean {
  return typeof subject === 'object' && subject !== null && 'jobs' in subject && 'on' in subject;
}
