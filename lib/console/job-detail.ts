import type { EndKind, Row } from './row.js';
import type { ErrorView, Run } from './run-view.js';

/** One job in full. Times are epoch milliseconds; of `Data` as of a run. */
export interface JobDetail<Data = string> {
  /** Its row, and what there is to say beside it. */
  readonly job: JobView;
  /** The runs in progress. */
  readonly running: readonly Run<Data>[];
  /** The runs that are due and wait, for their group or for the run before. */
  readonly waiting: readonly Run<Data>[];
  /** The newest first, 50 at most; `after` is where the next page begins. */
  readonly runs: readonly Run<Data>[];
  /** `before` of the next page of runs; absent where `runs` are all. */
  readonly after?: string;
  /** The last failure, while `failures` of them are in a row. */
  readonly error?: ErrorView;
  /** How many of its last runs ended badly in a row; present with `error`. */
  readonly failures?: number;
  /** Of a job that is asked for in a farm. */
  readonly asked?: { readonly waiting: number; readonly oldest?: number; readonly dead: number };
}

/** What there is to say of a job beside its row. */
export interface JobView extends Row {
  /** Where it was declared, `file:line`. */
  readonly source?: string;
  /** Its rules in English: what about, and what holds. */
  readonly rules: readonly (readonly [about: string, rule: string])[];
  /** What clock changes do to it, and what else there is to know. */
  readonly notes: readonly string[];
  /** Why its schedule can't be said as cron. */
  readonly noCron?: string;
  /** The cron text that says its schedule, where there is one. */
  readonly asCron?: string;
  /** Its next seven starts, also while it is paused. */
  readonly upcoming: readonly number[];
  /** After how long a run is aborted, in milliseconds; absent where it never is. */
  readonly timeoutMs?: number;
  /** Its counts and percentiles. */
  readonly stats: JobStatsView;
  /** The last 60 occurrences, oldest first, for a chart. */
  readonly recent: readonly RecentRun[];
}

/** What a chart needs of a run. */
export interface RecentRun {
  /** The id of the run. */
  readonly id: string;
  /** When it started or, where it was not run, the occurrence. */
  readonly at: number;
  /** How long it took, in whole milliseconds; absent where it was not run. */
  readonly ms?: number;
  /** How it ended. */
  readonly kind: EndKind;
  /** It succeeded, after more than one attempt. */
  readonly retried?: true;
}

/** How its occurrences ended, since the process started. */
export interface JobStatsView {
  /** Runs that were started and have ended. */
  readonly runs: number;
  /** Runs that ended well. */
  readonly succeeded: number;
  /** Runs that threw or rejected; timeouts are not among them. */
  readonly failed: number;
  /** Runs that their timeout aborted, and that ended. */
  readonly timedOut: number;
  /** Runs that were aborted by hand, by a newer occurrence or by a stop. */
  readonly cancelled: number;
  /** Runs that were aborted, did not end, and were given up. */
  readonly abandoned: number;
  /** Runs of a farm of which nobody knows whether they were done. */
  readonly lost: number;
  /** Occurrences that were missed: each of those missed together counts. */
  readonly missed: number;
  /** Occurrences that were due and not run, for whatever reason. */
  readonly skipped: number;
  /** The median of how long its runs took, in whole milliseconds; absent before the first. */
  readonly p50?: number;
  /** Nineteen in twenty of them took at most this long, in whole milliseconds. */
  readonly p95?: number;
  /** The median of how late they began, in whole milliseconds after the occurrence. */
  readonly lateP50?: number;
  /** Ninety-nine in a hundred of them began at most this late, in whole milliseconds. */
  readonly lateP99?: number;
  /** When its last run that succeeded ended; absent before the first. */
  readonly lastSuccess?: number;
}
