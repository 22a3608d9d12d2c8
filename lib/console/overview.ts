import type { RunKind } from './run-view.js';

/** A scheduler, or a farm, as a whole. Times are epoch milliseconds. */
export interface Overview {
  readonly scheduler: SchedulerView;
  readonly counts: Counts;
  readonly day: DayCounts;
  /** How late the slowest in a hundred of the last runs began, in milliseconds. */
  readonly lateP99?: number;
  readonly nextAt?: number;
  readonly drum: Drum;
  /** How many problems there are, notes included. */
  readonly problems: number;
}

/** Who is asked. */
export interface SchedulerView {
  readonly name: string;
  readonly state: 'new' | 'running' | 'stopping' | 'stopped';
  readonly zone: string;
  readonly startedAt?: number;
  readonly host: string;
  readonly pid: number;
  /** Of Carillon. */
  readonly version: string;
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
  readonly jobs: number;
  readonly running: number;
  readonly failing: number;
  readonly paused: number;
}

/** What has ended within the last 24 hours, counted by whole hours. */
export interface DayCounts {
  readonly runs: number;
  /** Runs that ended badly: failed, timed out or abandoned. */
  readonly failed: number;
  readonly skipped: number;
  readonly missed: number;
}

/** The hour behind and the hour before us, a slot a minute. */
export interface Drum {
  /** The beginning of the first slot. */
  readonly from: number;
  readonly slotMs: number;
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
  readonly job: string;
  readonly kind?: RunKind;
}
