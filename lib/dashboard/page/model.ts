import type {
  ActivityReply,
  HostsReply,
  JobReply,
  JobsReply,
  LineView,
  ProblemsReply,
  Row,
  RunReply,
  RunsReply,
  StateReply,
  TimelineReply,
  WhyReply,
} from '../api.js';
import type { Route } from './route.js';
import type { Theme } from './theme.js';
import type { ZoneChoice } from './zone-text.js';

/** All that the page knows. Views are made from it and from nothing else but the time. */
export interface Model {
  readonly route: Route;
  readonly zone: ZoneChoice;
  readonly theme: Theme;
  /** Whether single keys do something. */
  readonly hasKeys: boolean;
  /** Whether there is as little room as on a phone. */
  readonly isNarrow: boolean;
  readonly link: Link;
  /** What was last answered to each read. */
  readonly answers: Answers;
  /** What was last asked about a job: why it did or didn't run at an instant. */
  readonly why?: { readonly job: string; readonly at: number } | undefined;
  /** Lines that came by the stream, by their run: the one that it follows. */
  readonly lines: ReadonlyMap<string, readonly LineView[]>;
  /** The job that the keys `j` and `k` went to. */
  readonly cursor?: string | undefined;
  /** What is being asked first. */
  readonly asking?: Asking | undefined;
  /** What was last said aloud. */
  readonly said: string;
}

/** How the page stands with its server. */
export type Link =
  | { readonly kind: 'opening' | 'live' | 'polling' }
  /** Nothing is heard any more; both are instants of the server's clock. */
  | { readonly kind: 'lost'; readonly since: number; readonly retryAt: number };

/** What can be read, by what it answers. */
export interface Replies {
  readonly state: StateReply;
  readonly jobs: JobsReply;
  readonly job: JobReply;
  readonly run: RunReply;
  readonly timeline: TimelineReply;
  readonly problems: ProblemsReply;
  readonly activity: ActivityReply;
  readonly hosts: HostsReply;
  readonly why: WhyReply;
  readonly runs: RunsReply;
}

/** A read by its name. */
export type Read = keyof Replies;

/** The answers to all reads that were made. */
export type Answers = { readonly [name in Read]?: Answer<Replies[name]> };

/** What was asked, and what came: a body, or that there is none and why. */
export interface Answer<T> {
  readonly query: string;
  readonly body?: T | undefined;
  readonly refusal?: Refusal | undefined;
}

/** An answer that is not what was asked for. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

/** What a dialog asks. */
export type Asking =
  | { readonly kind: 'run' | 'pause' | 'skip'; readonly job: Row }
  | { readonly kind: 'cancel'; readonly job: Row; readonly run: string }
  | { readonly kind: 'pauseAll' | 'resumeAll'; readonly count: number }
  | { readonly kind: 'help' };
