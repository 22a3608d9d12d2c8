import type { Trigger } from '../job/context.js';
import type { Missed } from '../recurrence/missed.js';
import type { Enrolment } from '../run/enrolment.js';
import type { Pace } from '../run/pace.js';
import type { ClockFinding } from './clock-watch.js';
import type { Due } from './engine.js';
import type { JobEntry } from './job-entry.js';
import type { JobTable } from './job-table.js';
import type { Outstanding } from './outstanding.js';
import type { SafeAlarm } from './safe-alarm.js';

/** Who is told of what is due. None of it may throw. */
export interface AgendaListener {
  /** Whether an engine decides who runs the job: it enrols it, and is told of what is due. */
  isShared(entry: JobEntry): boolean;
  handOver(entry: JobEntry, due: Due): void;
  /** An occurrence is to be run; `inTurn` where it makes up for a missed one beside others. */
  due(entry: JobEntry, enrolment: Enrolment, occurrenceMs: number, trigger: Trigger, inTurn: boolean): void;
  /** These are not run; the run at `intoMs` makes up for them. */
  missed(entry: JobEntry, missed: Missed, intoMs: number | undefined): void;
  /** What was due in a pause. */
  paused(entry: JobEntry, outstanding: Outstanding): void;
  /** The schedule threw; it is tried again. */
  broke(entry: JobEntry, error: unknown): void;
  noticed(finding: ClockFinding, nowMs: number): void;
}

/** The parts that an agenda works with. */
export interface AgendaParts {
  readonly pace: Pace;
  readonly setAlarm: SafeAlarm;
  readonly jobs: JobTable;
  readonly keepAlive: boolean;
}
