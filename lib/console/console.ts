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
  /** Changes when what was told before no longer counts, as after a restart. */
  readonly epoch: string;
  /** Grows with every change. Looks at the clock first, so that what has become due since counts. */
  revision(): number;
  now(): number;
  /** Whether there is a job of this name. */
  has(name: string): boolean;
  /** The names of all jobs. */
  names(): readonly string[];
  overview(sees?: Sees): Soon<Overview>;
  jobs(query: JobsQuery): Soon<JobsPage>;
  /** The rows of these, without those that are no job. */
  rows(names: readonly string[]): Soon<readonly Row[]>;
  /** The jobs that changed after a revision, those that were removed too; `undefined` where that is too long ago to tell. */
  changed(since: number): ReadonlySet<string> | undefined;
  /** `undefined` where there is no such job. */
  job(name: string, sees?: Sees): Soon<JobDetail | undefined>;
  runs(query: RunsQuery): Soon<RunsPage>;
  /** `undefined` where there is no such run, or it is no longer kept. */
  run(id: string): Soon<RunDetail<unknown> | undefined>;
  timeline(query: TimelineQuery): Soon<TimelineView>;
  why(job: string, at: number, sees?: Sees): Soon<Why>;
  problems(sees?: Sees): Soon<readonly Problem[]>;
  activity(query: ActivityQuery): Soon<readonly Act[]>;
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
  /** Calls the listener with each change. @returns a function that takes it off again. */
  watch(listener: (change: Change) => void): () => void;
  /** Ends what it keeps; a second call does nothing. */
  close(): void;
}

/** Which jobs, in which order. */
export interface JobsQuery {
  /** Found in name, words, purpose, group or tag. */
  readonly q?: string;
  readonly state?: string;
  readonly sort: 'attention' | 'next' | 'name' | 'slowest';
  readonly limit: number;
  /** The cursor of the page before. */
  readonly after?: string;
  readonly sees?: Sees;
}

/** A page of jobs. */
export interface JobsPage {
  readonly total: number;
  readonly matching: number;
  readonly after?: string;
  readonly jobs: readonly Row[];
}

/** Which runs; the newest come first. */
export interface RunsQuery {
  readonly job?: string;
  readonly outcome?: EndKind;
  /** The run after which the page begins. */
  readonly before?: string;
  readonly limit: number;
  readonly sees?: Sees;
}

/** A page of runs. */
export interface RunsPage {
  readonly runs: readonly Run[];
  readonly after?: string;
}

/** Which stretch of time, and how finely. */
export interface TimelineQuery {
  readonly from: number;
  readonly to: number;
  /** At most 100; without it, the first that are seen. */
  readonly jobs?: readonly string[];
  /** How many pixels wide it is drawn. */
  readonly width: number;
  readonly sees?: Sees;
}

/** Which acts; the newest come first. */
export interface ActivityQuery {
  readonly before?: number;
  readonly limit: number;
  readonly sees?: Sees;
}

/** Whether it is up. */
export interface Health {
  readonly ok: boolean;
  readonly state: 'new' | 'running' | 'stopping' | 'stopped';
}

/** The counters of a job since the process started, for a monitor. */
export interface JobNumbers {
  readonly job: string;
  readonly outcomes: Readonly<Record<Exclude<EndKind, 'skipped'>, number>>;
  /** By reason. */
  readonly skipped: Readonly<Record<string, number>>;
  readonly running: number;
  readonly streak: number;
  readonly next?: number;
  readonly lastSuccess?: number;
  /** How many runs took at most so many seconds: see `DURATION_BUCKETS_S`. */
  readonly durations: Histogram;
  /** How many runs began at most so many seconds late: see `LATENESS_BUCKETS_S`. */
  readonly lateness: Histogram;
}

/** Counts by bucket, not yet summed up; the last is of what is over every bound. */
export interface Histogram {
  readonly buckets: readonly number[];
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
