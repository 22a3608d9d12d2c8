// The HTTP interface, version 1, as JSON types. Nothing of it needs Node or a DOM. All times are epoch milliseconds.
import type { Act, HostView, Problem, Why } from '../console/findings.js';
import type { JobDetail } from '../console/job-detail.js';
import type { Overview } from '../console/overview.js';
import type { ProgressView, Row } from '../console/row.js';
import type { LineView, Run, RunDetail } from '../console/run-view.js';
import type { TimelineView } from '../console/timeline-view.js';
import type { StateWords } from './state-words.js';

export type { Deed } from '../console/action.js';
export type { HostView, Problem } from '../console/findings.js';
export type { JobView, RecentRun } from '../console/job-detail.js';
export type { Drum, DrumPin, DrumSlot, SchedulerView } from '../console/overview.js';
export type { EndKind, PauseView, ProgressView, Row, RowState } from '../console/row.js';
export type { ErrorView, LineView, Run, RunDetail } from '../console/run-view.js';
export type { Bar, Cell, Mark, TimelineRow } from '../console/timeline-view.js';

/** What is in every answer that can go stale. */
export interface Stamp {
  readonly v: 1;
  /** Within it revisions can be compared; of a farm it is that of all hosts. */
  readonly epoch: string;
  readonly rev: number;
  /** The server's clock. */
  readonly now: number;
}

/** `?get=state` */
export interface StateReply extends Stamp, Overview {
  readonly says: StateWords;
  readonly user?: string;
  readonly can: Can;
  readonly environment?: { readonly label: string; readonly tone: 'danger' | 'warning' | 'quiet' };
  readonly title?: string;
  readonly backLink?: string;
}

/** What this user may do; of a single job, the server has the last word. */
export interface Can {
  readonly run: boolean;
  readonly pause: boolean;
  readonly cancel: boolean;
  readonly skip: boolean;
}

/** `?get=jobs` */
export interface JobsReply extends Stamp {
  /** How many there are, and how many of them the question is about. */
  readonly total: number;
  readonly matching: number;
  /** The cursor of the next page. */
  readonly after?: string;
  readonly jobs: readonly Row[];
}

/** `?get=job` */
export interface JobReply extends Stamp, JobDetail {}

/** `?get=runs` */
export interface RunsReply {
  readonly v: 1;
  readonly runs: readonly Run[];
  /** `before` of the next page. */
  readonly after?: string;
}

/** `?get=run` */
export interface RunReply {
  readonly v: 1;
  readonly now: number;
  readonly run: RunDetail;
}

/** `?get=timeline` */
export interface TimelineReply extends Stamp, TimelineView {}

/** `?get=why` */
export interface WhyReply extends Why {
  readonly v: 1;
}

/** `?get=problems` */
export interface ProblemsReply extends Stamp {
  readonly problems: readonly Problem[];
  /** What was looked for and not found, in a sentence. */
  readonly nothingElse: string;
}

/** `?get=activity` */
export interface ActivityReply extends Stamp {
  readonly activity: readonly Act[];
  /** `before` of the next page. */
  readonly after?: number;
}

/** `?get=hosts` */
export interface HostsReply extends Stamp {
  readonly hosts: readonly HostView[];
  /** Whether these share one store. */
  readonly isFarm: boolean;
}

/** `?get=health` */
export interface HealthReply {
  readonly v: 1;
  readonly ok: boolean;
  readonly state: 'new' | 'running' | 'stopping' | 'stopped';
}

/** `POST ?do=` with a job. */
export interface ActionReply {
  readonly v: 1;
  readonly ok: true;
  readonly run?: string;
  /** The occurrence that is skipped. */
  readonly at?: number;
  /** How much that had failed for good runs again. */
  readonly count?: number;
  readonly job: Row;
}

/** `POST ?do=pauseAll` and `resumeAll`. */
export interface AllReply {
  readonly v: 1;
  readonly ok: true;
  readonly count: number;
}

/** Every answer that is not 2xx or 304. */
export interface ErrorReply {
  readonly v: 1;
  readonly error: { readonly code: string; readonly message: string };
}

/** The events of `?get=events`, by name, with what their `data` holds. `id` is `epoch.rev`. */
export interface StreamFrames {
  readonly hello: { readonly epoch: string; readonly rev: number; readonly now: number };
  /** What has changed. A job that has been removed comes as `removed`. */
  readonly jobs: readonly Row[];
  readonly removed: readonly string[];
  readonly running: readonly {
    readonly id: string;
    readonly job: string;
    readonly progress?: ProgressView;
    readonly ms: number;
  }[];
  readonly line: LineView & { readonly run: string };
  /** How many problems there are now: ask again. */
  readonly problem: { readonly problems: number };
  readonly act: Act;
  readonly state: { readonly state: 'running' | 'stopping' | 'stopped' };
  /** What is known no longer counts: ask for everything again. */
  readonly reset: Readonly<Record<string, never>>;
  /** The stream ends. `left` is how long what runs may go on, in milliseconds. */
  readonly bye: { readonly reason: ByeReason; readonly left?: number };
}

/**
 * Why a stream ends: `stopping`, `refused`, `too many streams`, or what the application said when it closed the
 * dashboard. After any of these there is no use in coming back at once.
 */
export type ByeReason = string;

/** The files of the page, as text. */
export interface Assets {
  readonly 'app.js': string;
  readonly 'app.css': string;
  readonly 'icon.svg': string;
}
