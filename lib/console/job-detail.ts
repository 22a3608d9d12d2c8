import type { EndKind, Row } from './row.js';
import type { ErrorView, Run } from './run-view.js';

/** One job in full. Times are epoch milliseconds. */
export interface JobDetail {
  readonly job: JobView;
  readonly running: readonly Run[];
  readonly waiting: readonly Run[];
  /** The newest first, 50 at most; `after` is where the next page begins. */
  readonly runs: readonly Run[];
  readonly after?: string;
  /** The last failure, while `failures` of them are in a row. */
  readonly error?: ErrorView;
  readonly failures?: number;
  /** Of a job that is asked for in a farm. */
  readonly asked?: { readonly waiting: number; readonly oldest?: number; readonly dead: number };
}

/** What there is to say of a job beside its row. */
export interface JobView extends Row {
  /** The words that declared its schedule. */
  readonly code?: string;
  /** Where it was declared, `file:line`. */
  readonly source?: string;
  /** Its rules in English, one a sentence. */
  readonly rules: readonly string[];
  /** What clock changes do to it, and what else there is to know. */
  readonly notes: readonly string[];
  /** Why its schedule can't be said as cron. */
  readonly noCron?: string;
  /** Its next seven starts, also while it is paused. */
  readonly upcoming: readonly number[];
  readonly timeoutMs?: number;
  readonly stats: JobStatsView;
  /** The last 60 occurrences, oldest first, for a chart. */
  readonly recent: readonly RecentRun[];
}

/** What a chart needs of a run. */
export interface RecentRun {
  readonly id: string;
  readonly at: number;
  readonly ms?: number;
  readonly kind: EndKind;
  readonly retried?: true;
}

/** How its occurrences ended, since the process started. */
export interface JobStatsView {
  readonly runs: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly timedOut: number;
  readonly cancelled: number;
  readonly abandoned: number;
  readonly missed: number;
  readonly skipped: number;
  /** Of the runs that are kept. */
  readonly p50?: number;
  readonly p95?: number;
  readonly lateP50?: number;
  readonly lateP99?: number;
  readonly lastSuccess?: number;
}
