import type { Command, Reply } from './action.js';
import type { Act, HostView, Problem, Why } from './findings.js';
import type { JobDetail } from './job-detail.js';
import type { Overview } from './overview.js';
import type { EndKind, ProgressView, Row } from './row.js';
import type { LineView, Run, RunDetail } from './run-view.js';
import type { TimelineView } from './timeline-view.js';

/** An answer, or the promise of one: here it is there at once, over a network it is not. */
export type Soon<T> = T | Promise<T>;

/** Which jobs a question is about: every count and text of its answer is made from these alone. */
export type Sees = (job: string) => boolean;

/**
 * What can be asked of and done to a scheduler, wherever it is. One contract suite holds for all that implement it.
 * What it tells is not redacted, and not cut: who shows it to people does both.
 */
export interface Console {
  /** Of the scheduler, or the farm. */
  readonly name: string;
  /** Changes when what was told before no longer counts, as after a restart; of a farm it is the same on all hosts. */
  readonly epoch: string;
  /** Grows with every change. Looks at the clock first, so that what has become due since counts. */
  revision(): number;
  /** The clock of the scheduler, in epoch milliseconds: what all times are to be compared with. */
  now(): number;
  /** Whether there is a job of this name. */
  has(name: string): boolean;
  /** The names of all jobs. */
  names(): readonly string[];
  /** The whole in short. */
  overview(sees?: Sees): Soon<Overview>;
  /** A page of rows. */
  jobs(query: JobsQuery): Soon<JobsPage>;
  /** The rows of these, without those that are no job. */
  rows(names: readonly string[]): Soon<readonly Row[]>;
  /** The jobs that changed after a revision, those that were removed too; `undefined` where that is too long ago to tell. */
  changed(since: number): ReadonlySet<string> | undefined;
  /** The same for who comes back with a revision that was told by whichever host; some may have been told before. */
  missed(since: number): ReadonlySet<string> | undefined;
  /** `undefined` where there is no such job. */
  job(name: string): Soon<JobDetail<unknown> | undefined>;
  /** A page of runs that have ended, the newest first. */
  runs(query: RunsQuery): Soon<RunsPage>;
  /** `undefined` where there is no such run, or it is no longer kept. */
  run(id: string): Soon<RunDetail<unknown> | undefined>;
  /** What ran, and what is to come, in a stretch of time. */
  timeline(query: TimelineQuery): Soon<TimelineView>;
  /** Why a job did or did not run at an instant in epoch milliseconds; for an unknown job, that there is none. */
  why(job: string, at: number): Soon<Why>;
  /** What is wrong now, the worst first. */
  problems(sees?: Sees): Soon<readonly Problem[]>;
  /** Who did what, the newest first. */
  activity(query: ActivityQuery): Soon<readonly Act[]>;
  /** The processes that run the jobs; without a farm, this one. */
  hosts(sees?: Sees): Soon<readonly HostView[]>;
  /** Whether what it tells of is shared by several processes. */
  readonly isFarm: boolean;
  /** Whether it is up, and how it is: what a kubelet asks. */
  health(): Soon<Health>;
  /** The numbers of every job, for a monitor. */
  metrics(sees?: Sees): Soon<readonly JobNumbers[]>;
  /** Never throws and never rejects: what can't be done says why. */
  do(command: Command): Promise<Reply>;
  /** Keeps what was tried and refused before it came here. */
  note(refused: Omit<Act, 'id' | 'at' | 'ok'>): void;
  /**
   * Calls the listener with each change; that a run has started, only where something was asked within the last minute.
   * @returns a function that takes it off again
   */
  watch(listener: (change: Change) => void): () => void;
  /** Ends what it keeps; a second call does nothing. */
  close(): void;
}

/** Which jobs, in which order. */
export interface JobsQuery {
  /** Found in name, words, purpose, group or tag. */
  readonly q?: string;
  /** Those in this `RowState`, or in `look`: broken, failing or due. What runs or is paused is so whatever else it is. */
  readonly state?: string;
  /** `attention`: what needs a look first; `next`: by the next start; `slowest`: by the median. */
  readonly sort: 'attention' | 'next' | 'name' | 'slowest';
  /** At most so many. */
  readonly limit: number;
  /** The cursor of the page before. */
  readonly after?: string;
  /** Which jobs there are for who asks; without it, all. */
  readonly sees?: Sees;
}

