import type { RunKind } from './run-view.js';

/** A scheduler, or a farm, as a whole. Times are epoch milliseconds. */
export interface Overview {
  /** Who is asked. */
  readonly scheduler: SchedulerView;
  /** How the jobs are now. */
  readonly counts: Counts;
  /** What ended within the last 24 hours. */
  readonly day: DayCounts;
  /** How late the slowest in a hundred of the last runs began, in milliseconds. */
  readonly lateP99?: number;
  /** When the next run of any job starts; absent where none does. */
  readonly nextAt?: number;
  /** Starts by the minute. */
  readonly drum: Drum;
  /** How many problems there are, notes included. */
  readonly problems: number;
}

/** Who is asked. */
export interface SchedulerView {
  /** Its name; of several that are seen as one, their names with commas between. */
  readonly name: string;
  /** How far it is. */
  readonly state: 'new' | 'running' | 'stopping' | 'stopped';
  /** The zone of its first job, or `UTC` where it has none. */
  readonly zone: string;
  /** When it was started; absent before. */
  readonly startedAt?: number;
  /** The name of the host. */
  readonly host: string;
  /** The id of the process. */
  readonly pid: number;
  /** Of Carillon. */
  readonly version: string;
  /** The version of Node. */
  readonly node: string;
  /** The version of the time zone database. */
  readonly tz: string;
  /** Whether pauses outlive the process, for all hosts. */
  readonly keeps: boolean;
  /** While it stops: what may still finish, and until when. */
  readonly stopping?: { readonly jobs: readonly string[]; readonly until?: number };
}

/** How many jobs there are, and how they are. */
export interface Counts {
  /** All jobs. */
  readonly jobs: number;
  /** Jobs that have a run in progress, whatever else they are. */
  readonly running: number;
  /** Jobs whose last run ended badly, paused ones aside, and those whose schedule throws. */
  readonly failing: number;
  /** Jobs that need a look: failing ones, and those that are due and have not started. */
  readonly look: number;
  /** Jobs that are paused, also those of which a run goes on. */
  readonly paused: number;
  /** Jobs that can be paused: they are not, and their schedule is not over. */
  readonly pausable: number;
}

/** What has ended within the last 24 hours, counted by whole hours. */
export interface DayCounts {
  /** Runs that were started. */
  readonly runs: number;
  /** Runs that ended badly: failed, timed out or abandoned. */
  readonly failed: number;
  /** Occurrences that were due and not run. */
  readonly skipped: number;
  /** Occurrences that nothing ran for: each of those missed together counts. */
  readonly missed: number;
}

/** The hour behind and the hour before us, a slot a minute. */
export interface Drum {
  /** The beginning of the first slot. */
  readonly from: number;
  /** How long a slot is: a minute. */
  readonly slotMs: number;
  /** 120, the earliest first; the 60th holds the present. */
  readonly slots: readonly DrumSlot[];
}

/** What started, or will, within one minute. */
export interface DrumSlot {
  /** Jobs that run less than once a minute, at most eight. `kind` is absent where the start is to come or in progress. */
  readonly pins?: readonly DrumPin[];
  /** How many pins more there are. */
  readonly more?: number;
  /** How many starts there were of jobs that run once a minute or more often. */
  readonly rail?: number;
  /** How many of these ended badly. */
  readonly bad?: number;
}

/** One start. */
export interface DrumPin {
  /** The job that starts. */
  readonly job: string;
  /** How the run is or ended; absent of a start to come. */
  readonly kind?: RunKind;
}
