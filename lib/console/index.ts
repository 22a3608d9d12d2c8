import { randomUUID } from 'node:crypto';
import type { Scheduler } from '../index.js';
import type { Console } from './console.js';
import { FarmConsole } from './farm/farm-console.js';
import { FarmSubject } from './farm/farm-subject.js';
import { JoinedSubject } from './local/joined-subject.js';
import { LocalConsole } from './local/local-console.js';
import type { Subject } from './local/subject.js';
import { type Place, thisPlace } from './place.js';

export type { Command, Deed, Done, RefusalCode, Refused, Reply } from './action.js';
export type {
  ActivityQuery,
  Change,
  Console,
  Health,
  Histogram,
  JobNumbers,
  JobsPage,
  JobsQuery,
  RunsPage,
  RunsQuery,
  Sees,
  Soon,
  TimelineQuery,
} from './console.js';
export type { Act, HostView, Problem, ProblemCode, Why } from './findings.js';
export { DURATION_BUCKETS_S, LATENESS_BUCKETS_S } from './histogram.js';
export type { JobDetail, JobStatsView, JobView, RecentRun } from './job-detail.js';
export type { Counts, DayCounts, Drum, DrumPin, DrumSlot, Overview, SchedulerView } from './overview.js';
export type { Place } from './place.js';
export type { EndKind, LastRun, PauseView, ProgressView, Row, RowPhase, RowState } from './row.js';
export type { Attempt, ErrorView, Frame, LineView, Run, RunDetail, RunKind } from './run-view.js';
export type { Bar, Cell, Load, Mark, TimelineRow, TimelineView } from './timeline-view.js';

/**
 * A console over a scheduler of this process, or over several as if they were one: then the jobs need names that no two
 * of them share. Over one with a farm it tells of all hosts. It listens from now on, which costs less than a microsecond a
 * run, until it is closed.
 * @param warn is told of a job that can't be shown, since another has its name
 * @throws ScheduleError where two schedulers have a job of one name
 */
export function localConsole(
  scheduler: Scheduler | readonly Scheduler[],
  place: Place = thisPlace(),
  warn: (message: string) => void = () => {},
): Console {
  const subject: Subject = isList(scheduler) ? new JoinedSubject(scheduler.map(subjectOf), warn) : subjectOf(scheduler);
  const here = new LocalConsole(subject, place, randomUUID().slice(0, 8));
  return subject.beyond === undefined ? here : new FarmConsole(here, subject.beyond);
}

function isList(scheduler: Scheduler | readonly Scheduler[]): scheduler is readonly Scheduler[] {
  return Array.isArray(scheduler);
}

function subjectOf(scheduler: Scheduler): Subject {
  const { farm } = scheduler;
  return farm === undefined ? scheduler : new FarmSubject(scheduler, farm);
}