/** A page of jobs. */
export interface JobsPage {
  /** How many jobs there are for who asks. */
  readonly total: number;
  /** How many of them the question is about, on all pages. */
  readonly matching: number;
  /** The cursor of the next page; absent on the last. */
  readonly after?: string;
  /** Those of this page, in order. */
  readonly jobs: readonly Row[];
}

/** Which runs; the newest come first. */
export interface RunsQuery {
  /** Of this job; without it, of all. */
  readonly job?: string;
  /** Those that ended so; without it, all. */
  readonly outcome?: EndKind;
  /** The run after which the page begins. */
  readonly before?: string;
  /** At most so many. */
  readonly limit: number;
  /** Which jobs there are for who asks; without it, all. */
  readonly sees?: Sees;
}

/** A page of runs. */
export interface RunsPage {
  /** The newest first. */
  readonly runs: readonly Run<unknown>[];
  /** `before` of the next page; absent on the last. */
  readonly after?: string;
}

/** Which stretch of time, and how finely. */
export interface TimelineQuery {
  /** Where it begins, in epoch milliseconds. */
  readonly from: number;
  /** Where it ends, in epoch milliseconds; exclusive. */
  readonly to: number;
  /** At most 100; without it, the first that are seen. */
  readonly jobs?: readonly string[];
  /** How many pixels wide it is drawn. */
  readonly width: number;
  /** Which jobs there are for who asks, where `jobs` names none; without it, all. */
  readonly sees?: Sees;
}

/** Which acts; the newest come first. */
export interface ActivityQuery {
  /** Those with a lower `id`; without it, from the newest on. */
  readonly before?: number;
  /** At most so many. */
  readonly limit: number;
  /** Acts on other jobs are left out; those on no single job are not. */
  readonly sees?: Sees;
}

/** Whether it is up. */
export interface Health {
  /** False once it is stopping. */
  readonly ok: boolean;
  /** How far the scheduler is. */
  readonly state: 'new' | 'running' | 'stopping' | 'stopped';
}

/** The counters of a job since the process started, for a monitor. */
export interface JobNumbers {
  /** The name of the job. */
  readonly job: string;
  /** How many occurrences ended in each way; `missed` counts each of those missed together. */
  readonly outcomes: Readonly<Record<Exclude<EndKind, 'skipped'>, number>>;
  /** By reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** How many runs are in progress. */
  readonly running: number;
  /** How many of its last runs ended badly in a row. */
  readonly streak: number;
  /** When it starts next, in epoch milliseconds; absent where it does not. */
  readonly next?: number;
  /** When its last run that succeeded ended, in epoch milliseconds; absent before the first. */
  readonly lastSuccess?: number;
  /** How many runs took at most so many seconds: see `DURATION_BUCKETS_S`. */
  readonly durations: Histogram;
  /** How many runs began at most so many seconds late: see `LATENESS_BUCKETS_S`. */
  readonly lateness: Histogram;
}

/** Counts by bucket, not yet summed up; the last is of what is over every bound. */
export interface Histogram {
  /** One count more than there are bounds. */
  readonly buckets: readonly number[];
  /** All that was measured, added up, in milliseconds. */
  readonly sumMs: number;
}

/** One thing that has changed. */
export type Change =
  | { readonly kind: 'job'; readonly job: string }
  | {
      readonly kind: 'progress';
      readonly job: string;
      readonly run: string;
      readonly progress: ProgressView;
      readonly ms: number;
    }
  | { readonly kind: 'line'; readonly job: string; readonly run: string; readonly line: LineView<unknown> }
  | { readonly kind: 'problems' }
  | { readonly kind: 'act'; readonly act: Act }
  | { readonly kind: 'state'; readonly state: 'running' | 'stopping' | 'stopped'; readonly leftMs?: number };
